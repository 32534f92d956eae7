"""Files of runs: up, down, listed, nested, large, oddly named; and paths that lead nowhere."""

import filecmp
import hashlib
import os

import pytest
import requests
from wire import answered, is_refused

pytestmark = pytest.mark.artifacts

PROXY = "/api/2.0/mlflow-artifacts/artifacts"


@pytest.fixture
def folder(tmp_path):
    """A tree of files, three levels deep, with an empty one and one with odd names."""
    for path, content in {
        "a.txt": b"a",
        "empty": b"",
        "one/b.bin": b"\0\xff" * 100,
        "one/two/c.json": b"{}",
        "one/two/ä ö+&=%.txt": b"odd",
    }.items():
        (tmp_path / "tree" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / path).write_bytes(content)
    return tmp_path / "tree"


def listed(client, run, path=None):
    return {one.path: None if one.is_dir else one.file_size or 0 for one in client.list_artifacts(run, path)}


def test_a_file_comes_back_as_it_went(client, run, folder, tmp_path):
    client.log_artifact(run, folder / "one" / "b.bin", "down/there")
    (tmp_path / "into").mkdir()
    got = client.download_artifacts(run, "down/there/b.bin", tmp_path / "into")
    assert filecmp.cmp(got, folder / "one" / "b.bin", shallow=False)


def test_a_tree_comes_back_as_it_went(client, run, folder, tmp_path):
    client.log_artifacts(run, folder, "tree")
    (tmp_path / "into").mkdir()
    got = client.download_artifacts(run, "tree", tmp_path / "into")
    sent = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.relative_to(got): path.read_bytes() for path in type(folder)(got).rglob("*") if path.is_file()} == sent


def test_a_listing_shows_one_level(client, run, folder):
    client.log_artifacts(run, folder)
    assert listed(client, run) == {"a.txt": 1, "empty": 0, "one": None}
    assert listed(client, run, "one") == {"one/b.bin": 200, "one/two": None}
    assert listed(client, run, "one/two") == {"one/two/c.json": 2, "one/two/ä ö+&=%.txt": 3}


def test_a_file_and_nothing_list_as_empty(client, run, folder):
    client.log_artifact(run, folder / "a.txt")
    assert listed(client, run, "a.txt") == listed(client, run, "absent") == {}
    assert listed(client, client.create_run(client.get_run(run).info.experiment_id).info.run_id) == {}


def test_the_server_lists_a_run_s_files_itself(wire, client, run, folder):
    client.log_artifacts(run, folder)
    body = answered(wire.get("artifacts/list", run_id=run, path="one"))
    assert body["root_uri"] == client.get_run(run).info.artifact_uri
    assert body["files"] == [
        {"path": "one/b.bin", "is_dir": False, "file_size": 200},
        {"path": "one/two", "is_dir": True},
    ]


def test_the_proxy_names_files_relative_to_the_folder_asked_for(wire, client, experiment, run, folder):
    client.log_artifacts(run, folder)
    body = answered(wire.get(PROXY, path=f"{experiment}/{run}/artifacts/one"))
    assert sorted(one["path"] for one in body["files"]) == ["b.bin", "two"]


def test_uploading_again_replaces(client, run, tmp_path):
    for content in (b"first and longer", b"second"):
        (tmp_path / "file").write_bytes(content)
        client.log_artifact(run, tmp_path / "file")
    assert listed(client, run) == {"file": 6}
    (tmp_path / "into").mkdir()
    assert open(client.download_artifacts(run, "file", tmp_path / "into"), "rb").read() == b"second"


def test_a_file_of_60_megabytes_comes_back_as_it_went(client, run, tmp_path):
    content = os.urandom(1 << 20) * 60
    (tmp_path / "large.bin").write_bytes(content)
    client.log_artifact(run, tmp_path / "large.bin")
    (tmp_path / "into").mkdir()
    got = client.download_artifacts(run, "large.bin", tmp_path / "into")
    with open(got, "rb") as file:
        assert hashlib.file_digest(file, "sha256").digest() == hashlib.sha256(content).digest()


def test_a_body_of_unknown_length_is_taken(wire, experiment, run):
    path = f"{PROXY}/{experiment}/{run}/artifacts/streamed"
    sent = wire.send("PUT", path, data=(bytes([number]) * 100_000 for number in range(30)))
    assert sent.status_code == 200
    assert wire.get(path).content == b"".join(bytes([number]) * 100_000 for number in range(30))


