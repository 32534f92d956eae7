"""The life of a run, through the client and through the fluent API."""

import re

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.tracking


def test_a_new_run_is_running_and_has_a_name_of_its_own(client, experiment):
    info = client.create_run(experiment).info
    assert re.fullmatch(r"[a-zA-Z0-9][\w\-]{0,255}", info.run_id)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d+", info.run_name)
    assert (info.status, info.lifecycle_stage, info.end_time) == ("RUNNING", "active", None)
    assert info.experiment_id == experiment
    assert info.artifact_uri == f"mlflow-artifacts:/{experiment}/{info.run_id}/artifacts"
    assert client.get_run(info.run_id).data.tags["mlflow.runName"] == info.run_name


def test_what_a_run_is_created_with_is_kept(client, experiment):
    made = client.create_run(experiment, start_time=1_234_567_890_123, tags={"a": "1", "b": "2"}, run_name="first")
    got = client.get_run(made.info.run_id)
    assert got.info.start_time == 1_234_567_890_123
    assert got.info.run_name == "first"
    assert got.data.tags == {"a": "1", "b": "2", "mlflow.runName": "first"}


def test_the_name_may_come_as_a_tag(client, experiment):
    assert client.create_run(experiment, tags={"mlflow.runName": "tagged"}).info.run_name == "tagged"


def test_a_name_and_a_tag_that_differ_are_refused(wire, experiment):
    tags = [{"key": "mlflow.runName", "value": "one"}]
    refusal = wire.post("runs/create", experiment_id=experiment, run_name="other", tags=tags)
    assert is_refused(refusal, saying="run_name")


def test_a_user_is_kept(wire, experiment):
    run = answered(wire.post("runs/create", experiment_id=experiment, user_id="ada"))["run"]
    assert answered(wire.get("runs/get", run_id=run["info"]["run_id"]))["run"]["info"]["user_id"] == "ada"


def test_both_spellings_of_the_id_are_answered_and_taken(wire, run):
    info = answered(wire.get("runs/get", run_uuid=run))["run"]["info"]
    assert info["run_id"] == info["run_uuid"] == run


def test_times_are_numbers_on_the_wire_and_what_is_empty_is_left_out(wire, run):
    body = answered(wire.get("runs/get", run_id=run))["run"]
    assert isinstance(body["info"]["start_time"], int)
    assert "end_time" not in body["info"]
    assert "metrics" not in body["data"]
    assert body["inputs"] == body["outputs"] == {}


def test_an_absent_run_is_not_found(client):
    with refused("RESOURCE_DOES_NOT_EXIST", "Run with id=" + "0" * 32 + " not found"):
        client.get_run("0" * 32)


@pytest.mark.parametrize("status", ["FINISHED", "FAILED", "KILLED", "SCHEDULED", "RUNNING"])
def test_a_run_has_the_status_and_the_end_that_it_is_given(client, experiment, run, status):
    client.set_terminated(run, status, end_time=1_700_000_000_000)
    info = client.get_run(run).info
    assert (info.status, info.end_time) == (status, 1_700_000_000_000)
    assert [one.info.run_id for one in client.search_runs([experiment], f"attributes.status = '{status}'")] == [run]


def test_an_update_answers_with_what_the_run_has_become(wire, run):
    info = answered(wire.post("runs/update", run_id=run, status="FINISHED", end_time=5, run_name="after"))["run_info"]
    assert (info["status"], info["end_time"], info["run_name"], info["run_id"]) == ("FINISHED", 5, "after", run)


def test_a_status_may_be_a_number_and_an_unknown_one_changes_nothing(wire, client, run):
    assert answered(wire.post("runs/update", run_id=run, status=4))["run_info"]["status"] == "FAILED"
    answered(wire.post("runs/update", run_id=run, status="DANCING"))
    assert client.get_run(run).info.status == "FAILED"


def test_renaming_a_run_and_setting_its_tag_are_the_same(client, run):
    client.update_run(run, name="renamed")
    assert client.get_run(run).data.tags["mlflow.runName"] == "renamed"
    client.set_tag(run, "mlflow.runName", "again")
    assert client.get_run(run).info.run_name == "again"


