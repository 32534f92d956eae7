"""Metrics: what is kept, in which order, which is the latest, and what is refused."""

import math

import pytest
from wire import answered, is_refused

pytestmark = pytest.mark.tracking

LARGEST = 1.7976931348623157e308


def latest(client, run):
    return client.get_run(run).data.metrics


def history(client, run, key="m"):
    return [(point.timestamp, point.step, point.value) for point in client.get_metric_history(run, key)]


def test_a_metric_is_kept_with_its_time_and_step(client, run):
    client.log_metric(run, "loss", 0.1 + 0.2, timestamp=1_700_000_000_123, step=7)
    assert history(client, run, "loss") == [(1_700_000_000_123, 7, 0.1 + 0.2)]
    assert latest(client, run) == {"loss": 0.1 + 0.2}


@pytest.mark.parametrize("value", [0.0, -0.5, 1e-308, 5e-324, 1e308, 1 / 3, 2**53 + 1.0, 123456789.123456789])
def test_doubles_come_back_to_the_last_bit(client, run, value):
    client.log_metric(run, "m", value)
    assert latest(client, run)["m"] == value


def test_a_value_that_is_no_number_stays_so(client, run):
    client.log_metric(run, "m", math.nan, timestamp=1, step=1)
    assert math.isnan(latest(client, run)["m"])
    assert math.isnan(client.get_metric_history(run, "m")[0].value)


@pytest.mark.parametrize(("value", "kept"), [(math.inf, LARGEST), (-math.inf, -LARGEST)])
def test_infinity_becomes_the_largest_double(client, run, value, kept):
    client.log_metric(run, "m", value)
    assert latest(client, run)["m"] == kept


@pytest.mark.parametrize(
    ("spelling", "kept"), [("NaN", "NaN"), ("Infinity", LARGEST), ("-Infinity", -LARGEST), ("1.5", 1.5)]
)
def test_values_may_be_words_on_the_wire(wire, run, spelling, kept):
    answered(wire.post("runs/log-metric", run_id=run, key="m", value=spelling, timestamp=1))
    assert answered(wire.get("runs/get", run_id=run))["run"]["data"]["metrics"][0]["value"] == kept


def test_history_is_ordered_by_time_step_and_value(client, run):
    points = [(30, 0, 4.0), (10, 2, 1.0), (20, 1, 9.0), (10, 1, 5.0), (10, 1, -5.0), (20, -3, 2.0)]
    for timestamp, step, value in points:
        client.log_metric(run, "m", value, timestamp=timestamp, step=step)
    assert history(client, run) == sorted(points)


def test_the_latest_metric_is_that_of_the_greatest_step_then_time_then_value(client, run):
    for step, timestamp, value, shown in [
        (1, 50, 1.0, 1.0),
        (3, 10, 2.0, 2.0),
        (2, 99, 3.0, 2.0),
        (3, 11, 1.0, 1.0),
        (3, 11, 0.5, 1.0),
        (3, 11, 8.0, 8.0),
        (-1, 1000, 5.0, 8.0),
    ]:
        client.log_metric(run, "m", value, timestamp=timestamp, step=step)
        assert latest(client, run)["m"] == shown


def test_the_same_point_logged_twice_is_kept_once(client, run):
    for _ in range(3):
        client.log_metric(run, "m", 1.5, timestamp=10, step=1)
    assert history(client, run) == [(10, 1, 1.5)]


def test_points_that_differ_in_one_thing_are_all_kept(client, run):
    points = [(10, 1, 1.5), (10, 1, 2.5), (10, 2, 1.5), (11, 1, 1.5)]
    for timestamp, step, value in points:
        client.log_metric(run, "m", value, timestamp=timestamp, step=step)
    assert history(client, run) == sorted(points)


def test_steps_may_be_negative_and_large(client, run):
    for step in (-(2**62), -1, 0, 2**62):
        client.log_metric(run, "m", 1.0, timestamp=1, step=step)
    assert [step for _, step, _ in history(client, run)] == [-(2**62), -1, 0, 2**62]


def test_the_step_is_0_unless_said(wire, client, run):
    answered(wire.post("runs/log-metric", run_id=run, key="m", value=1, timestamp=5))
    assert history(client, run) == [(5, 0, 1.0)]


@pytest.mark.parametrize("key", ["a", "val/loss", "a.b", "a-b", "a b", "a:b", "_", "9", "épreuve", "損失", "x" * 250])
def test_keys_may_be_spelled_so(client, run, key):
    client.log_metric(run, key, 1.0, timestamp=1)
    assert latest(client, run) == {key: 1.0}
    assert len(client.get_metric_history(run, key)) == 1


@pytest.mark.parametrize(
    "key", ["../m", "/m", "a//b", "a/../b", ".", "a/", "a#b", "a%b", "a\nb", "a'b", 'a"b', "a,b", "🐓"]
)
def test_keys_may_not_be_spelled_so(wire, run, key):
    assert is_refused(wire.post("runs/log-metric", run_id=run, key=key, value=1, timestamp=1))


