"""Where Roost differs from MLflow's own server on purpose, as docs/api/mlflow.md tells it.

Each difference is a pair of tests, what Roost does and what MLflow does; the server under test gets its own of them.
"""

import pathlib

import pytest
from mlflow import artifacts
from wire import answered, is_refused

pytestmark = pytest.mark.differences

roost = pytest.mark.only("roost")
mlflow = pytest.mark.only("mlflow")

PROXY = "/api/2.0/mlflow-artifacts/artifacts"
YEAR_10000 = 253_402_300_800_000


def info(client, run):
    return client.get_run(run).info


def tags(wire, run):
    return {tag["key"] for tag in answered(wire.get("runs/get", run_id=run))["run"]["data"].get("tags", [])}


@roost
def test_roost_s_runs_have_24_hex_digits_and_sort_by_creation(client, experiment):
    made = [client.create_run(experiment).info.run_id for _ in range(20)]
    assert made == sorted(made)
    assert {len(one) for one in made} == {24}
    assert all(int(one, 16) for one in made)


@mlflow
def test_mlflow_s_runs_have_32_hex_digits(client, run):
    assert len(run) == 32
    assert int(run, 16)


@roost
def test_roost_ends_a_run_now_unless_told_when(wire, client, run):
    answered(wire.post("runs/update", run_id=run, status="FINISHED"))
    assert info(client, run).end_time >= info(client, run).start_time


@mlflow
def test_mlflow_leaves_the_end_open_unless_told_when(wire, client, run):
    answered(wire.post("runs/update", run_id=run, status="FINISHED"))
    assert info(client, run).end_time is None


@roost
def test_roost_starts_a_run_now_unless_told_when(wire, experiment):
    started = answered(wire.post("runs/create", experiment_id=experiment))["run"]["info"]["start_time"]
    assert started > 1_600_000_000_000


@mlflow
def test_mlflow_starts_a_run_in_1970_unless_told_when(wire, experiment):
    assert answered(wire.post("runs/create", experiment_id=experiment))["run"]["info"]["start_time"] == 0


@roost
def test_roost_names_the_token_s_owner_where_nobody_says_a_user(wire, experiment):
    assert answered(wire.post("runs/create", experiment_id=experiment))["run"]["info"]["user_id"]


@mlflow
def test_mlflow_knows_no_user_where_nobody_says_one(wire, experiment):
    assert answered(wire.post("runs/create", experiment_id=experiment))["run"]["info"]["user_id"] == ""


@roost
def test_roost_s_name_of_a_run_cannot_be_deleted_as_a_tag(wire, run):
    assert is_refused(wire.post("runs/delete-tag", run_id=run, key="mlflow.runName"), saying="mlflow.runName")
    assert "mlflow.runName" in tags(wire, run)


@mlflow
def test_mlflow_s_name_of_a_run_can_be_deleted_as_a_tag_and_stays(wire, client, run):
    answered(wire.post("runs/delete-tag", run_id=run, key="mlflow.runName"))
    assert "mlflow.runName" not in tags(wire, run)
    assert info(client, run).run_name


def tagged(wire, run):
    """The answers to 99, 99 and 5 tags."""
    return [
        wire.post("runs/log-batch", run_id=run, tags=[{"key": f"t{part}-{n}", "value": "v"} for n in range(count)])
        for part, count in enumerate([99, 99, 5])
    ]


@roost
def test_roost_s_runs_have_200_tags_at_most(wire, run):
    first, second, third = tagged(wire, run)
    assert answered(first) == answered(second) == {}
    assert is_refused(third, saying="200 tags at most")
    assert len(tags(wire, run)) == 199


@mlflow
def test_mlflow_s_runs_have_any_number_of_tags(wire, run):
    assert [answered(one) for one in tagged(wire, run)] == [{}] * 3
    assert len(tags(wire, run)) == 204


@roost
@pytest.mark.parametrize("start", [-1, YEAR_10000])
def test_roost_s_times_reach_from_1970_to_9999(wire, client, experiment, run, start):
    assert is_refused(wire.post("runs/create", experiment_id=experiment, start_time=start), saying="'start_time'")
    refusal = wire.post("runs/log-metric", run_id=run, key="m", value=1, timestamp=start)
    assert is_refused(refusal, saying="'timestamp'")
    assert client.get_metric_history(run, "m") == []


@mlflow
def test_mlflow_s_times_have_64_bits(wire, client, experiment, run):
    for start in (-1, YEAR_10000):
        made = answered(wire.post("runs/create", experiment_id=experiment, start_time=start))
        assert made["run"]["info"]["start_time"] == start
    client.log_metric(run, "m", 1, timestamp=YEAR_10000)
    assert client.get_metric_history(run, "m")[0].timestamp == YEAR_10000


@roost
def test_roost_is_healthy_in_json(wire):
    assert answered(wire.get("/health"))["status"] == "ok"


