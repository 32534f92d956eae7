"""Files of model versions, found by the address that the registry gives for them."""

import pathlib

import mlflow
import pytest

pytestmark = pytest.mark.registry


@pytest.fixture
def source(client, run):
    """A folder of a run with two files."""
    client.log_text(run, "flavors: {}\n", "model/MLmodel")
    client.log_text(run, "weights", "model/deep folder/w.bin")
    client.log_text(run, "other", "other.txt")
    return f"{client.get_run(run).info.artifact_uri}/model"


def files(uri):
    """What lies below an address, but for the note that the client adds itself."""
    root = pathlib.Path(mlflow.artifacts.download_artifacts(uri))
    found = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}
    return {name: text for name, text in found.items() if name != "registered_model_meta"}


EXPECTED = {"MLmodel": "flavors: {}\n", "deep folder/w.bin": "weights"}


def test_a_version_is_downloaded_by_number_and_by_alias(client, model, run, source):
    client.create_model_version(model, source, run_id=run)
    client.set_registered_model_alias(model, "best", "1")
    assert files(f"models:/{model}/1") == EXPECTED
    assert files(f"models:/{model}@best") == EXPECTED
    assert files(client.get_model_version_download_uri(model, "1")) == EXPECTED


def test_a_version_may_be_made_by_the_name_of_its_run(client, model, run, source):
    client.create_model_version(model, f"runs:/{run}/model", run_id=run)
    assert client.get_model_version(model, "1").source == f"runs:/{run}/model"
    assert files(f"models:/{model}/1") == EXPECTED


@pytest.mark.parametrize("spelling", ["{}", "a b {}", "häßlich {}", "100% {}", "(x) [y] {}", "a+b&c=d {}"])
def test_a_copy_of_a_version_has_its_files(client, model, name, run, source, spelling):
    client.create_model_version(model, source, run_id=run)
    copied = client.copy_model_version(f"models:/{model}/1", spelling.format(name))
    assert copied.run_id == run
    assert files(f"models:/{spelling.format(name)}/1") == EXPECTED


def test_one_file_of_a_version_is_downloaded(client, model, run, source):
    client.create_model_version(model, source, run_id=run)
    path = mlflow.artifacts.download_artifacts(f"models:/{model}/1/deep folder/w.bin")
    assert pathlib.Path(path).read_text() == "weights"


def test_a_version_without_files_yet_is_filled_by_its_run(client, model, run):
    source = f"{client.get_run(run).info.artifact_uri}/late"
    client.create_model_version(model, source, run_id=run)
    client.log_text(run, "late", "late/a.txt")
    assert files(f"models:/{model}/1") == {"a.txt": "late"}
