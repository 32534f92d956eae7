"""The life of an experiment: created, found, renamed, tagged, deleted, restored."""

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.tracking


def test_the_default_experiment_is_there_from_the_start(client):
    default = client.get_experiment("0")
    assert default.name == "Default"
    assert default.lifecycle_stage == "active"


def test_a_created_experiment_is_found_by_id_and_by_name(client, name):
    made = client.create_experiment(name, tags={"team": "vision", "kind": "test"})
    by_id, by_name = client.get_experiment(made), client.get_experiment_by_name(name)
    assert by_id.experiment_id == by_name.experiment_id == made
    assert by_id.name == by_name.name == name
    assert by_id.tags == by_name.tags == {"team": "vision", "kind": "test"}
    assert by_id.lifecycle_stage == "active"
    assert by_id.creation_time == by_id.last_update_time > 1_600_000_000_000


def test_ids_are_decimal_and_ascend(client, name):
    first, second = (int(client.create_experiment(f"{name}-{number}")) for number in range(2))
    assert 0 < first < second


def test_artifacts_of_an_experiment_lie_behind_the_proxy(client, experiment):
    assert client.get_experiment(experiment).artifact_location == f"mlflow-artifacts:/{experiment}"


def test_an_artifact_location_of_one_s_own_is_kept(client, name):
    made = client.create_experiment(name, artifact_location="s3://bucket/folder")
    assert client.get_experiment(made).artifact_location == "s3://bucket/folder"
    assert client.create_run(made).info.artifact_uri.startswith("s3://bucket/folder/")


def test_the_fluent_client_creates_what_it_is_set_to(name):
    import mlflow

    made = mlflow.set_experiment(name)
    assert mlflow.set_experiment(name).experiment_id == made.experiment_id
    assert mlflow.get_experiment_by_name(name).experiment_id == made.experiment_id


@pytest.mark.parametrize(
    "spelling", ["häßlich/ünïcode", "with 'quotes' \"too\"", "percent % and _ underscore", "日本語 🐓"]
)
def test_names_may_hold_almost_anything(client, name, spelling):
    made = client.create_experiment(f"{spelling} {name}")
    assert client.get_experiment_by_name(f"{spelling} {name}").experiment_id == made


def test_a_name_is_taken_once(client, name):
    client.create_experiment(name)
    with refused("RESOURCE_ALREADY_EXISTS", f"Experiment(name={name}) already exists"):
        client.create_experiment(name)


def test_a_deleted_experiment_keeps_its_name(client, name):
    client.delete_experiment(client.create_experiment(name))
    with refused("RESOURCE_ALREADY_EXISTS"):
        client.create_experiment(name)


def test_names_differ_by_case(client, name):
    assert client.create_experiment(f"{name}-a") != client.create_experiment(f"{name}-A")


def test_a_name_may_not_be_empty(wire):
    assert is_refused(wire.post("experiments/create", name=""), saying="Missing value for required parameter 'name'")


def test_a_name_has_500_characters_at_most(wire, name):
    assert answered(wire.post("experiments/create", name=name.ljust(500, "x")))["experiment_id"]
    refusal = wire.post("experiments/create", name=name.ljust(501, "x"))
    assert is_refused(refusal, saying="exceeds the maximum length of 500 characters")


def test_an_absent_experiment_is_not_found(client):
    with refused("RESOURCE_DOES_NOT_EXIST", "No Experiment with id=987654321 exists"):
        client.get_experiment("987654321")


def test_an_absent_name_is_nothing(client, wire, name):
    assert client.get_experiment_by_name(name) is None
    assert is_refused(wire.get("experiments/get-by-name", experiment_name=name), "RESOURCE_DOES_NOT_EXIST", name)


def test_an_id_that_is_no_number_is_refused(wire):
    assert is_refused(wire.get("experiments/get", experiment_id="no-number"))


def test_renaming_moves_the_name_and_the_time_of_the_last_update(client, experiment, name):
    before = client.get_experiment(experiment)
    client.rename_experiment(experiment, name)
    after = client.get_experiment(experiment)
    assert after.name == name
    assert after.last_update_time >= before.last_update_time
    assert after.creation_time == before.creation_time
    assert client.get_experiment_by_name(before.name) is None


def test_renaming_to_a_taken_name_is_refused(client, wire, experiment, name):
    client.create_experiment(name)
    # MLflow's own code for this depends on its database.
    assert wire.post("experiments/update", experiment_id=experiment, new_name=name).status_code == 400
    assert client.get_experiment(experiment).name != name


def test_a_deleted_experiment_is_still_shown_and_can_be_restored(client, experiment):
    client.delete_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "deleted"
    client.restore_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "active"


def test_deleting_an_experiment_deletes_its_runs_and_restoring_brings_them_back(client, experiment, run):
    client.delete_experiment(experiment)
    assert client.get_run(run).info.lifecycle_stage == "deleted"
    client.restore_experiment(experiment)
    assert client.get_run(run).info.lifecycle_stage == "active"


def test_a_deleted_experiment_takes_no_run_and_no_tag(client, experiment):
    client.delete_experiment(experiment)
    with refused(saying="must be in the 'active' state"):
        client.create_run(experiment)
    with refused(saying="must be in the 'active' state"):
        client.set_experiment_tag(experiment, "key", "value")


@pytest.mark.parametrize("verb", ["delete", "restore", "update"])
def test_an_absent_experiment_cannot_be_changed(wire, verb):
    asked = {"experiment_id": "987654321"} | ({"new_name": "other"} if verb == "update" else {})
    assert is_refused(wire.post(f"experiments/{verb}", **asked), "RESOURCE_DOES_NOT_EXIST")


def test_a_tag_is_set_changed_and_deleted(client, experiment):
    client.set_experiment_tag(experiment, "colour", "red")
    client.set_experiment_tag(experiment, "colour", "blue")
    assert client.get_experiment(experiment).tags == {"colour": "blue"}
    client.delete_experiment_tag(experiment, "colour")
    assert client.get_experiment(experiment).tags == {}


def test_deleting_an_absent_tag_is_not_found(client, experiment):
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.delete_experiment_tag(experiment, "absent")