@mlflow
def test_mlflow_is_healthy_in_a_word(wire):
    assert wire.get("/health").text == "OK"


@roost
def test_roost_refuses_an_order_with_a_field_twice(wire, experiment):
    asked = {"experiment_ids": [experiment], "order_by": ["metrics.m", "metrics.m DESC"]}
    assert is_refused(wire.post("runs/search", **asked), saying="duplicate fields")


@mlflow
def test_mlflow_stumbles_over_an_order_with_a_field_twice(wire, experiment):
    asked = {"experiment_ids": [experiment], "order_by": ["metrics.m", "metrics.m DESC"]}
    answer = wire.post("runs/search", **asked)
    assert (answer.status_code, answer.json()["error_code"]) == (500, "INTERNAL_ERROR")


def searched(wire, experiment):
    """The answers to an order of 21 fields, a filter of 101 clauses, and one of 70,000 bytes."""
    asked = [
        {"order_by": [f"metrics.m{number}" for number in range(21)]},
        {"filter": " AND ".join(f"metrics.m > {number}" for number in range(101))},
        {"filter": f"params.p = '{'x' * 70_000}'"},
    ]
    return [wire.post("runs/search", experiment_ids=[experiment], **one) for one in asked]


@roost
def test_roost_says_how_much_a_search_may_ask(wire, experiment):
    order, clauses, bytes = searched(wire, experiment)
    assert is_refused(order, saying="`order_by` has 20 entries at most")
    assert is_refused(clauses, saying="A search filter has 100 clauses at most")
    assert is_refused(bytes, saying="A search filter has 65536 bytes at most")


@mlflow
def test_mlflow_searches_for_as_much_as_its_database_can(wire, experiment):
    assert [one.status_code for one in searched(wire, experiment)] == [200, 503, 200]


@roost
@pytest.mark.parametrize("path", ["loose/file.txt", "0/{run}x/artifacts/a", "0/{run}/a"])
def test_roost_keeps_no_file_outside_a_run_s_folder(wire, run, path):
    address = f"{PROXY}/{path.format(run=run)}"
    assert is_refused(wire.send("PUT", address, data=b"x"), "RESOURCE_DOES_NOT_EXIST")
    assert is_refused(wire.get(address), "RESOURCE_DOES_NOT_EXIST")


@mlflow
@pytest.mark.parametrize("path", ["loose/file.txt", "0/{run}x/artifacts/a", "0/{run}/a"])
def test_mlflow_keeps_a_file_anywhere(wire, run, path):
    address = f"{PROXY}/{path.format(run=run)}"
    assert wire.send("PUT", address, data=b"x").status_code == 200
    assert wire.get(address).content == b"x"


def odd(run):
    """Bodies with U+0000, half of a surrogate pair, and 100 levels."""
    begin = f'{{"run_id": "{run}", "key": "k", "value": '
    return [begin + r'"a\u0000b"}', begin + r'"\ud800"}', begin + '"v", "more": ' + "[" * 100 + "]" * 100 + "}"]


def sent(wire, body):
    return wire.send("POST", "runs/set-tag", data=body, headers={"Content-Type": "application/json"})


@roost
def test_roost_takes_neither_zero_bytes_nor_half_characters_nor_endless_depth(wire, run):
    zero, half, deep = (sent(wire, body) for body in odd(run))
    assert is_refused(zero, saying="U+0000")
    assert is_refused(half, saying="surrogate")
    assert is_refused(deep, saying="deeper than 64 levels")
    assert "k" not in tags(wire, run)


@mlflow
def test_mlflow_takes_zero_bytes_half_characters_and_depth(wire, run):
    assert [answered(sent(wire, body)) for body in odd(run)] == [{}] * 3


@roost
def test_roost_refuses_a_body_that_is_no_object(wire):
    assert is_refused(sent(wire, '"text"'), saying="must be a JSON object")


@mlflow
def test_mlflow_stumbles_over_a_body_that_is_no_object(wire):
    assert sent(wire, '"text"').status_code == 500


@roost
@pytest.mark.parametrize(("method", "path", "status"), [("GET", "no-such-thing", 404), ("DELETE", "runs/create", 405)])
def test_roost_tells_of_an_unknown_address_in_json(wire, method, path, status):
    answer = wire.send(method, path)
    assert (answer.status_code, answer.json()["error_code"]) == (status, "ENDPOINT_NOT_FOUND")


@mlflow
@pytest.mark.parametrize(("method", "path", "status"), [("GET", "no-such-thing", 404), ("DELETE", "runs/create", 405)])
def test_mlflow_tells_of_an_unknown_address_in_a_page(wire, method, path, status):
    answer = wire.send(method, path)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, "text/html")


def found(client, experiment, run, **search):
    made = client.create_logged_model(experiment, name="net")
    client.log_metric(run, "m", 1, model_id=made.model_id, dataset_name="d", dataset_digest="1")
    client.finalize_logged_model(made.model_id, "READY")
    return [one.name for one in client.search_logged_models([experiment], **search)]


