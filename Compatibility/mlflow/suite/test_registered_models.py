"""Registered models: created, renamed, described, tagged, searched, deleted."""

import pytest
from wire import answered, is_refused, refused

pytestmark = pytest.mark.registry


def test_a_created_model_is_found(client, name):
    made = client.create_registered_model(name, tags={"task": "detection"}, description="finds things")
    got = client.get_registered_model(name)
    assert (made.name, got.name, got.description, got.tags) == (name, name, "finds things", {"task": "detection"})
    assert got.creation_timestamp == got.last_updated_timestamp > 1_600_000_000_000
    assert (got.latest_versions, got.aliases) == ([], {})


def test_a_name_is_taken_once(client, model):
    with refused("RESOURCE_ALREADY_EXISTS", f"Registered Model (name={model}) already exists"):
        client.create_registered_model(model)


@pytest.mark.parametrize("spelling", ["with space", "dots.and-dashes_", "häßlich", "日本語", "a%b", "(x) [y]"])
def test_names_may_be_spelled_so(client, name, spelling):
    spelled = f"{spelling} {name}"
    client.create_registered_model(spelled)
    assert client.get_registered_model(spelled).name == spelled


@pytest.mark.parametrize("spelling", ["", "  ", "a/b", "a:b"])
def test_names_may_not_be_spelled_so(wire, spelling):
    assert is_refused(wire.post("registered-models/create", name=spelling))


def test_an_absent_model_is_not_found(client, name):
    with refused("RESOURCE_DOES_NOT_EXIST", f"Registered Model with name={name} not found"):
        client.get_registered_model(name)


@pytest.mark.parametrize(
    ("method", "route", "more"),
    [
        ("POST", "registered-models/rename", {"new_name": "other"}),
        ("PATCH", "registered-models/update", {"description": "x"}),
        ("DELETE", "registered-models/delete", {}),
        ("POST", "registered-models/set-tag", {"key": "k", "value": "v"}),
        ("DELETE", "registered-models/delete-tag", {"key": "k"}),
        ("POST", "registered-models/get-latest-versions", {}),
        ("POST", "registered-models/alias", {"alias": "a", "version": "1"}),
        ("POST", "model-versions/create", {"source": "s3://bucket/x"}),
    ],
)
def test_an_absent_model_cannot_be_changed(wire, name, method, route, more):
    assert is_refused(wire.send(method, route, json={"name": name} | more), "RESOURCE_DOES_NOT_EXIST")


def test_renaming_takes_versions_tags_and_aliases_along(client, model, name):
    client.create_model_version(model, "s3://bucket/x", tags={"k": "v"})
    client.set_registered_model_alias(model, "champion", "1")
    client.rename_registered_model(model, f"renamed-{name}")
    renamed = client.get_registered_model(f"renamed-{name}")
    assert renamed.aliases == {"champion": "1"}
    assert client.get_model_version_by_alias(renamed.name, "champion").tags == {"k": "v"}
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.get_registered_model(model)


def test_renaming_to_a_taken_name_is_refused(client, model, name):
    client.create_registered_model(name)
    with refused("RESOURCE_ALREADY_EXISTS"):
        client.rename_registered_model(model, name)


def test_a_description_is_changed_and_with_it_the_time(client, model):
    before = client.get_registered_model(model)
    client.update_registered_model(model, "new words")
    after = client.get_registered_model(model)
    assert after.description == "new words"
    assert after.last_updated_timestamp >= before.last_updated_timestamp
    assert after.creation_timestamp == before.creation_timestamp


def test_a_tag_is_set_changed_and_deleted(client, model):
    client.set_registered_model_tag(model, "colour", "red")
    client.set_registered_model_tag(model, "colour", "blue")
    assert client.get_registered_model(model).tags == {"colour": "blue"}
    client.delete_registered_model_tag(model, "colour")
    client.delete_registered_model_tag(model, "colour")
    assert client.get_registered_model(model).tags == {}