def test_a_download_cannot_be_taken_for_a_page(wire, experiment, run):
    path = f"{PROXY}/{experiment}/{run}/artifacts/page.html"
    assert wire.send("PUT", path, data=b"<script>alert(1)</script>").status_code == 200
    answer = wire.get(path)
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_deleted_file_is_gone_and_deleting_it_again_is_fine(wire, client, experiment, run, folder):
    client.log_artifacts(run, folder)
    for _ in range(2):
        assert wire.send("DELETE", f"{PROXY}/{experiment}/{run}/artifacts/one").status_code == 200
    assert listed(client, run) == {"a.txt": 1, "empty": 0}


def test_an_absent_file_is_not_found(wire, experiment, run):
    assert is_refused(
        wire.get(f"{PROXY}/{experiment}/{run}/artifacts/absent"), "RESOURCE_DOES_NOT_EXIST", "No such artifact"
    )


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "path", ["..%2f..%2fetc%2fpasswd", "a/..%2f..%2f..%2fb", "%252e%252e/x", "a%23b", "C:%5Cx", "%2e%2e%2fx"]
)
def test_a_path_that_leads_elsewhere_is_refused(url, wire, method, path):
    """Sent as it is spelled: the usual libraries would tidy it first."""
    prepared = requests.Request(
        method, url, headers=dict(wire.session.headers), data=b"x" if method == "PUT" else None
    ).prepare()
    prepared.url = f"{url}{PROXY}/{path}"
    assert is_refused(wire.session.send(prepared, timeout=600), saying="Invalid path")


@pytest.mark.parametrize("path", ["../../etc", "/etc", "%2e%2e/x", "a/../../b"])
def test_a_listing_that_leads_elsewhere_is_refused(wire, run, path):
    assert is_refused(wire.get("artifacts/list", run_id=run, path=path), saying="Invalid path")
    assert is_refused(wire.get(PROXY, path=path), saying="Invalid path")


def test_the_browser_gets_a_file_by_run_and_path(wire, client, run, folder):
    client.log_artifacts(run, folder)
    assert wire.get("/get-artifact", run_id=run, path="one/b.bin").content == b"\0\xff" * 100


def test_texts_tables_pictures_and_dictionaries_are_files_too(fluent):
    import numpy
    import pandas
    from PIL import Image

    with fluent.start_run() as run:
        fluent.log_text("words", "notes/words.txt")
        fluent.log_dict({"a": [1, 2]}, "notes/data.json")
        fluent.log_table({"x": [1, 2], "y": ["a", "b"]}, "table.json")
        fluent.log_image(Image.fromarray(numpy.full((4, 5, 3), 200, numpy.uint8)), "picture.png")
    uri = run.info.artifact_uri
    assert fluent.artifacts.load_text(uri + "/notes/words.txt") == "words"
    assert fluent.artifacts.load_dict(uri + "/notes/data.json") == {"a": [1, 2]}
    assert fluent.artifacts.load_image(uri + "/picture.png").size == (5, 4)
    table = fluent.load_table("table.json", run_ids=[run.info.run_id])
    assert isinstance(table, pandas.DataFrame)
    assert list(table["y"]) == ["a", "b"]


def test_a_picture_of_a_step_is_kept_with_its_thumbnail(fluent, client):
    import numpy

    with fluent.start_run() as run:
        fluent.log_image(numpy.zeros((8, 8, 3), numpy.uint8), key="seen", step=3, synchronous=True)
    names = [one.path for one in client.list_artifacts(run.info.run_id, "images")]
    assert any(name.endswith(".png") for name in names)
    assert any(name.endswith(".webp") for name in names)


def test_200_files_are_listed_and_come_back(client, run, tmp_path):
    (tmp_path / "many").mkdir()
    for number in range(200):
        (tmp_path / "many" / f"{number:03}").write_text(str(number))
    client.log_artifacts(run, tmp_path / "many", "many")
    assert sorted(listed(client, run, "many")) == [f"many/{number:03}" for number in range(200)]
    (tmp_path / "into").mkdir()
    got = client.download_artifacts(run, "many", tmp_path / "into")
    assert sorted(open(f"{got}/{name}").read() for name in os.listdir(got)) == sorted(map(str, range(200)))


def test_links_are_refused_for_files_that_the_proxy_serves(wire, run):
    for direction in ["upload", "download"]:
        answer = wire.post(f"artifacts/presigned-{direction}-url", run_id=run, path="a")
        assert is_refused(answer, saying="proxied artifact storage")


def test_a_page_sends_a_small_file(wire, run):
    asked = {"run_uuid": run, "path": "notes/a.txt"}
    page = "/ajax-api/2.0/mlflow/upload-artifact"
    assert wire.send("POST", page, params=asked, data=b"text").status_code == 200
    assert wire.get("/get-artifact", run_id=run, path="notes/a.txt").content == b"text"
    assert is_refused(wire.send("POST", page, params=asked, data=b""), saying="must specify data")
    assert is_refused(wire.send("POST", page, params=asked, data=b"x" * (10 << 20 | 1)), saying="10MB")
