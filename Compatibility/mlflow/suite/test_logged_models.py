"""Logged models: what MLflow 3 makes of a model before, and whether or not, it is registered."""

import json
import re

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.models


@pytest.fixture
def logged(client, experiment, run):
    return client.create_logged_model(
        experiment, name="net", source_run_id=run, model_type="cnn", tags={"t": "v"}, params={"depth": "3"}
    )


def test_a_created_model_is_pending_and_found(client, experiment, run, logged):
    got = client.get_logged_model(logged.model_id)
    assert re.fullmatch(r"m-[0-9a-f]{32}", got.model_id)
    assert (got.name, got.model_type, got.source_run_id, got.experiment_id) == ("net", "cnn", run, experiment)
    assert str(got.status) == "PENDING"
    assert (got.tags["t"], got.params) == ("v", {"depth": "3"})
    assert got.artifact_location == f"mlflow-artifacts:/{experiment}/models/{got.model_id}/artifacts"
    assert got.creation_timestamp == got.last_updated_timestamp > 1_600_000_000_000


def test_a_model_without_a_name_is_given_one(client, experiment):
    assert client.create_logged_model(experiment).name


@pytest.mark.parametrize("spelling", ["a/b", "a:b", "a.b", "a%b", "a'b", 'a"b'])
def test_names_may_not_be_spelled_so(wire, experiment, spelling):
    assert is_refused(wire.post("logged-models", experiment_id=experiment, name=spelling))


@pytest.mark.parametrize("status", ["READY", "FAILED"])
def test_a_model_is_finished(client, logged, status):
    client.finalize_logged_model(logged.model_id, status)
    assert str(client.get_logged_model(logged.model_id).status) == status


def test_tags_are_set_changed_and_deleted(client, logged):
    client.set_logged_model_tags(logged.model_id, {"t": "changed", "new": "1"})
    assert {key: client.get_logged_model(logged.model_id).tags[key] for key in ("t", "new")} == {
        "t": "changed",
        "new": "1",
    }
    client.delete_logged_model_tag(logged.model_id, "t")
    assert "t" not in client.get_logged_model(logged.model_id).tags


def test_params_are_added(client, logged):
    client.log_model_params(logged.model_id, {"width": "9"})
    assert client.get_logged_model(logged.model_id).params == {"depth": "3", "width": "9"}


def test_metrics_belong_to_a_model_and_to_its_run(client, run, logged):
    client.log_metric(run, "accuracy", 0.5, step=1, model_id=logged.model_id)
    client.log_metric(run, "accuracy", 0.9, step=2, model_id=logged.model_id)
    seen = [(metric.key, metric.value, metric.step) for metric in client.get_logged_model(logged.model_id).metrics]
    assert ("accuracy", 0.9, 2) in seen
    assert client.get_run(run).data.metrics == {"accuracy": 0.9}


def test_every_point_of_a_model_is_shown_with_its_data(client, run, logged):
    client.log_metric(run, "f1", 0.5, timestamp=1, step=1, model_id=logged.model_id)
    client.log_metric(
        run, "f1", 0.7, timestamp=2, step=2, model_id=logged.model_id, dataset_name="test", dataset_digest="d1"
    )
    seen = client.get_logged_model(logged.model_id).metrics
    assert sorted((one.value, one.step, one.dataset_name, one.dataset_digest, one.run_id) for one in seen) == [
        (0.5, 1, None, None, run),
        (0.7, 2, "test", "d1", run),
    ]


def test_a_metric_of_a_model_that_is_not_there_is_refused(wire, client, run):
    metric = {"key": "no", "value": 1, "timestamp": 1, "model_id": "m-" + "2" * 32}
    assert wire.post("runs/log-batch", run_id=run, metrics=[metric]).status_code >= 400


def test_a_run_knows_what_came_out_of_it_and_what_went_in(wire, client, run, logged):
    answered(wire.post("runs/outputs", run_id=run, models=[{"model_id": logged.model_id, "step": 4}]))
    answered(wire.post("runs/log-inputs", run_id=run, models=[{"model_id": logged.model_id}]))
    got = client.get_run(run)
    assert [(one.model_id, one.step) for one in got.outputs.model_outputs] == [(logged.model_id, 4)]
    assert [one.model_id for one in got.inputs.model_inputs] == [logged.model_id]


