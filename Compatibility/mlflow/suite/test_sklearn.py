"""Autologging of scikit-learn, and models logged, loaded, registered and served from the registry by their names."""

import numpy
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.tree import DecisionTreeClassifier

pytestmark = pytest.mark.flavors


@pytest.fixture
def autologged(fluent):
    fluent.sklearn.autolog(silent=True, log_datasets=True)
    yield fluent
    fluent.sklearn.autolog(disable=True, silent=True)


def test_autologging_keeps_params_metrics_inputs_and_the_model(autologged, client):
    features, labels = load_iris(return_X_y=True)
    with autologged.start_run() as run:
        fitted = LogisticRegression(max_iter=200, C=0.5).fit(features, labels)
    got = client.get_run(run.info.run_id)
    assert (got.data.params["C"], got.data.params["max_iter"]) == ("0.5", "200")
    assert got.data.metrics["training_accuracy_score"] == pytest.approx(fitted.score(features, labels))
    assert got.data.tags["estimator_name"] == "LogisticRegression"
    assert got.inputs.dataset_inputs[0].tags[0].value == "train"
    (output,) = got.outputs.model_outputs
    loaded = autologged.sklearn.load_model(f"models:/{output.model_id}")
    assert numpy.array_equal(loaded.predict(features), fitted.predict(features))
    assert "estimator.html" in {one.path for one in client.list_artifacts(run.info.run_id)}


def test_autologging_a_search_makes_a_child_run_for_each_candidate(autologged, client, experiment):
    features, labels = load_iris(return_X_y=True)
    with autologged.start_run() as run:
        GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2, 3]}, cv=2).fit(features, labels)
    children = client.search_runs([experiment], f"tags.mlflow.parentRunId = '{run.info.run_id}'")
    assert sorted(child.data.params["max_depth"] for child in children) == ["1", "2", "3"]
    assert client.get_run(run.info.run_id).data.metrics["best_cv_score"] == max(
        child.data.metrics["mean_test_score"] for child in children
    )


def test_a_model_is_logged_registered_and_loaded_by_version_and_alias(fluent, client, name):
    features, labels = load_iris(return_X_y=True)
    fitted = LogisticRegression(max_iter=200).fit(features, labels)
    with fluent.start_run() as run:
        info = fluent.sklearn.log_model(fitted, name="iris", input_example=features[:2], registered_model_name=name)
    client.set_registered_model_alias(name, "champion", info.registered_model_version)
    version = client.get_model_version(name, "1")
    assert version.run_id == run.info.run_id
    for uri in (info.model_uri, f"models:/{name}/1", f"models:/{name}@champion", f"models:/{name}/latest"):
        loaded = fluent.pyfunc.load_model(uri)
        assert numpy.array_equal(loaded.predict(features), fitted.predict(features))
    assert [column.name for column in fluent.models.get_model_info(info.model_uri).signature.outputs] == [None]


def test_a_logged_model_is_ready_and_found_by_its_metric(fluent, client, experiment):
    features, labels = load_iris(return_X_y=True)
    with fluent.start_run():
        info = fluent.sklearn.log_model(
            LogisticRegression(max_iter=200).fit(features, labels), name="tree", params={"kind": "tree"}
        )
        fluent.log_metric("score", 0.75, model_id=info.model_id)
    (found,) = client.search_logged_models([experiment], filter_string="metrics.score > 0.5 AND params.kind = 'tree'")
    assert (found.model_id, str(found.status)) == (info.model_id, "READY")
    assert "MLmodel" in {one.path for one in client.list_logged_model_artifacts(info.model_id)}