def test_deleting_a_model_deletes_all_of_it_and_frees_its_name(client, model):
    client.create_model_version(model, "s3://bucket/x")
    client.delete_registered_model(model)
    with refused("RESOURCE_DOES_NOT_EXIST"):
        client.get_model_version(model, "1")
    client.create_registered_model(model)
    assert client.get_registered_model(model).latest_versions == []


@pytest.fixture
def three(client, name):
    """Three models, oldest first, with a prefix of their own."""
    tags = {"red": {"colour": "red"}, "Blue": {"colour": "blue", "a b": "x"}, "plain": {}}
    for suffix, given in tags.items():
        client.create_registered_model(f"{name} {suffix}", tags=given)
    return name


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("name LIKE '<>%'", "Blue plain red"),
        ("name = '<> red'", "red"),
        ("name = '<> RED'", ""),
        ("name ILIKE '<> b%'", "Blue"),
        ("name LIKE '<>%' AND name != '<> red'", "Blue plain"),
        ("name LIKE '<>%' AND tags.colour = 'red'", "red"),
        ("name LIKE '<>%' AND tag.colour = 'red'", "red"),
        ("name LIKE '<>%' AND tags.colour != 'red'", "Blue"),
        ("name LIKE '<>%' AND tags.colour LIKE '%e%'", "Blue red"),
        ("name LIKE '<>%' AND tags.`a b` = 'x'", "Blue"),
        ("name LIKE '<>%' AND tags.colour ILIKE 'RED'", "red"),
        ("name IN ('<> red', '<> plain', 'absent')", "plain red"),
    ],
)
def test_a_filter_finds(client, three, filter, found):
    seen = client.search_registered_models(filter.replace("<>", three))
    assert [one.name.removeprefix(three + " ") for one in seen] == found.split()


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (["name DESC"], "red plain Blue"),
        (["name ASC"], "Blue plain red"),
        (["timestamp ASC", "name"], ""),
        (["last_updated_timestamp DESC"], ""),
    ],
)
def test_an_order_is_followed(client, three, order, found):
    seen = client.search_registered_models(f"name LIKE '{three}%'", order_by=order)
    times = [one.last_updated_timestamp for one in seen]
    assert len(seen) == 3
    assert (
        [one.name.removeprefix(three + " ") for one in seen] == found.split()
        if found
        else times == sorted(times, reverse="DESC" in order[0])
    )


@pytest.mark.parametrize(
    "filter",
    [
        "colour = 'red'",
        "name > 'a'",
        "name = 5",
        "tags.a > 'b'",
        "name = 'a' OR name = 'b'",
        "metrics.m > 1",
        "name",
        "'",
        "name IN (1, 2)",
        "version_number = 1",
    ],
)
def test_a_filter_is_refused(wire, filter):
    assert is_refused(wire.get("registered-models/search", filter=filter))


@pytest.mark.parametrize(
    "asked", [{"max_results": 1001}, {"page_token": "nonsense!"}, {"order_by": "nope"}, {"order_by": "name sideways"}]
)
def test_a_search_is_refused(wire, asked):
    assert is_refused(wire.get("registered-models/search", **asked))


def test_pages_cover_everything_once(client, three):
    first = client.search_registered_models(f"name LIKE '{three}%'", max_results=2)
    second = client.search_registered_models(f"name LIKE '{three}%'", max_results=2, page_token=first.token)
    assert [one.name.removeprefix(three + " ") for one in [*first, *second]] == ["Blue", "plain", "red"]
    assert not second.token


def test_a_model_without_a_tag_is_no_prompt_but_matches_no_other_tag(wire, model):
    """The client leaves prompts out of every search by a tag that no model has."""

    def found(filter):
        return len(
            answered(wire.get("registered-models/search", filter=f"name = '{model}' AND {filter}")).get(
                "registered_models", []
            )
        )

    assert found("tag.`mlflow.prompt.is_prompt` != 'true'") == 1
    assert found("tag.`other` != 'true'") == 0
