"""`roost import mlflow` and `roost export mlflow` between Roost and MLflow's own server, seen through the real client."""

import json
import os
import pathlib
import signal
import sqlite3
import subprocess

import pytest
from filled_server import fill
from gate import Gate
from servers import mlflow_server, program, roost_server
from snapshots import snapshot

pytestmark = pytest.mark.transfer

PREFIX = "source"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """MLflow's own server with one of everything: its address and its folder."""
    folder = tmp_path_factory.mktemp("source")
    with mlflow_server(folder) as url:
        fill(url, PREFIX)
        yield url, folder


@pytest.fixture(scope="module")
def expected(source):
    return snapshot(source[0], PREFIX)


@pytest.fixture
def roost(tmp_path, monkeypatch):
    """A Roost that has nothing yet; the client knows its token."""
    with roost_server(tmp_path / "home") as (url, token, home):
        monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", token)
        yield url, home


def command(home, *arguments):
    return [program(), *arguments, "--home", str(home), "--json"]


def transfer(home, *arguments):
    """Runs the command to its end; its report."""
    done = subprocess.run(command(home, *arguments), capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def same(found, expected):
    """Part by part, so that a difference can be read."""
    assert found["experiments"].keys() == expected["experiments"].keys()
    for name, experiment in expected["experiments"].items():
        copy = found["experiments"][name]
        assert copy["runs"].keys() == experiment["runs"].keys()
        for identifier, run in experiment["runs"].items():
            assert copy["runs"][identifier] == run
        assert copy == experiment
    assert found["registry"] == expected["registry"]


def test_a_server_is_copied_with_all_it_has(source, expected, roost):
    report = transfer(roost[1], "import", "mlflow", source[0])
    assert report["losses"] == []
    same(snapshot(roost[0], PREFIX), expected)


def test_a_second_import_finds_all_of_it_there(source, expected, roost):
    first = transfer(roost[1], "import", "mlflow", source[0])
    second = transfer(roost[1], "import", "mlflow", source[0])
    # Runs that go on are looked at again; nothing of them is there twice.
    assert second["runs"] == {"copied": 2, "kept": first["runs"]["copied"] - 2}
    assert second["experiments"]["copied"] == second["files"]["copied"] == 0
    assert second["models"]["copied"] == second["versions"]["copied"] == second["registeredModels"]["copied"] == 0
    same(snapshot(roost[0], PREFIX), expected)


def test_a_sqlite_file_is_copied_like_the_server(source, expected, roost, tmp_path):
    with sqlite3.connect(source[1] / "mlflow.db") as database, sqlite3.connect(tmp_path / "copy.db") as copy:
        database.backup(copy)
    arguments = ["import", "mlflow", f"sqlite:///{tmp_path}/copy.db", "--artifacts", str(source[1] / "artifacts")]
    assert transfer(roost[1], *arguments)["losses"] == []
    same(snapshot(roost[0], PREFIX), expected)


def test_what_changed_at_the_source_is_taken_over_when_asked_for(source, roost, tmp_path):
    with sqlite3.connect(source[1] / "mlflow.db") as database, sqlite3.connect(tmp_path / "copy.db") as copy:
        database.backup(copy)
    (tmp_path / "nothing").mkdir()
    first = ["import", "mlflow", str(tmp_path / "copy.db"), "--artifacts", str(tmp_path / "nothing")]
    assert "is it the right one" in transfer(roost[1], *first)["losses"][0]["why"]
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        copy.execute("UPDATE tags SET value = 'changed' WHERE key = 'Überschrift'")
    second = ["import", "mlflow", str(tmp_path / "copy.db"), "--artifacts", str(source[1] / "artifacts"), "--recheck"]
    assert transfer(roost[1], *second)["losses"] == []
    found = snapshot(roost[0], PREFIX)["experiments"][f"{PREFIX}-größen 数"]
    runs = {run["name"]: run for run in found["runs"].values()}
    assert runs["sweep"]["tags"]["Überschrift"] == "changed"
    assert "note.txt" in runs["long"]["files"]
    assert [len(model["files"]) for model in found["models"].values()].count(2) == 1


def test_one_experiment_can_be_had_alone(source, expected, roost):
    transfer(roost[1], "import", "mlflow", source[0], "--experiment", f"{PREFIX}-many")
    found = snapshot(roost[0], PREFIX)
    assert found["registry"] == {}
    assert found["experiments"] == {f"{PREFIX}-many": expected["experiments"][f"{PREFIX}-many"]}


def test_an_imported_run_is_found_by_its_identifier_natively(source, expected, roost):
    transfer(roost[1], "import", "mlflow", source[0], "--experiment", f"{PREFIX}-many")
    first, second, *_ = sorted(expected["experiments"][f"{PREFIX}-many"]["runs"])
    shown = transfer(roost[1], "runs", "show", first)
    assert shown["foreignID"] == first != shown["id"]
    assert transfer(roost[1], "runs", "show", shown["id"]) == shown
    compared = transfer(roost[1], "runs", "compare", first, second)
    assert [run["foreignID"] for run in compared["runs"]] == [first, second]
    (plotted,) = transfer(roost[1], "runs", "plot", first, "--metric", "m")
    assert (plotted["run"], len(plotted["points"])) == (shown["id"], 10)
    assert transfer(roost[1], "runs", "create", "new", "--parent", first)["parentID"] == shown["id"]


def stop(how, gate, *arguments):
    """Starts the command, and stops it when nothing passes the gate any more."""
    with subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while not gate.is_reached.wait(0.1):
            assert process.poll() is None, process.stderr.read()
        process.send_signal(how)
        _, talk = process.communicate(timeout=600)
    assert process.returncode == (-how if how == signal.SIGKILL else 130), talk
    assert how == signal.SIGKILL or "goes on from there" in talk


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_stopped_goes_on_where_it_was(source, expected, roost, how):
    with Gate(source[0], "/artifacts/out.txt HTTP/1.1", passes=20) as gate:
        stop(how, gate, roost[1], "import", "mlflow", gate.url)
    found = snapshot(roost[0], PREFIX)
    assert found["registry"] == {}
    runs = found["experiments"][f"{PREFIX}-many"]["runs"].values()
    finished = [run for run in runs if run["status"] == "FINISHED"]
    # Four are copied at a time.
    assert 16 <= len(finished) <= 20
    report = transfer(roost[1], "import", "mlflow", source[0])
    assert 20 <= report["runs"]["kept"] < 40
    assert report["losses"] == []
    same(snapshot(roost[0], PREFIX), expected)


def test_what_was_imported_can_be_exported_to_a_fresh_server(source, expected, roost, tmp_path):
    transfer(roost[1], "import", "mlflow", source[0])
    folder = tmp_path / "fresh"
    folder.mkdir()
    with mlflow_server(folder) as fresh:
        assert transfer(roost[1], "export", "mlflow", fresh)["losses"] == []
        same(unmoved(snapshot(fresh, PREFIX, originals(fresh))), unmoved(expected))
        again = transfer(roost[1], "export", "mlflow", fresh)
        assert again["files"]["copied"] == again["models"]["copied"] == again["versions"]["copied"] == 0
        assert again["runs"]["copied"] == 2
        same(unmoved(snapshot(fresh, PREFIX, originals(fresh))), unmoved(expected))


@pytest.mark.parametrize(
    ("step", "passes"), [("create", 1), ("create", 2), ("delete", 0)], ids=["before", "within", "after"]
)
def test_an_export_that_is_killed_while_it_fills_gaps_of_numbers_goes_on(source, roost, expected, tmp_path, step, passes):
    """Version 2 was deleted: something must take its number, and be gone at the end."""
    transfer(roost[1], "import", "mlflow", source[0])
    folder = tmp_path / "fresh"
    folder.mkdir()
    with mlflow_server(folder) as fresh:
        with Gate(fresh, f"/model-versions/{step} HTTP/1.1", passes) as gate:
            stop(signal.SIGKILL, gate, roost[1], "export", "mlflow", gate.url)
        assert transfer(roost[1], "export", "mlflow", fresh)["losses"] == []
        same(unmoved(snapshot(fresh, PREFIX, originals(fresh))), unmoved(expected))


def originals(url):
    """What runs and logged models were called before, by what they are called there."""
    import mlflow
    from mlflow.entities import ViewType

    client = mlflow.MlflowClient(url)
    experiments = [each.experiment_id for each in client.search_experiments(view_type=ViewType.ALL)]
    runs = client.search_runs(experiments, run_view_type=ViewType.ALL)
    names = {run.info.run_id: run.data.tags["roost.run_id"] for run in runs}
    models = client.search_logged_models(experiments)
    return names | {model.model_id: model.tags["roost.model_id"] for model in models}


def unmoved(snapshot):
    """Without the moments of making, which MLflow takes from its own clock."""
    for experiment in snapshot["experiments"].values():
        experiment.pop("created", None)
    return snapshot


def test_a_stranger_is_told_what_is_missing(roost, tmp_path):
    missing = subprocess.run(
        command(roost[1], "import", "mlflow", str(tmp_path / "none.db")), capture_output=True, text=True
    )
    assert missing.returncode == 66
    assert "there is no file" in missing.stderr
    (tmp_path / "other.db").write_bytes(b"")
    other = subprocess.run(
        command(roost[1], "import", "mlflow", str(tmp_path / "other.db")), capture_output=True, text=True
    )
    assert other.returncode == 65
    assert "none of MLflow's tables" in other.stderr


def test_nothing_outside_the_folder_of_artifacts_is_read(source, roost, tmp_path):
    """Whatever the database says: a location above the folder, and a link that leads out of it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with sqlite3.connect(source[1] / "mlflow.db") as database, sqlite3.connect(tmp_path / "copy.db") as copy:
        database.backup(copy)
        copy.execute("UPDATE runs SET artifact_uri = ? WHERE name = 'maker'", [f"file://{tmp_path}"])
        copy.execute("UPDATE runs SET artifact_uri = 'mlflow-artifacts:/../..' WHERE name = 'reader'")
        run = copy.execute("SELECT run_uuid, experiment_id FROM runs WHERE name = 'long'").fetchone()
    folder = tmp_path / "artifacts"
    place = folder / str(run[1]) / run[0] / "artifacts"
    place.mkdir(parents=True)
    (place / "fine.txt").write_text("fine")
    os.symlink(secret, place / "link.txt")
    os.symlink(pathlib.Path("/etc"), place / "folder")
    transfer(roost[1], "import", "mlflow", str(tmp_path / "copy.db"), "--artifacts", str(folder))
    found = snapshot(roost[0], PREFIX)["experiments"]
    files = {
        run["name"]: run["files"]
        for experiment in found.values()
        for run in experiment["runs"].values()
        if run["files"]
    }
    assert files.keys() == {"long"}
    assert files["long"].keys() == {"fine.txt"}
