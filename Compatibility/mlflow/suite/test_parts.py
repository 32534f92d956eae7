"""Large files that go up in parts of themselves and come down in parts, where the client is told to."""

import contextlib
import json
import os
import pathlib
import re
import signal
import threading

import mlflow
import pytest
import requests
from mlflow.store.artifact import http_artifact_repo
from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository
from servers import roost_server
from wire import answered, is_refused

pytestmark = pytest.mark.artifacts

MIB = 1 << 20
MPU = "/api/2.0/mlflow-artifacts/mpu"


@pytest.fixture
def parts(monkeypatch):
    """Files from one MiB on go in parts of as much where the server has them; lists the number of each part that the client sends."""
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", str(MIB))
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(MIB))
    sent, send = [], HttpArtifactRepository._upload_part

    def noted(credential, **options):
        sent.append(credential.part_number)
        return send(credential=credential, **options)

    monkeypatch.setattr(HttpArtifactRepository, "_upload_part", staticmethod(noted))
    return sent


@pytest.fixture
def ranges(monkeypatch):
    """Downloads go in parts of one MiB; lists where each begins that the client fetches."""
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE", str(MIB))
    fetched, fetch = [], http_artifact_repo.download_chunk

    def noted(range_start, **options):
        fetched.append(range_start)
        return fetch(range_start=range_start, **options)

    monkeypatch.setattr(http_artifact_repo, "download_chunk", noted)
    return fetched


@pytest.fixture
def large(tmp_path):
    """A file of five parts and a bit."""
    (tmp_path / "large.bin").write_bytes(os.urandom(5 * MIB + 12345))
    return str(tmp_path / "large.bin")


def came_back(client, run, path, tmp_path):
    (tmp_path / "into").mkdir()
    return pathlib.Path(client.download_artifacts(run, path, tmp_path / "into")).read_bytes()


@pytest.mark.only("mlflow")
def test_mlflow_over_its_own_disk_takes_the_file_whole(client, run, parts, large, tmp_path):
    client.log_artifact(run, large, "deep")
    assert parts == []
    assert came_back(client, run, "deep/large.bin", tmp_path) == pathlib.Path(large).read_bytes()


@pytest.mark.only("roost")
def test_a_large_file_goes_in_parts_and_comes_back(client, run, parts, large, tmp_path):
    client.log_artifact(run, large, "deep/er")
    assert sorted(parts) == [1, 2, 3, 4, 5, 6]
    assert [(one.path, one.file_size) for one in client.list_artifacts(run, "deep/er")] == [
        ("deep/er/large.bin", 5 * MIB + 12345)
    ]
    assert came_back(client, run, "deep/er/large.bin", tmp_path) == pathlib.Path(large).read_bytes()


@pytest.mark.parametrize("size", [0, 1, MIB, 3 * MIB + 5])
def test_a_client_that_asks_for_it_downloads_in_ranges(client, run, ranges, is_reference, tmp_path, size):
    (tmp_path / "file").write_bytes(content := os.urandom(size))
    client.log_artifact(run, str(tmp_path / "file"), "ä b")
    assert came_back(client, run, "ä b/file", tmp_path) == content
    assert sorted(ranges) == ([] if is_reference else list(range(0, size, MIB)))


def test_a_client_that_does_not_ask_downloads_whole(client, run, ranges, monkeypatch, tmp_path):
    monkeypatch.delenv("MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD")
    (tmp_path / "file").write_bytes(b"x" * (2 * MIB))
    client.log_artifact(run, str(tmp_path / "file"))
    assert came_back(client, run, "file", tmp_path) == b"x" * (2 * MIB)
    assert ranges == []


def test_a_small_file_goes_whole(client, run, parts, tmp_path):
    (tmp_path / "small").write_bytes(b"x" * (MIB - 1))
    client.log_artifact(run, str(tmp_path / "small"))
    assert parts == []
    assert came_back(client, run, "small", tmp_path) == b"x" * (MIB - 1)