def test_a_deleted_run_is_still_shown_takes_nothing_and_can_be_restored(client, wire, run):
    client.delete_run(run)
    assert client.get_run(run).info.lifecycle_stage == "deleted"
    text = f"The run {run} must be in the 'active' state. Current state is deleted."
    refusals = [
        wire.post("runs/log-metric", run_id=run, key="m", value=1, timestamp=1),
        wire.post("runs/log-parameter", run_id=run, key="p", value="1"),
        wire.post("runs/set-tag", run_id=run, key="t", value="1"),
        wire.post("runs/update", run_id=run, status="FINISHED"),
        wire.post("runs/log-batch", run_id=run, metrics=[{"key": "m", "value": 1, "timestamp": 1}]),
    ]
    assert all(is_refused(refusal, saying=text) for refusal in refusals)
    client.restore_run(run)
    client.log_metric(run, "m", 1)
    assert client.get_run(run).data.metrics == {"m": 1}


def test_deleting_twice_is_fine(client, run):
    client.delete_run(run)
    client.delete_run(run)


@pytest.mark.parametrize("route", ["runs/delete", "runs/restore", "runs/update", "runs/set-tag", "runs/log-metric"])
def test_an_absent_run_cannot_be_changed(wire, route):
    asked = {"run_id": "0" * 32, "key": "k", "value": "1", "timestamp": 1}
    assert is_refused(wire.post(route, **asked), "RESOURCE_DOES_NOT_EXIST")


def test_a_run_in_an_absent_experiment_is_not_found(client):
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.create_run("987654321")


def test_the_fluent_client_ends_a_run_well(fluent):
    with fluent.start_run(run_name="block", tags={"k": "v"}, description="what it is") as run:
        assert fluent.active_run().info.run_id == run.info.run_id
    ended = fluent.get_run(run.info.run_id)
    assert (ended.info.status, ended.info.run_name) == ("FINISHED", "block")
    assert ended.info.end_time >= ended.info.start_time
    assert ended.data.tags["mlflow.note.content"] == "what it is"
    assert ended.data.tags["k"] == "v"


def test_the_fluent_client_ends_a_run_that_raises_as_failed(fluent):
    with pytest.raises(ZeroDivisionError), fluent.start_run() as run:
        _ = 1 / 0
    assert fluent.get_run(run.info.run_id).info.status == "FAILED"


def test_a_run_can_be_taken_up_again(fluent):
    with fluent.start_run() as first:
        fluent.log_metric("m", 1, step=1)
    with fluent.start_run(run_id=first.info.run_id):
        fluent.log_metric("m", 2, step=2)
        assert fluent.get_run(first.info.run_id).info.status == "RUNNING"
    assert fluent.get_run(first.info.run_id).data.metrics == {"m": 2}


def test_nested_runs_know_their_parents(fluent, client):
    with fluent.start_run() as parent:
        with fluent.start_run(nested=True) as child:
            with fluent.start_run(nested=True) as grandchild:
                pass
        with fluent.start_run(nested=True) as sibling:
            pass
    assert client.get_parent_run(child.info.run_id).info.run_id == parent.info.run_id
    assert client.get_parent_run(grandchild.info.run_id).info.run_id == child.info.run_id
    assert client.get_parent_run(sibling.info.run_id).info.run_id == parent.info.run_id
    assert client.get_parent_run(parent.info.run_id) is None
    assert client.get_run(parent.info.run_id).data.tags.get("mlflow.parentRunId") is None


def test_a_parent_in_another_process_can_be_named(fluent, client, run):
    with fluent.start_run(parent_run_id=run) as child:
        pass
    assert client.get_parent_run(child.info.run_id).info.run_id == run


def test_logging_without_waiting_arrives_all_the_same(fluent):
    with fluent.start_run() as run:
        pending = [fluent.log_metric("m", number, step=number, synchronous=False) for number in range(50)]
        pending.append(fluent.log_param("p", "v", synchronous=False))
        for one in pending:
            one.wait()
    got = fluent.get_run(run.info.run_id)
    assert got.data.metrics == {"m": 49}
    assert got.data.params == {"p": "v"}
    history = fluent.MlflowClient().get_metric_history(run.info.run_id, "m")
    assert [point.step for point in history] == list(range(50))