def test_an_absent_model_is_not_found(client):
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.get_logged_model("m-" + "0" * 32)


def test_a_deleted_model_is_gone(client, experiment, logged):
    client.delete_logged_model(logged.model_id)
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.get_logged_model(logged.model_id)
    assert client.search_logged_models([experiment]) == []


def test_a_deleted_model_is_shown_to_who_asks_for_it(wire, client, logged):
    client.delete_logged_model(logged.model_id)
    got = answered(wire.get(f"logged-models/{logged.model_id}", allow_deleted="true"))
    assert got["model"]["info"]["name"] == "net"


def test_a_tag_that_is_absent_cannot_be_deleted(client, logged):
    with refused("RESOURCE_DOES_NOT_EXIST", "No tag with key 'nope'"):
        client.delete_logged_model_tag(logged.model_id, "nope")


@pytest.mark.parametrize("place", ["..", "../x", "%2e%2e/x", "/etc"])
def test_files_outside_a_model_are_refused(wire, logged, place):
    assert is_refused(
        wire.get(f"logged-models/{logged.model_id}/artifacts/directories", artifact_directory_path=place),
        saying="Invalid path",
    )


def test_a_file_of_a_model_comes_to_a_page(wire, client, logged, tmp_path):
    (tmp_path / "MLmodel").write_text("flavors: {}")
    client.log_model_artifact(logged.model_id, tmp_path / "MLmodel")
    page = f"/ajax-api/2.0/mlflow/logged-models/{logged.model_id}/artifacts/files"
    assert wire.get(page, artifact_file_path="MLmodel").content == b"flavors: {}"


def test_what_older_clients_tell_of_a_model_is_kept_in_a_tag(wire, client, run):
    model = {"artifact_path": "m", "flavors": {"onnx": {"data": "d", "config": {}}}, "run_id": run, "model_uuid": "u"}
    for time in ["one", "two"]:
        answered(wire.post("runs/log-model", run_id=run, model_json=json.dumps(model | {"utc_time_created": time})))
    kept = json.loads(client.get_run(run).data.tags["mlflow.log-model.history"])
    assert [one["utc_time_created"] for one in kept] == ["one", "two"]
    assert kept[0]["flavors"] == {"onnx": {"data": "d"}}


@pytest.mark.parametrize("text", ["{", "{}", '{"artifact_path": "m"}'])
def test_what_is_no_model_is_not_kept(wire, run, text):
    assert is_refused(wire.post("runs/log-model", run_id=run, model_json=text))


def test_files_of_a_model_come_back(client, logged, tmp_path):
    (tmp_path / "model" / "deep").mkdir(parents=True)
    (tmp_path / "model" / "deep" / "weights").write_bytes(b"w" * 1000)
    client.log_model_artifacts(logged.model_id, tmp_path / "model")
    assert [(one.path, one.is_dir) for one in client.list_logged_model_artifacts(logged.model_id)] == [("deep", True)]
    (one,) = client.list_logged_model_artifacts(logged.model_id, "deep")
    assert (one.path, one.file_size) == ("deep/weights", 1000)


def test_registering_a_logged_model_keeps_the_way_back(client, model, run, logged):
    client.finalize_logged_model(logged.model_id, "READY")
    made = client.create_model_version(model, f"models:/{logged.model_id}", model_id=logged.model_id)
    got = client.get_model_version(model, made.version)
    assert (got.run_id, got.source) == (run, f"models:/{logged.model_id}")
    assert client.get_model_version_download_uri(model, made.version) == logged.artifact_location