def test_keys_have_250_characters_at_most(wire, run):
    refusal = wire.post("runs/log-metric", run_id=run, key="x" * 251, value=1, timestamp=1)
    assert is_refused(refusal, saying="exceeds the maximum length of 250 characters")


@pytest.mark.parametrize("missing", ["key", "value", "timestamp"])
def test_what_a_metric_must_have(wire, run, missing):
    asked = {"run_id": run, "key": "m", "value": 1, "timestamp": 1}
    del asked[missing]
    refusal = wire.post("runs/log-metric", **asked)
    assert is_refused(refusal, saying=f"Missing value for required parameter '{missing}'")


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", "x"), ("timestamp", "x"), ("run_id", 31), ("timestamp", -1), ("step", "x"), ("key", 5), ("key", "")],
)
def test_values_of_the_wrong_kind_are_refused_by_the_name_of_their_field(wire, run, field, value):
    asked = {"run_id": run, "key": "m", "value": 1, "timestamp": 1} | {field: value}
    assert is_refused(wire.post("runs/log-metric", **asked), saying=f"parameter '{field}'")


def test_the_history_of_an_absent_key_and_of_an_absent_run_is_empty(wire, client, run):
    assert client.get_metric_history(run, "absent") == []
    assert answered(wire.get("metrics/get-history", run_id=run, metric_key="absent")) == {}
    assert answered(wire.get("metrics/get-history", run_id="0" * 32, metric_key="absent")) == {}


def test_history_comes_in_pages(wire, client, run):
    from mlflow.entities import Metric

    client.log_batch(run, metrics=[Metric("m", number / 2, number, number) for number in range(25)])
    seen, token = [], None
    while True:
        asked = {"run_id": run, "metric_key": "m", "max_results": 10} | ({"page_token": token} if token else {})
        page = answered(wire.get("metrics/get-history", **asked))
        seen.append([point["step"] for point in page["metrics"]])
        if not (token := page.get("next_page_token")):
            break
    assert seen == [list(range(10)), list(range(10, 20)), list(range(20, 25))]


@pytest.mark.parametrize("max_results", ["0", "-1"])
def test_a_page_has_at_least_one_point(wire, run, max_results):
    assert is_refused(wire.get("metrics/get-history", run_id=run, metric_key="m", max_results=max_results))


def test_a_page_token_nobody_gave_is_refused(wire, run):
    refusal = wire.get("metrics/get-history", run_id=run, metric_key="m", max_results=5, page_token="nonsense!")
    assert is_refused(refusal)


def test_histories_of_several_runs_come_at_once(wire, client, experiment):
    runs = [client.create_run(experiment).info.run_id for _ in range(3)]
    for number, run in enumerate(runs):
        for step in range(number + 1):
            client.log_metric(run, "m", number * 10 + step, timestamp=step, step=step)
    body = answered(wire.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", run_id=runs, metric_key="m"))
    seen = [(point["run_id"], point["step"], point["value"]) for point in body["metrics"]]
    assert sorted(seen) == sorted(
        (run, step, number * 10 + step) for number, run in enumerate(runs) for step in range(number + 1)
    )


def test_a_sample_of_a_long_history_keeps_its_ends(wire, client, run):
    from mlflow.entities import Metric

    client.log_batch(run, metrics=[Metric("m", float(step), step, step) for step in range(500)])
    asked = {"run_ids": [run], "metric_key": "m", "max_results": 20}
    points = answered(wire.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval", **asked))["metrics"]
    steps = [point["step"] for point in points]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 499)
    assert 15 <= len(steps) <= 22


def test_a_sample_may_be_of_a_part(wire, client, run):
    for step in range(10):
        client.log_metric(run, "m", step, timestamp=step, step=step)
    asked = {"run_ids": [run], "metric_key": "m", "max_results": 100, "start_step": 3, "end_step": 6}
    points = answered(wire.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval", **asked))["metrics"]
    assert [point["step"] for point in points] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    "wrong",
    [{"start_step": 3}, {"end_step": 3}, {"start_step": 5, "end_step": 4}, {"max_results": 0}, {"max_results": 2501}],
)
def test_a_sample_that_makes_no_sense_is_refused(wire, run, wrong):
    asked = {"run_ids": [run], "metric_key": "m", "max_results": 100} | wrong
    assert is_refused(wire.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval", **asked))


def test_the_fluent_client_logs_a_dictionary(fluent):
    with fluent.start_run() as run:
        fluent.log_metrics({"a": 1, "b": 2.5}, step=3)
        fluent.log_metric("a", 2, step=4)
    assert fluent.get_run(run.info.run_id).data.metrics == {"a": 2.0, "b": 2.5}
