"""Versions of registered models: numbered, sourced, described, tagged, staged, aliased, searched."""

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.registry

SOURCE = "s3://bucket/folder/model"


@pytest.fixture
def versions(client, model):
    """A model with three versions."""
    for number in range(1, 4):
        client.create_model_version(model, f"{SOURCE}-{number}", tags={"n": str(number)})
    return model


def test_versions_are_numbered_from_1_and_never_again(client, model):
    assert [client.create_model_version(model, SOURCE).version for _ in range(3)] == ["1", "2", "3"]
    client.delete_model_version(model, "2")
    assert client.create_model_version(model, SOURCE).version == "4"
    client.delete_model_version(model, "1")
    assert client.create_model_version(model, SOURCE).version == "5"


def test_what_a_version_is_created_with_is_kept(client, wire, model, run):
    source = client.get_run(run).info.artifact_uri + "/model"
    made = client.create_model_version(
        model, source, run_id=run, tags={"k": "v"}, run_link="http://host/run", description="first"
    )
    got = client.get_model_version(model, "1")
    assert (made.version, got.source, got.run_id, got.run_link, got.description) == (
        "1",
        source,
        run,
        "http://host/run",
        "first",
    )
    assert (got.name, got.tags, got.aliases, got.status, got.current_stage) == (model, {"k": "v"}, [], "READY", "None")
    assert got.creation_timestamp == got.last_updated_timestamp > 1_600_000_000_000
    body = answered(wire.get("model-versions/get", name=model, version="1"))["model_version"]
    assert isinstance(body["version"], str)
    assert client.get_model_version_download_uri(model, "1") == source


def test_a_source_inside_a_run_must_name_it(wire, client, model, run):
    source = client.get_run(run).info.artifact_uri + "/model"
    assert is_refused(
        wire.post("model-versions/create", name=model, source=source), saying="Invalid model version source"
    )


def test_a_source_outside_its_run_is_refused(wire, client, model, experiment, run):
    other = client.create_run(experiment).info.artifact_uri + "/model"
    refusal = wire.post("model-versions/create", name=model, source=other, run_id=run)
    assert is_refused(refusal, saying="Invalid model version source")


@pytest.mark.parametrize("source", ["/etc", "file:///etc/passwd", "../../etc", "./x/../../y"])
def test_a_source_on_the_server_s_disk_is_refused(wire, model, source):
    assert is_refused(
        wire.post("model-versions/create", name=model, source=source), saying="Invalid model version source"
    )


def test_a_version_must_have_a_source(wire, model):
    refusal = wire.post("model-versions/create", name=model)
    assert is_refused(refusal, saying="Missing value for required parameter 'source'")


def test_an_absent_version_is_not_found(client, model):
    with refused("RESOURCE_DOES_NOT_EXIST", f"Model Version (name={model}, version=7) not found"):
        client.get_model_version(model, "7")


@pytest.mark.parametrize(
    ("method", "route", "more"),
    [
        ("PATCH", "model-versions/update", {"description": "x"}),
        ("DELETE", "model-versions/delete", {}),
        ("POST", "model-versions/set-tag", {"key": "k", "value": "v"}),
        ("DELETE", "model-versions/delete-tag", {"key": "k"}),
        ("POST", "model-versions/transition-stage", {"stage": "Production", "archive_existing_versions": False}),
        ("POST", "registered-models/alias", {"alias": "a"}),
    ],
)
def test_an_absent_version_cannot_be_changed(wire, model, method, route, more):
    assert is_refused(wire.send(method, route, json={"name": model, "version": "7"} | more), "RESOURCE_DOES_NOT_EXIST")


def test_a_version_that_is_no_number_is_refused(wire, model):
    assert is_refused(wire.get("model-versions/get", name=model, version="x"), saying="must be an integer")


def test_a_description_is_changed(client, versions):
    client.update_model_version(versions, "2", "better")
    assert client.get_model_version(versions, "2").description == "better"
    assert client.get_model_version(versions, "1").description in (None, "")


def test_a_tag_is_set_changed_and_deleted(client, versions):
    client.set_model_version_tag(versions, "1", "n", "one")
    client.set_model_version_tag(versions, "1", "m", "two")
    assert client.get_model_version(versions, "1").tags == {"n": "one", "m": "two"}
    client.delete_model_version_tag(versions, "1", "n")
    assert client.get_model_version(versions, "1").tags == {"m": "two"}
    assert client.get_model_version(versions, "2").tags == {"n": "2"}


def test_an_alias_moves(client, versions):
    client.set_registered_model_alias(versions, "champion", "1")
    assert client.get_model_version_by_alias(versions, "champion").version == "1"
    client.set_registered_model_alias(versions, "champion", "3")
    client.set_registered_model_alias(versions, "best", "3")
    assert client.get_model_version_by_alias(versions, "champion").version == "3"
    assert client.get_model_version(versions, "1").aliases == []
    assert sorted(client.get_model_version(versions, "3").aliases) == ["best", "champion"]
    assert client.get_registered_model(versions).aliases == {"champion": "3", "best": "3"}


def test_an_alias_is_deleted_and_deleting_it_again_is_fine(client, versions):
    client.set_registered_model_alias(versions, "champion", "1")
    for _ in range(2):
        client.delete_registered_model_alias(versions, "champion")
    with refused(saying="champion"):
        client.get_model_version_by_alias(versions, "champion")


def test_deleting_a_version_deletes_its_aliases(client, versions):
    client.set_registered_model_alias(versions, "champion", "3")
    client.delete_model_version(versions, "3")
    assert client.get_registered_model(versions).aliases == {}


