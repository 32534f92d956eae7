"""Finding experiments by name, time and tag."""

import pytest
from wire import answered, is_refused

pytestmark = pytest.mark.search


@pytest.fixture
def three(client, name):
    """Three experiments, oldest first, with a prefix of their own."""
    tags = {"red": {"colour": "red", "a b": "x"}, "Blue": {"colour": "blue"}, "plain": {}}
    return name, {suffix: client.create_experiment(f"{name} {suffix}", tags=given) for suffix, given in tags.items()}


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("name LIKE '<>%'", "red Blue plain"),
        ("attribute.name LIKE '<>%'", "red Blue plain"),
        ("attribute.name = '<> red'", "red"),
        ("name = '<> RED'", ""),
        ("name ILIKE '<> RED'", "red"),
        ("name LIKE '<> b%'", ""),
        ("name ILIKE '<> b%'", "Blue"),
        ("name LIKE '<>%' AND name != '<> red'", "Blue plain"),
        ("name LIKE '<>%' AND tags.colour = 'red'", "red"),
        ("name LIKE '<>%' AND tag.colour != 'red'", "Blue"),
        ("name LIKE '<>%' AND tags.colour ILIKE 'B%'", "Blue"),
        ("name LIKE '<>%' AND tags.`a b` = 'x'", "red"),
        ("name LIKE '<>%' AND tags.colour IS NULL", "plain"),
        ("name LIKE '<>%' AND tags.colour IS NOT NULL", "red Blue"),
        ("name LIKE '<>%' AND creation_time > 0", "red Blue plain"),
        ("name LIKE '<>%' AND last_update_time < 5", ""),
        ("experiment_id = '<id>'", "red"),
        ("experiment_id IN ('<id>', '987654321')", "red"),
        ("name LIKE '<>%' AND experiment_id NOT IN ('<id>')", "Blue plain"),
    ],
)
def test_a_filter_finds(client, three, filter, found):
    prefix, ids = three
    seen = client.search_experiments(filter_string=filter.replace("<>", prefix).replace("<id>", ids["red"]))
    assert sorted(one.name.removeprefix(prefix + " ") for one in seen) == sorted(found.split())


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ([], "plain Blue red"),
        (["name"], "Blue plain red"),
        (["name DESC"], "red plain Blue"),
        (["attribute.name ASC"], "Blue plain red"),
        (["creation_time ASC", "experiment_id ASC"], "red Blue plain"),
        (["experiment_id DESC"], "plain Blue red"),
    ],
)
def test_an_order_is_followed(client, three, order, found):
    prefix, ids = three
    if not order:
        order = None
    seen = [
        one.name.removeprefix(prefix + " ")
        for one in client.search_experiments(filter_string=f"name LIKE '{prefix}%'", order_by=order)
    ]
    if order is None:
        times = {suffix: client.get_experiment(made).creation_time for suffix, made in ids.items()}
        assert [times[one] for one in seen] == sorted(times.values(), reverse=True)
        return
    assert seen == found.split()


@pytest.mark.parametrize(
    "filter",
    [
        "colour = 'red'",
        "name > 'a'",
        "name = 5",
        "name IN ('a')",
        "tags.a > 'b'",
        "creation_time = 'x'",
        "name = 'a' OR name = 'b'",
        "metrics.m > 1",
        "name",
        "name IS NULL",
        "'",
    ],
)
def test_a_filter_is_refused(wire, filter):
    assert is_refused(wire.post("experiments/search", filter=filter, max_results=10))


@pytest.mark.parametrize(
    "asked",
    [
        {"max_results": 0},
        {"max_results": -1},
        {"max_results": 50_001},
        {"page_token": "nonsense!", "max_results": 2},
        {"order_by": ["nope"], "max_results": 2},
        {"order_by": ["name sideways"], "max_results": 2},
    ],
)
def test_a_search_is_refused(wire, asked):
    assert is_refused(wire.post("experiments/search", **asked))


def test_pages_cover_everything_once(client, three):
    prefix, _ = three
    asked = {"filter_string": f"name LIKE '{prefix}%'", "order_by": ["name"], "max_results": 2}
    first = client.search_experiments(**asked)
    second = client.search_experiments(**asked, page_token=first.token)
    assert [one.name.removeprefix(prefix + " ") for one in [*first, *second]] == ["Blue", "plain", "red"]
    assert second.token in (None, "")


def test_deleted_experiments_are_found_when_asked_for(client, three):
    from mlflow.entities import ViewType

    prefix, ids = three
    client.delete_experiment(ids["red"])

    def found(view):
        return {one.experiment_id for one in client.search_experiments(view, filter_string=f"name LIKE '{prefix}%'")}

    assert found(ViewType.ACTIVE_ONLY) == {ids["Blue"], ids["plain"]}
    assert found(ViewType.DELETED_ONLY) == {ids["red"]}
    assert found(ViewType.ALL) == set(ids.values())


def test_a_search_may_be_a_get_too(wire, three):
    prefix, ids = three
    body = answered(wire.get("experiments/search", filter=f"name = '{prefix} red'", max_results=5))
    assert [one["experiment_id"] for one in body["experiments"]] == [ids["red"]]
