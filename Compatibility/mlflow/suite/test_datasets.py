"""What went into a run: datasets with their tags, and models."""

import json

import pytest
from wire import answered, is_refused

pytestmark = pytest.mark.inputs


def dataset(name, digest="d1", **more):
    return {"name": name, "digest": digest, "source_type": "local", "source": "{}"} | more


def inputs_of(client, run):
    return [
        (one.dataset.name, one.dataset.digest, {tag.key: tag.value for tag in one.tags})
        for one in client.get_run(run).inputs.dataset_inputs
    ]


def test_the_fluent_client_logs_a_dataset_with_its_context(fluent):
    import numpy

    features = fluent.data.from_numpy(
        numpy.arange(12.0).reshape(4, 3), targets=numpy.array([0, 1, 0, 1]), name="irises"
    )
    with fluent.start_run() as run:
        fluent.log_input(features, context="training", tags={"split": "a"})
    (got,) = fluent.get_run(run.info.run_id).inputs.dataset_inputs
    assert (got.dataset.name, got.dataset.digest, got.dataset.source_type) == ("irises", features.digest, "code")
    assert json.loads(got.dataset.profile)["features_shape"] == [4, 3]
    assert "tensor" in json.loads(got.dataset.schema)["mlflow_tensorspec"]["features"]
    assert {tag.key: tag.value for tag in got.tags} == {"mlflow.data.context": "training", "split": "a"}


def test_a_table_is_a_dataset_whose_source_is_kept(fluent):
    import pandas

    table = fluent.data.from_pandas(
        pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]}), source="https://host/file.csv", name="table"
    )
    with fluent.start_run() as run:
        fluent.log_input(table)
    (got,) = fluent.get_run(run.info.run_id).inputs.dataset_inputs
    assert json.loads(got.dataset.source)["url"] == "https://host/file.csv"
    assert [column["name"] for column in json.loads(got.dataset.schema)["mlflow_colspec"]] == ["a", "b"]


def test_several_datasets_of_one_run_are_all_kept(wire, client, run, name):
    given = [
        {"dataset": dataset(f"{name}-{number}"), "tags": [{"key": "mlflow.data.context", "value": "eval"}]}
        for number in range(3)
    ]
    answered(wire.post("runs/log-inputs", run_id=run, datasets=given))
    assert sorted(inputs_of(client, run)) == [
        (f"{name}-{number}", "d1", {"mlflow.data.context": "eval"}) for number in range(3)
    ]


def test_the_same_dataset_twice_is_one_input(wire, client, run, name):
    for _ in range(2):
        answered(wire.post("runs/log-inputs", run_id=run, datasets=[{"dataset": dataset(name)}]))
    assert inputs_of(client, run) == [(name, "d1", {})]


def test_two_digests_of_one_name_are_two_datasets(wire, client, run, name):
    given = [{"dataset": dataset(name, digest)} for digest in ("d1", "d2")]
    answered(wire.post("runs/log-inputs", run_id=run, datasets=given))
    assert sorted(inputs_of(client, run)) == [(name, "d1", {}), (name, "d2", {})]


def test_runs_of_one_experiment_share_a_dataset(wire, client, experiment, name):
    runs = [client.create_run(experiment).info.run_id for _ in range(2)]
    for run in runs:
        answered(wire.post("runs/log-inputs", run_id=run, datasets=[{"dataset": dataset(name, profile='{"rows": 5}')}]))
    assert [inputs_of(client, run) for run in runs] == [[(name, "d1", {})]] * 2
    assert client.get_run(runs[1]).inputs.dataset_inputs[0].dataset.profile == '{"rows": 5}'


def test_datasets_of_experiments_are_listed_for_the_browser(wire, experiment, run, name):
    given = [{"dataset": dataset(name), "tags": [{"key": "mlflow.data.context", "value": "train"}]}]
    answered(wire.post("runs/log-inputs", run_id=run, datasets=given))
    asked = {"experiment_ids": [experiment]}
    (found,) = answered(wire.post("/ajax-api/2.0/mlflow/experiments/search-datasets", **asked))["dataset_summaries"]
    assert found == {"experiment_id": experiment, "name": name, "digest": "d1", "context": "train"}


@pytest.mark.parametrize(
    ("field", "length"),
    [("name", 501), ("digest", 37), ("source", 65_536), ("schema", 1_048_576), ("profile", 16_777_216)],
)
def test_fields_of_a_dataset_have_their_limits(wire, run, field, length):
    given = [{"dataset": dataset("n") | {field: "x" * length}}]
    assert is_refused(wire.post("runs/log-inputs", run_id=run, datasets=given), saying=field)


@pytest.mark.parametrize("tag", [{"key": "k" * 256, "value": "v"}, {"key": "k", "value": "v" * 501}])
def test_tags_of_an_input_have_their_limits(wire, run, tag):
    given = [{"dataset": dataset("n"), "tags": [tag]}]
    assert is_refused(wire.post("runs/log-inputs", run_id=run, datasets=given))


def test_inputs_of_an_absent_run_are_refused(wire):
    refusal = wire.post("runs/log-inputs", run_id="0" * 32, datasets=[{"dataset": dataset("n")}])
    assert is_refused(refusal, "RESOURCE_DOES_NOT_EXIST")
    assert is_refused(wire.post("runs/log-inputs", datasets=[{"dataset": dataset("n")}]), saying="'run_id'")
