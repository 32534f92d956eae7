"""One world: what MLflow's client registers Roost runs and judges, and what Roost makes the client finds."""

import json
import pathlib
import uuid

import mlflow
import onnx
import pytest
from program import DIGITS

pytestmark = pytest.mark.worlds

LABELS = [str(digit) for digit in range(10)]


@pytest.fixture(scope="module")
def pushed(roost, exported, digits):
    """What the same file is worth that was pushed without MLflow."""
    roost("push", f"pushed-{digits}", str(exported))
    return roost.evaluation(f"pushed-{digits}:1", digits)


@pytest.fixture(scope="module")
def registered(exported):
    """The name of a model whose version 1 is that file, logged and registered by the client."""
    name = f"registered-{uuid.uuid4().hex}"
    log(onnx.load(exported), name)
    return name


def log(graph, name, **how):
    mlflow.set_experiment(f"experiment-{name}")
    with mlflow.start_run():
        # Named, the requirements need not be found out, which takes seconds.
        mlflow.onnx.log_model(
            graph, name="model", registered_model_name=name, pip_requirements=["onnxruntime"], **how
        )


def undeclared(exported):
    """The same graph that says nothing about itself, and what it said."""
    graph = onnx.load(exported)
    said = {entry.key: entry.value for entry in graph.metadata_props}
    del graph.metadata_props[:]
    return graph, json.loads(said["roost"])


def test_an_onnx_model_registered_by_the_client_is_a_model_of_roost(roost, registered):
    version = roost("show", f"{registered}:1")
    assert (version["task"], version["type"], version["labels"]) == ("image-classification", "onnx", LABELS)
    assert version["status"] == "pre-trained"
    assert registered in [model["name"] for model in roost("models", "list", registered)]


def test_it_is_worth_what_the_same_file_is_worth_that_was_pushed(roost, registered, digits, pushed):
    assert roost.evaluation(f"{registered}:1", digits) == pushed
    assert pushed["count"] == 40 and pushed["accuracy"] > 0.9
    both = {f"pushed-{digits}:1", f"{registered}:1"}
    assert both <= {entry["version"] for entry in roost("leaderboard", "--dataset", digits)}
    assert roost("compare", *both, "--dataset", digits)


def test_it_predicts_what_transformers_does(roost, registered):
    known = json.loads((DIGITS / "expected.json").read_text())["predictions"]
    expected = {f"images/{answer['image']}": answer["label"] for answer in known[::50]}
    answers = roost("predict", f"{registered}:1", *(str(DIGITS / image) for image in expected))
    assert [answer["annotations"][0]["label"] for answer in answers] == list(expected.values())


def test_metadata_of_the_client_declares_what_the_graph_does_not(roost, exported, digits, pushed, name):
    graph, declared = undeclared(exported)
    log(graph, name, metadata={"roost": declared})
    version = roost("show", f"{name}:1")
    assert (version["task"], version["labels"]) == ("image-classification", LABELS)
    assert roost.evaluation(f"{name}:1", digits) == pushed


def test_files_that_the_client_adds_declare_it_too(roost, exported, digits, pushed, name, tmp_path):
    graph, _ = undeclared(exported)
    (tmp_path / "labels.txt").write_text("\n".join(LABELS))
    added = [tmp_path / "labels.txt", DIGITS / "checkpoint/preprocessor_config.json"]
    log(graph, name, extra_files=[str(file) for file in added])
    assert roost("show", f"{name}:1")["labels"] == LABELS
    assert roost.evaluation(f"{name}:1", digits) == pushed


def test_a_graph_that_nobody_declares_is_registered_and_refused_when_it_is_to_run(roost, exported, digits, name):
    log(undeclared(exported)[0], name)
    assert roost("show", f"{name}:1")["type"] == "onnx"
    done = roost.run("evaluate", f"{name}:1", "--dataset", digits)
    assert done.returncode != 0 and "roost.json" in done.stderr


def test_a_model_of_another_flavor_is_registered_and_named_when_it_is_to_run(fluent, roost, digits, name):
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    with fluent.start_run():
        fluent.sklearn.log_model(model, name="m", registered_model_name=name, pip_requirements=["scikit-learn"])
    assert roost("show", f"{name}:1")["type"] == "sklearn"
    done = roost.run("evaluate", f"{name}:1", "--dataset", digits)
    assert done.returncode != 0 and "onnx and transformers" in done.stderr


def test_a_model_that_lies_among_the_files_of_a_run_is_registered_with_its_external_weights(
    fluent, roost, exported, digits, pushed, name, tmp_path
):
    fluent.onnx.save_model(onnx.load(exported), tmp_path / "saved", pip_requirements=["onnx"])
    assert len([file for file in (tmp_path / "saved").iterdir() if file.stat().st_size > 100_000]) == 1
    with fluent.start_run() as run:
        fluent.log_artifacts(str(tmp_path / "saved"), "digits")
    fluent.register_model(f"runs:/{run.info.run_id}/digits", name)
    assert roost("show", f"{name}:1")["labels"] == LABELS
    assert roost.evaluation(f"{name}:1", digits) == pushed


def test_a_folder_of_mlflow_can_be_pushed_as_it_is(roost, exported, name, tmp_path):
    graph, declared = undeclared(exported)
    mlflow.onnx.save_model(graph, tmp_path / "saved", metadata={"roost": declared}, pip_requirements=["onnx"])
    version = roost("push", name, str(tmp_path / "saved"))
    assert (version["task"], version["type"], version["labels"]) == ("image-classification", "onnx", LABELS)
    assert len(roost("predict", f"{name}:1", str(next((DIGITS / "images/test/7").glob("*.png"))))) == 1


def test_a_version_that_was_pushed_is_downloaded_by_the_client(roost, client, name, tmp_path):
    roost("push", name, str(DIGITS / "checkpoint"))
    place = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{name}/1", dst_path=str(tmp_path)))
    files = {file.name: file.read_bytes() for file in (DIGITS / "checkpoint").iterdir()}
    assert {file: (place / file).read_bytes() for file in files} == files
    assert client.get_model_version(name, "1").status == "READY"


def test_a_training_of_roost_is_found_by_the_client_with_its_metrics(roost, client, name):
    roost("push", name, str(DIGITS / "checkpoint"))
    roost("datasets", "import", f"trained-{name}", str(DIGITS / "images"))
    trained = roost("train", f"{name}:1", "--dataset", f"trained-{name}", "--set", "max_iterations=5")
    runs = mlflow.search_runs(experiment_names=[name], output_format="list", filter_string="metrics.loss > 0")
    assert [run.info.status for run in runs] == ["FINISHED"]
    assert len(client.get_metric_history(runs[0].info.run_id, "loss")) > 1
    assert runs[0].data.params["max_iterations"] == "5"
    assert trained["number"] == 2
    assert client.get_model_version(name, "2").run_id == runs[0].info.run_id
