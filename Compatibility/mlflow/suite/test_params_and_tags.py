"""Params, which are written once, and tags, which are not."""

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.tracking


def params(client, run):
    return client.get_run(run).data.params


def tags(client, run):
    return {key: value for key, value in client.get_run(run).data.tags.items() if not key.startswith("mlflow.")}


@pytest.mark.parametrize("value", ["1", "", " ", "None", "häß 🐓", "line\nline", '{"json": [1]}', "x" * 6000, "🐓" * 6000])
def test_a_param_comes_back_as_it_was_logged(client, run, value):
    client.log_param(run, "p", value)
    assert params(client, run) == {"p": value}


def test_the_client_logs_anything_by_its_text(client, run):
    client.log_param(run, "rate", 0.001)
    client.log_param(run, "layers", [1, 2])
    client.log_param(run, "none", None)
    assert params(client, run) == {"rate": "0.001", "layers": "[1, 2]", "none": "None"}


def test_logging_the_same_value_again_is_fine(client, run):
    client.log_param(run, "p", "same")
    client.log_param(run, "p", "same")
    assert params(client, run) == {"p": "same"}


def test_a_param_is_never_changed(client, run):
    client.log_param(run, "p", "old")
    with refused(saying="Changing param values is not allowed. Param with key='p' was already logged with value='old'"):
        client.log_param(run, "p", "new")
    assert params(client, run) == {"p": "old"}


def test_a_param_that_is_too_long_is_cut(wire, client, run):
    answered(wire.post("runs/log-parameter", run_id=run, key="p", value="x" * 6001))
    assert params(client, run) == {"p": "x" * 6000}


def test_a_tag_that_is_too_long_is_cut(wire, client, run):
    answered(wire.post("runs/set-tag", run_id=run, key="t", value="x" * 8001))
    assert tags(client, run) == {"t": "x" * 8000}


@pytest.mark.parametrize("route", ["log-parameter", "set-tag"])
@pytest.mark.parametrize("key", ["../k", "/k", "a//b", ".", "a#b", "a%b", "🐓", "x" * 251])
def test_keys_may_not_be_spelled_so(wire, run, route, key):
    assert is_refused(wire.post(f"runs/{route}", run_id=run, key=key, value="v"))


@pytest.mark.parametrize("route", ["log-parameter", "set-tag"])
@pytest.mark.parametrize("key", ["a/b.c-d e:f", "_", "épreuve", "x" * 250])
def test_keys_may_be_spelled_so(wire, client, run, route, key):
    answered(wire.post(f"runs/{route}", run_id=run, key=key, value="v"))
    assert (params if route == "log-parameter" else tags)(client, run) == {key: "v"}


@pytest.mark.parametrize("route", ["log-parameter", "set-tag"])
def test_a_key_must_be_given(wire, run, route):
    assert is_refused(wire.post(f"runs/{route}", run_id=run, value="v"), saying="required parameter 'key'")


@pytest.mark.parametrize("route", ["log-parameter", "set-tag"])
@pytest.mark.parametrize(("field", "value"), [("key", 5), ("value", 5), ("value", {}), ("run_id", 31)])
def test_values_of_the_wrong_kind_are_refused_by_the_name_of_their_field(wire, run, route, field, value):
    asked = {"run_id": run, "key": "k", "value": "v"} | {field: value}
    assert is_refused(wire.post(f"runs/{route}", **asked), saying=f"parameter '{field}'")


def test_a_tag_is_set_changed_and_deleted(client, run):
    client.set_tag(run, "colour", "red")
    client.set_tag(run, "colour", "blue")
    client.set_tag(run, "empty", "")
    assert tags(client, run) == {"colour": "blue", "empty": ""}
    client.delete_tag(run, "colour")
    assert tags(client, run) == {"empty": ""}


def test_deleting_an_absent_tag_is_not_found(client, run):
    with refused("RESOURCE_DOES_NOT_EXIST", "No tag with name: absent"):
        client.delete_tag(run, "absent")


def test_keys_differ_by_case(client, run):
    client.log_param(run, "k", "1")
    client.log_param(run, "K", "2")
    client.set_tag(run, "t", "1")
    client.set_tag(run, "T", "2")
    assert params(client, run) == {"k": "1", "K": "2"}
    assert tags(client, run) == {"t": "1", "T": "2"}


def test_camel_case_is_no_spelling_of_a_field_and_both_at_once_are_refused(wire, run):
    assert is_refused(wire.post("runs/set-tag", runId=run, key="k", value="v"), saying="required parameter 'run_id'")
    refusal = wire.post("runs/set-tag", runId=run, run_id=run, key="k", value="v")
    assert is_refused(refusal, saying="both 'run_id' and 'runId'")


def test_fields_nobody_knows_are_passed_over(wire, client, run):
    answered(wire.post("runs/set-tag", run_id=run, key="k", value="v", colour={"of": ["things"]}))
    assert tags(client, run) == {"k": "v"}


def test_the_fluent_client_logs_dictionaries(fluent):
    with fluent.start_run() as run:
        fluent.log_params({f"p{number}": number for number in range(150)})
        fluent.set_tags({"a": 1, "b": "two"})
        fluent.set_tag("c", "3")
    got = fluent.get_run(run.info.run_id).data
    assert got.params == {f"p{number}": str(number) for number in range(150)}
    assert {key: got.tags[key] for key in "abc"} == {"a": "1", "b": "two", "c": "3"}