@roost
@pytest.mark.parametrize("search", [{"datasets": [{"dataset_name": "d"}]}, {"filter_string": "status = 'READY'"}])
def test_roost_finds_logged_models_by_the_name_of_data_and_by_status(client, experiment, run, search):
    assert found(client, experiment, run, **search) == ["net"]


@mlflow
@pytest.mark.parametrize("search", [{"datasets": [{"dataset_name": "d"}]}, {"filter_string": "status = 'READY'"}])
def test_mlflow_finds_logged_models_neither_by_the_name_of_data_nor_by_status(client, experiment, run, search):
    assert found(client, experiment, run, **search) == []


NAMES = ["a@b", "a\\b", ".hidden", "-dash", " space ", "x" * 129]


@roost
@pytest.mark.parametrize("spelling", NAMES)
def test_roost_s_models_have_names_that_can_be_folders_and_addresses(wire, spelling):
    assert is_refused(wire.post("registered-models/create", name=spelling))


@mlflow
@pytest.mark.parametrize("spelling", NAMES)
def test_mlflow_s_models_have_names_with_anything_but_slashes_and_colons(wire, spelling):
    answered(wire.post("registered-models/create", name=spelling))
    answered(wire.delete("registered-models/delete", name=spelling))


WRONG_SEARCHES = ["attributes.nothing = 'x'", "creation_timestamp > 'x'"]


@roost
@pytest.mark.parametrize("filter", WRONG_SEARCHES)
def test_roost_refuses_searches_of_logged_models_that_make_no_sense(wire, experiment, filter):
    assert is_refused(wire.post("logged-models/search", experiment_ids=[experiment], filter=filter))


@mlflow
@pytest.mark.parametrize("filter", WRONG_SEARCHES)
def test_mlflow_stumbles_over_searches_of_logged_models_that_make_no_sense(wire, experiment, filter):
    assert wire.post("logged-models/search", experiment_ids=[experiment], filter=filter).status_code == 500


def version_after_its_run_changed(client, model, run):
    client.log_text(run, "first", "model/a.txt")
    client.create_model_version(model, f"{info(client, run).artifact_uri}/model", run_id=run)
    client.log_text(run, "second", "model/a.txt")
    return pathlib.Path(artifacts.download_artifacts(f"models:/{model}/1/a.txt")).read_text()


@roost
def test_roost_s_versions_never_change(client, model, run):
    assert version_after_its_run_changed(client, model, run) == "first"


@mlflow
def test_mlflow_s_versions_change_with_their_runs(client, model, run):
    assert version_after_its_run_changed(client, model, run) == "second"


LONG = "x" * 129


@roost
@pytest.mark.parametrize("spelling", ["a@b {}", "a\\b {}", ".{}", "-{}", "{} ", "{}" + LONG])
def test_roost_refuses_names_that_references_and_folders_cannot_have(wire, name, spelling):
    assert is_refused(wire.post("registered-models/create", name=spelling.format(name)), saying="Invalid model name")


@mlflow
@pytest.mark.parametrize("spelling", ["a@b {}", "a\\b {}", ".{}", "-{}", "{} ", "{}" + LONG])
def test_mlflow_takes_names_that_references_and_folders_cannot_have(wire, name, spelling):
    answered(wire.post("registered-models/create", name=spelling.format(name)))


@roost
def test_roost_says_what_is_wrong_with_an_order_by_that_has_a_field_twice(wire):
    asked = {"order_by": ["name", "name DESC"]}
    assert is_refused(wire.get("registered-models/search", **asked), saying="duplicate fields")
    assert is_refused(wire.get("model-versions/search", **asked), saying="duplicate fields")


@roost
def test_roost_refuses_to_archive_others_at_a_stage_that_is_not_active(wire, client, model):
    client.create_model_version(model, "s3://bucket/x")
    asked = {"name": model, "version": "1", "stage": "None", "archive_existing_versions": True}
    assert is_refused(wire.post("model-versions/transition-stage", **asked), saying="is not an Active stage")


@mlflow
def test_mlflow_calls_both_a_fault_of_its_own(wire, client, model):
    client.create_model_version(model, "s3://bucket/x")
    asked = {"name": model, "version": "1", "stage": "None", "archive_existing_versions": True}
    assert wire.post("model-versions/transition-stage", **asked).status_code == 500
    assert wire.get("registered-models/search", order_by=["name", "name DESC"]).status_code == 500


@roost
@pytest.mark.parametrize("count", [0, -1])
def test_roost_refuses_pages_of_models_that_hold_none(wire, model, count):
    assert is_refused(wire.get("registered-models/search", max_results=count), saying="positive integer")


@mlflow
@pytest.mark.parametrize("count", [0, -1])
def test_mlflow_gives_empty_pages_of_models_without_end(wire, model, count):
    page = answered(wire.get("registered-models/search", max_results=count))
    assert page.keys() == {"next_page_token"}