def test_a_file_is_sent_whole_where_parts_are_too_many_or_none(client, run, parts, monkeypatch, tmp_path):
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "0")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", "1")
    (tmp_path / "many").write_bytes(b"x" * 10_001)
    (tmp_path / "empty").write_bytes(b"")
    client.log_artifacts(run, tmp_path)
    assert parts == []
    assert {one.path: one.file_size or 0 for one in client.list_artifacts(run)} == {"many": 10_001, "empty": 0}


def test_a_logged_model_s_files_go_the_same_way(client, experiment, parts, large, is_reference, tmp_path):
    model = client.create_logged_model(experiment, name="large")
    client.log_model_artifact(model.model_id, large)
    assert sorted(parts) == ([] if is_reference else [1, 2, 3, 4, 5, 6])
    got = mlflow.artifacts.download_artifacts(f"{model.artifact_location}/large.bin", dst_path=str(tmp_path / "into"))
    assert pathlib.Path(got).read_bytes() == pathlib.Path(large).read_bytes()


@pytest.mark.only("roost")
def test_a_part_that_is_lost_is_told_and_nothing_stays(client, run, parts, large, monkeypatch):
    begun = []
    create = HttpArtifactRepository.create_multipart_upload

    def with_a_wrong_link(self, *arguments, **options):
        upload = create(self, *arguments, **options)
        upload.credentials[2].url = re.sub("signature=.{8}", "signature=00000000", upload.credentials[2].url)
        begun.append(upload)
        return upload

    monkeypatch.setattr(HttpArtifactRepository, "create_multipart_upload", with_a_wrong_link)
    with pytest.raises(mlflow.MlflowException, match="Failed to upload at least one part"):
        client.log_artifact(run, large)
    assert client.list_artifacts(run) == []
    answer = requests.put(begun[0].credentials[0].url, data=b"x", timeout=600)
    assert is_refused(answer, "RESOURCE_DOES_NOT_EXIST")


@pytest.mark.only("roost")
def test_parts_that_are_not_as_they_came_complete_nothing(wire, client, experiment, run):
    place = f"{experiment}/{run}/artifacts/deep"
    upload = answered(wire.post(f"{MPU}/create/{place}", path="/tmp/a.bin", num_parts=2))
    asked = {"path": "/tmp/a.bin", "upload_id": upload["upload_id"]}
    sent = []
    for part in upload["credentials"]:
        answer = requests.put(part["url"], data=b"x" * part["part_number"], headers=part["headers"], timeout=600)
        sent.append({"part_number": part["part_number"], "etag": answer.headers["ETag"], "url": part["url"]})
    for wrong in [sent[:1], [sent[0], sent[1] | {"etag": sent[0]["etag"]}], [sent[0], sent[0]]]:
        assert is_refused(wire.post(f"{MPU}/complete/{place}", **asked, parts=wrong))
    for _ in range(2):
        assert answered(wire.post(f"{MPU}/complete/{place}", **asked, parts=sent)) == {}
    assert [(one.path, one.file_size) for one in client.list_artifacts(run, "deep")] == [("deep/a.bin", 3)]


@pytest.mark.only("mlflow")
@pytest.mark.parametrize("step", ["create", "complete", "abort"])
def test_mlflow_over_its_own_disk_refuses_parts_in_words_that_clients_know(wire, run, experiment, step):
    asked = {"path": "a", "num_parts": 2, "upload_id": "u", "parts": []}
    answer = wire.post(f"{MPU}/{step}/{experiment}/{run}/artifacts", **asked)
    assert answer.status_code == 501
    assert answer.json()["message"].startswith("Multipart upload is not supported")