def test_the_alias_latest_is_always_there(client, versions):
    assert client.get_model_version_by_alias(versions, "latest").version == "3"
    client.delete_model_version(versions, "3")
    assert client.get_model_version_by_alias(versions, "latest").version == "2"


@pytest.mark.parametrize("alias", ["", "latest", "v1", "V22", "a b", "a/b", "a.b", "🐓", "x" * 256])
def test_aliases_may_not_be_spelled_so(wire, versions, alias):
    assert is_refused(wire.post("registered-models/alias", name=versions, alias=alias, version="1"))


@pytest.mark.parametrize("alias", ["a", "A-b_9", "9", "vv1", "v1a", "x" * 255])
def test_aliases_may_be_spelled_so(client, versions, alias):
    client.set_registered_model_alias(versions, alias, "2")
    assert client.get_model_version_by_alias(versions, alias).version == "2"


@pytest.mark.parametrize(
    ("asked", "stage"),
    [("Staging", "Staging"), ("production", "Production"), ("ARCHIVED", "Archived"), ("None", "None")],
)
def test_a_stage_is_moved_to(wire, versions, asked, stage):
    body = answered(
        wire.post(
            "model-versions/transition-stage", name=versions, version="1", stage=asked, archive_existing_versions=False
        )
    )
    assert body["model_version"]["current_stage"] == stage


def test_an_unknown_stage_is_refused(wire, versions):
    refusal = wire.post(
        "model-versions/transition-stage", name=versions, version="1", stage="Moon", archive_existing_versions=False
    )
    assert is_refused(refusal, saying="Value must be one of None, Staging, Production, Archived")


def test_moving_to_a_stage_may_archive_who_was_there(client, versions):
    client.transition_model_version_stage(versions, "1", "Production")
    client.transition_model_version_stage(versions, "2", "Production", archive_existing_versions=True)
    stages = [client.get_model_version(versions, str(number)).current_stage for number in (1, 2, 3)]
    assert stages == ["Archived", "Production", "None"]


def test_the_latest_versions_are_the_newest_of_each_stage(client, wire, versions):
    client.transition_model_version_stage(versions, "1", "Production")

    def latest(**asked):
        body = answered(wire.post("registered-models/get-latest-versions", name=versions, **asked))
        return {one["current_stage"]: one["version"] for one in body.get("model_versions", [])}

    assert latest() == {"None": "3", "Production": "1"}
    assert latest(stages=["Production"]) == {"Production": "1"}
    assert latest(stages=["Staging"]) == {}
    assert {one.version for one in client.get_registered_model(versions).latest_versions} == {"1", "3"}


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("name = '<>'", "3 2 1"),
        ("name='<>'", "3 2 1"),
        ("name LIKE '<>%'", "3 2 1"),
        ("name ILIKE '<>%'", "3 2 1"),
        ("name = '<>' AND tags.n = '2'", "2"),
        ("name = '<>' AND tags.n != '2'", "3 1"),
        ("name = '<>' AND tag.n LIKE '%'", "3 2 1"),
        ("name = '<>' AND version_number = 2", "2"),
        ("name = '<>' AND version_number > 1", "3 2"),
        ("name = '<>' AND version_number <= 2", "2 1"),
        ("name = '<>' AND version_number != 2", "3 1"),
        ("name = '<>' AND source_path = 's3://bucket/folder/model-1'", "1"),
        ("name = '<>' AND source_path LIKE '%-2'", "2"),
        ("name IN ('<>', 'absent')", "3 2 1"),
        ("name = '<>' AND run_id = 'absent'", ""),
    ],
)
def test_a_filter_finds(client, versions, filter, found):
    seen = client.search_model_versions(filter.replace("<>", versions), order_by=["version_number DESC"])
    assert [str(one.version) for one in seen] == found.split()


def test_versions_of_a_run_are_found(client, versions, run):
    source = client.get_run(run).info.artifact_uri + "/model"
    client.create_model_version(versions, source, run_id=run)
    for filter in (f"run_id = '{run}'", f"run_id IN ('{run}', 'absent')"):
        assert [str(one.version) for one in client.search_model_versions(filter)] == ["4"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (["version_number ASC"], "1 2 3"),
        (["version_number DESC"], "3 2 1"),
        (["name", "version_number"], "1 2 3"),
        (["creation_timestamp ASC", "version_number ASC"], "1 2 3"),
    ],
)
def test_an_order_is_followed(client, versions, order, found):
    seen = client.search_model_versions(f"name = '{versions}'", order_by=order)
    assert [str(one.version) for one in seen] == found.split()


@pytest.mark.parametrize(
    "filter",
    [
        "colour = 'red'",
        "name > 'a'",
        "version_number = 'x'",
        "version_number LIKE '1'",
        "tags.a > 'b'",
        "name = 'a' OR name = 'b'",
        "name",
        "'",
        "metrics.m > 1",
    ],
)
def test_a_filter_is_refused(wire, filter):
    assert is_refused(wire.get("model-versions/search", filter=filter))


@pytest.mark.parametrize(
    "asked",
    [
        {"max_results": 0},
        {"max_results": -1},
        {"max_results": 200_001},
        {"page_token": "nonsense!"},
        {"order_by": "nope"},
        {"order_by": "name sideways"},
    ],
)
def test_a_search_is_refused(wire, asked):
    assert is_refused(wire.get("model-versions/search", **asked))


def test_pages_cover_everything_once(client, versions):
    asked = {"filter_string": f"name = '{versions}'", "order_by": ["version_number"], "max_results": 2}
    first = client.search_model_versions(**asked)
    second = client.search_model_versions(**asked, page_token=first.token)
    assert [str(one.version) for one in [*first, *second]] == ["1", "2", "3"]
    assert not second.token