@pytest.fixture
def three(client, experiment, run):
    """Three models with a metric and a param each, oldest first."""
    for number, name in enumerate(["alpha", "Beta", "gamma"]):
        made = client.create_logged_model(
            experiment,
            name=name,
            source_run_id=run,
            model_type="cnn" if number else "mlp",
            params={"p": f"v{number}"},
            tags={"t": name},
        )
        data = {"dataset_name": "even" if number % 2 == 0 else "odd", "dataset_digest": f"d{number}"}
        client.log_metric(run, "score", number / 2, model_id=made.model_id, **data)
        if number:
            client.finalize_logged_model(made.model_id, "READY")
    return experiment


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("", "alpha Beta gamma"),
        ("name = 'alpha'", "alpha"),
        ("attributes.name = 'alpha'", "alpha"),
        ("name != 'alpha'", "Beta gamma"),
        ("name LIKE '%a'", "alpha Beta gamma"),
        ("name LIKE 'b%'", ""),
        ("name ILIKE 'b%'", "Beta"),
        ("name IN ('alpha', 'gamma')", "alpha gamma"),
        ("name NOT IN ('alpha', 'gamma')", "Beta"),
        ("model_type = 'cnn'", "Beta gamma"),
        ("params.p = 'v1'", "Beta"),
        ("params.p LIKE 'v%'", "alpha Beta gamma"),
        ("tags.t = 'gamma'", "gamma"),
        ("metrics.score > 0", "Beta gamma"),
        ("metrics.score >= 0.5 AND metrics.score < 1", "Beta"),
        ("metrics.score = 1 AND params.p = 'v2'", "gamma"),
        ("creation_timestamp > 0", "alpha Beta gamma"),
    ],
)
def test_a_filter_finds(client, three, filter, found):
    seen = client.search_logged_models([three], filter_string=filter or None)
    assert sorted(one.name for one in seen) == sorted(found.split())


@pytest.mark.parametrize("filter", ["name > 'a'", "name = 'a' OR name = 'b'", "name", "'"])
def test_a_filter_is_refused(wire, three, filter):
    assert is_refused(wire.post("logged-models/search", experiment_ids=[three], filter=filter))


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ([{"field_name": "metrics.score", "ascending": True}], "alpha Beta gamma"),
        ([{"field_name": "metrics.score", "ascending": False}], "gamma Beta alpha"),
        ([{"field_name": "metrics.score", "ascending": False, "dataset_name": "even"}], "gamma alpha Beta"),
        ([{"field_name": "metrics.score", "dataset_name": "odd"}], "Beta gamma alpha"),
        ([{"field_name": "metrics.absent"}], "gamma Beta alpha"),
        ([{"field_name": "creation_timestamp"}], "alpha Beta gamma"),
        ([{"field_name": "name", "ascending": True}], "Beta alpha gamma"),
        (
            [{"field_name": "model_type", "ascending": False}, {"field_name": "name", "ascending": False}],
            "alpha gamma Beta",
        ),
    ],
)
def test_an_order_is_followed(client, three, order, found):
    assert [one.name for one in client.search_logged_models([three], order_by=order)] == found.split()


@pytest.mark.parametrize(
    ("datasets", "filter", "found"),
    [
        ([("even", "d2")], None, "gamma"),
        ([("even", "d0"), ("odd", "d1")], None, "alpha Beta"),
        ([("even", "d0"), ("odd", "d1")], "metrics.score > 0", "Beta"),
        ([("odd", "d1")], "metrics.score > 0.7", ""),
        ([("absent", "d0")], None, ""),
    ],
)
def test_data_narrows_a_search(client, three, datasets, filter, found):
    asked = [{"dataset_name": name, "dataset_digest": digest} for name, digest in datasets]
    seen = client.search_logged_models([three], filter_string=filter, datasets=asked)
    assert sorted(one.name for one in seen) == sorted(found.split())


@pytest.mark.parametrize(
    "order", [[{"field_name": "params.p"}], [{"field_name": "nope"}], [{"field_name": "tags.t", "ascending": False}]]
)
def test_an_order_is_refused(wire, three, order):
    assert is_refused(
        wire.post("logged-models/search", experiment_ids=[three], order_by=order), saying="Invalid order by field name"
    )


def test_pages_cover_everything_once(client, three):
    asked = {"experiment_ids": [three], "order_by": [{"field_name": "name"}], "max_results": 2}
    first = client.search_logged_models(**asked)
    second = client.search_logged_models(**asked, page_token=first.token)
    assert [one.name for one in [*first, *second]] == ["Beta", "alpha", "gamma"]
    assert not second.token