@pytest.mark.only("roost")
@pytest.mark.parametrize("count", [0, 10_001, 10**9])
def test_a_number_of_parts_that_is_not_taken_is_refused_in_words_that_clients_know(wire, run, experiment, count):
    answer = wire.post(f"{MPU}/create/{experiment}/{run}/artifacts", path="a", num_parts=count)
    assert answer.status_code == 501
    assert answer.json()["message"].startswith("Multipart upload is not supported")


class Killed:
    """A server of its own in a folder, which is killed and started again there."""

    def __init__(self, folder):
        self.home = folder / "home"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.server.__exit__(None, None, None)

    def start(self):
        self.server = roost_server(self.home)
        self.url, self.token, _ = self.server.__enter__()

    def restart(self):
        os.kill(json.loads((self.home / "server.json").read_text())["pid"], signal.SIGKILL)
        self.server.__exit__(None, None, None)
        (self.home / "server.json").unlink()
        self.start()

    def send(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.request(method, self.url + path, headers=headers, timeout=240, **options)

    def begin(self, count):
        """A run, and an upload of its file `a.bin`."""
        made = self.send("POST", "/api/2.0/mlflow/runs/create", json={"experiment_id": "0"})
        self.place = f"0/{answered(made)['run']['info']['run_id']}/artifacts"
        asked = {"path": "a.bin", "num_parts": count}
        return answered(self.send("POST", f"{MPU}/create/{self.place}", json=asked))

    def put(self, credential, content):
        answer = requests.put(credential["url"], data=content, timeout=240)
        assert answer.status_code == 200, answer.text
        return {"part_number": credential["part_number"], "etag": answer.headers["ETag"]}

    def end(self, step, upload, parts=None):
        asked = {"path": "a.bin", "upload_id": upload["upload_id"], "parts": parts}
        return self.send("POST", f"{MPU}/{step}/{self.place}", json=asked)

    @property
    def file(self):
        return self.send("GET", f"/api/2.0/mlflow-artifacts/artifacts/{self.place}/a.bin")

    @property
    def left(self):
        """What lies in the folder of parts."""
        return os.listdir(self.home / "blobs/parts")


@pytest.mark.only("roost")
@pytest.mark.durability
def test_a_kill_between_parts_leaves_no_file_and_an_upload_that_can_be_aborted(tmp_path):
    with Killed(tmp_path) as server:
        upload = server.begin(3)
        parts = [server.put(one, b"x" * MIB) for one in upload["credentials"][:2]]

        def half():
            yield b"x" * 1000
            server.restart()
            yield b"y"

        with pytest.raises(requests.RequestException):
            requests.put(upload["credentials"][2]["url"], data=half(), timeout=240)
        assert is_refused(server.end("complete", upload, parts))
        assert server.file.status_code == 404
        assert server.left == [upload["upload_id"]]
        assert answered(server.end("abort", upload)) == {}
        assert server.left == []


@pytest.mark.only("roost")
@pytest.mark.durability
@pytest.mark.parametrize("share", [0, 0.25, 0.5, 1])
def test_a_kill_while_parts_are_put_together_leaves_all_or_nothing(tmp_path, share):
    """The kill comes after a share of the time that completing the same took before."""
    content = [os.urandom(4 * MIB), os.urandom(4 * MIB), os.urandom(4 * MIB)]
    with Killed(tmp_path) as server:
        upload = server.begin(3)
        parts = [server.put(one, part) for one, part in zip(upload["credentials"], content)]
        took = server.end("complete", upload, parts).elapsed.total_seconds()
        content.reverse()
        upload = server.begin(3)
        parts = [server.put(one, part) for one, part in zip(upload["credentials"], content)]
        kill = threading.Timer(took * share, server.restart)
        kill.start()
        with contextlib.suppress(requests.RequestException):
            server.end("complete", upload, parts)
        kill.join()
        before = server.file
        assert before.status_code == 404 or before.content == b"".join(content)
        for _ in range(2):
            assert answered(server.end("complete", upload, parts)) == {}
        assert server.file.content == b"".join(content)
        assert server.left == []
