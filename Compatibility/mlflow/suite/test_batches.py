"""log-batch: everything at once, within limits, and nothing after a refusal."""

import pytest
from mlflow.entities import Metric, Param, RunTag
from wire import answered, is_refused

pytestmark = pytest.mark.tracking


def metrics(count, key="m"):
    return [{"key": key, "value": float(number), "timestamp": number, "step": number} for number in range(count)]


def pairs(count, key="k"):
    return [{"key": f"{key}{number}", "value": str(number)} for number in range(count)]


def test_a_batch_logs_metrics_params_and_tags(client, run):
    client.log_batch(
        run,
        metrics=[Metric("m", 1.0, 10, 1), Metric("m", 2.0, 20, 2), Metric("other", 0.5, 10, 0)],
        params=[Param("p", "v")],
        tags=[RunTag("t", "w")],
    )
    data = client.get_run(run).data
    assert data.metrics == {"m": 2.0, "other": 0.5}
    assert data.params == {"p": "v"}
    assert data.tags["t"] == "w"
    assert [point.value for point in client.get_metric_history(run, "m")] == [1.0, 2.0]


def test_an_empty_batch_is_fine(wire, run):
    assert answered(wire.post("runs/log-batch", run_id=run)) == {}


def test_a_point_that_comes_twice_in_one_batch_is_kept_once(client, run):
    client.log_batch(run, metrics=[Metric("m", 1.0, 10, 1)] * 5 + [Metric("m", 1.0, 10, 2)])
    client.log_batch(run, metrics=[Metric("m", 1.0, 10, 1), Metric("m", 3.0, 10, 3)])
    assert [(point.step, point.value) for point in client.get_metric_history(run, "m")] == [
        (1, 1.0),
        (2, 1.0),
        (3, 3.0),
    ]


def test_a_batch_may_come_in_any_order(client, run):
    client.log_batch(run, metrics=[Metric("m", float(step), step, step) for step in (5, 1, 9, 3)])
    assert [point.step for point in client.get_metric_history(run, "m")] == [1, 3, 5, 9]
    assert client.get_run(run).data.metrics == {"m": 9.0}


@pytest.mark.parametrize(
    ("batch", "saying"),
    [
        ({"metrics": metrics(1001)}, "at most 1000 metrics. Got 1001 metrics"),
        ({"params": pairs(101)}, "at most 100 params. Got 101 params"),
        ({"tags": pairs(101)}, "at most 100 tags. Got 101 tags"),
        ({"metrics": metrics(950), "params": pairs(51)}, "at most 1000 metrics, params, and tags. Got 1001"),
    ],
    ids=["metrics", "params", "tags", "sum"],
)
def test_a_batch_has_its_limits(wire, client, run, batch, saying):
    assert is_refused(wire.post("runs/log-batch", run_id=run, **batch), saying=saying)
    assert client.get_run(run).data.metrics == client.get_run(run).data.params == {}


def test_a_batch_may_be_as_large_as_its_limits(wire, client, run):
    answered(
        wire.post("runs/log-batch", run_id=run, metrics=metrics(800), params=pairs(100, "p"), tags=pairs(100, "t"))
    )
    data = client.get_run(run).data
    assert (len(data.params), len(client.get_metric_history(run, "m"))) == (100, 800)
    assert sum(key.startswith("t") for key in data.tags) == 100


def test_the_client_splits_what_is_larger(client, run):
    client.log_batch(
        run,
        metrics=[Metric("m", float(n), n, n) for n in range(2500)],
        params=[Param(f"p{n}", "v") for n in range(250)],
    )
    assert len(client.get_metric_history(run, "m")) == 2500
    assert len(client.get_run(run).data.params) == 250


def test_a_refused_param_leaves_nothing_written(wire, client, run):
    client.log_param(run, "p", "old")
    params = [{"key": "new", "value": "1"}, {"key": "p", "value": "changed"}]
    refusal = wire.post("runs/log-batch", run_id=run, metrics=metrics(3), params=params, tags=pairs(1))
    assert is_refused(refusal, saying="Changing param values is not allowed")
    data = client.get_run(run).data
    assert (data.metrics, data.params) == ({}, {"p": "old"})
    assert "k0" not in data.tags


def test_a_param_twice_in_one_batch_is_refused(wire, run):
    params = [{"key": "d", "value": "1"}, {"key": "d", "value": "2"}]
    assert is_refused(wire.post("runs/log-batch", run_id=run, params=params), saying="Duplicate parameter keys")


def test_params_of_a_batch_may_be_logged_again_unchanged(wire, client, run):
    for _ in range(2):
        answered(wire.post("runs/log-batch", run_id=run, params=pairs(5)))
    assert len(client.get_run(run).data.params) == 5


def test_long_params_and_tags_of_a_batch_are_cut(wire, client, run):
    long = [{"key": "k", "value": "x" * 9000}]
    answered(wire.post("runs/log-batch", run_id=run, params=long, tags=long))
    data = client.get_run(run).data
    assert (len(data.params["k"]), len(data.tags["k"])) == (6000, 8000)


@pytest.mark.parametrize(
    ("batch", "saying"),
    [
        ({"metrics": metrics(2) + [{"value": 1.0, "timestamp": 1}]}, "metrics[2].key"),
        ({"metrics": [{"key": "a//b", "value": 1.0, "timestamp": 1}]}, "metrics[0].name"),
        ({"metrics": [{"key": "m", "value": 1.0, "timestamp": -1}]}, "metrics[0].timestamp"),
        ({"params": [{"key": "../p", "value": "v"}]}, "params[0].key"),
        ({"params": pairs(1) + [{"value": "v"}]}, "params[1].key"),
        ({"tags": [{"key": "../t", "value": "v"}]}, "tags[0].key"),
        ({"metrics": "none"}, "metrics"),
    ],
)
def test_what_is_wrong_in_a_batch_is_named(wire, run, batch, saying):
    assert is_refused(wire.post("runs/log-batch", run_id=run, **batch), saying=saying)


def test_a_batch_for_nobody_is_refused(wire):
    assert is_refused(wire.post("runs/log-batch", metrics=metrics(1)), saying="'run_id'")
    assert is_refused(wire.post("runs/log-batch", run_id="0" * 32, metrics=metrics(1)), "RESOURCE_DOES_NOT_EXIST")
