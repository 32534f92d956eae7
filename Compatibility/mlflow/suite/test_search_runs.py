"""Finding runs: every comparison of every entity, spelling rules, order, pages, and what is refused.

The runs are made once: `one` and `two` have a metric, a param and a tag each, `nan` and `inf` a metric that is no
ordinary number, and `none` has nothing at all. They start 1 ms apart, in this order, but `inf` starts with `none`.
"""

import base64
import math
import uuid

import pytest
from wire import answered, is_refused

pytestmark = pytest.mark.search

T0 = 1_700_000_000_000
ORDER = ["one", "two", "nan", "none", "inf"]


class Runs:
    """An experiment with five runs, and searches in it by their names."""

    def __init__(self, client, wire):
        self.wire = wire
        self.key = uuid.uuid4().hex
        self.experiment = client.create_experiment(f"search-{self.key}")
        starts = {"one": T0, "two": T0 + 1, "nan": T0 + 2, "none": T0 + 3, "inf": T0 + 3}
        self.ids = {
            name: client.create_run(self.experiment, start_time=start, run_name=name).info.run_id
            for name, start in starts.items()
        }
        for name, values in {"one": [5, 1], "two": [0, 2], "nan": [math.nan], "inf": [math.inf]}.items():
            for step, value in enumerate(values):
                client.log_metric(self.ids[name], "m", value, timestamp=T0, step=step)
        for name, value in {"one": "A", "two": "a_b", "nan": "b", "inf": "a%b"}.items():
            client.log_param(self.ids[name], "p", value)
            client.set_tag(self.ids[name], "t", value)
        client.log_metric(self.ids["one"], "a b-c.d", 3)
        client.log_param(self.ids["one"], "a b-c.d", "dash")
        client.log_param(self.ids["one"], "quote", "it's")
        client.log_metric(self.ids["one"], "order", 4)
        client.log_metric(self.ids["two"], "val/loss", 0.5)
        client.set_terminated(self.ids["one"], "FINISHED", end_time=T0 + 100)
        client.set_terminated(self.ids["two"], "FAILED", end_time=T0 + 200)
        for name, (dataset, digest, context) in {"one": ("coco", "d1", "train"), "two": ("voc", "d2", "eval")}.items():
            given = [
                {
                    "dataset": {"name": dataset, "digest": digest, "source_type": "local", "source": "{}"},
                    "tags": [{"key": "mlflow.data.context", "value": context}],
                }
            ]
            answered(wire.post("runs/log-inputs", run_id=self.ids[name], datasets=given))

    def send(self, filter="", order=(), **more):
        asked = {"experiment_ids": [self.experiment], "filter": filter, "order_by": list(order)} | more
        return self.wire.post("runs/search", **asked)

    def found(self, filter="", order=(), **more):
        body = answered(
            self.send(filter.replace("<one>", self.ids["one"]).replace("<two>", self.ids["two"]), order, **more)
        )
        return [run["info"]["run_name"] for run in body.get("runs", [])]


@pytest.fixture(scope="module")
def runs(client, wire):
    return Runs(client, wire)


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        # The latest value counts, not the largest, nor an earlier one.
        ("metrics.m > 1", "two inf"),
        ("metrics.m >= 1", "one two inf"),
        ("metrics.m < 99", "one two"),
        ("metrics.m <= 1", "one"),
        ("metrics.m = 2", "two"),
        ("metrics.m != 1", "two nan inf"),
        ("metrics.m = 0", ""),
        ("metrics.m > -1", "one two inf"),
        ("metrics.m >= 1e0", "one two inf"),
        ("metrics.m > 1.5", "two inf"),
        ("metrics.m > .5", "one two inf"),
        ("metrics.absent != 1", ""),
        ("metric.m > 1", "two inf"),
        ("metrics.`m` > 1", "two inf"),
        ('metrics."m" > 1', "two inf"),
        ("metrics.order > 1", "one"),
        ("metrics.`a b-c.d` = 3", "one"),
        ('metrics."a b-c.d" = 3', "one"),
        ("metrics.`val/loss` < 1", "two"),
        ("params.p = 'A'", "one"),
        ('params.p = "A"', "one"),
        ("params.p = 'a'", ""),
        ("params.p != 'A'", "two nan inf"),
        ("params.absent != 'A'", ""),
        ("params.p LIKE 'a%'", "two inf"),
        ("params.p like 'a%'", "two inf"),
        ("params.p ILIKE 'a%'", "one two inf"),
        ("params.p ILIKE 'A'", "one"),
        ("params.p LIKE '%b'", "two nan inf"),
        ("params.p LIKE 'a_b'", "two inf"),
        ("params.p LIKE '_'", "one nan"),
        ("params.p LIKE '%'", "one two nan inf"),
        ("params.p LIKE ''", ""),
        ("params.p IS NULL", "none"),
        ("params.p IS NOT NULL", "one two nan inf"),
        ("params.p is not null", "one two nan inf"),
        ("param.p = 'A'", "one"),
        ("parameter.p = 'A'", "one"),
        ("parameters.p = 'A'", "one"),
        ("params.`a b-c.d` = 'dash'", "one"),
        ('params.quote = "it\'s"', "one"),
        ("tags.t = 'A'", "one"),
        ("tag.t = 'A'", "one"),
        ("tags.t != 'A'", "two nan inf"),
        ("tags.t LIKE 'a%'", "two inf"),
        ("tags.t ILIKE 'A%'", "one two inf"),
        ("tags.t IS NULL", "none"),
        ("tags.t IS NOT NULL", "one two nan inf"),
        ("tags.mlflow.runName = 'two'", "two"),
        ("tags.`mlflow.runName` LIKE 't%'", "two"),
        ("tags.\"mlflow.runName\" = 'two'", "two"),
        ("attributes.run_name = 'one'", "one"),
        ("attribute.run_name = 'one'", "one"),
        ("attr.run_name = 'one'", "one"),
        ("run.run_name = 'one'", "one"),
        ("run_name = 'one'", "one"),
        ("run_name != 'one'", "two nan none inf"),
        ("run_name LIKE 'n%'", "nan none"),
        ("run_name ILIKE 'N%'", "nan none"),
        ("`run name` = 'one'", "one"),
        ("attributes.`Run name` = 'one'", "one"),
        ("attributes.status = 'FINISHED'", "one"),
        ("status != 'RUNNING'", "one two"),
        ("attributes.status = 'RUNNING' and metrics.m >= 2", "inf"),
        ("artifact_uri LIKE '%/artifacts'", "one two nan none inf"),
        ("run_id = '<one>'", "one"),
        ("attributes.run_id != '<one>'", "two nan none inf"),
        ("run_id IN ('<one>', '<two>')", "one two"),
        ("run_id in ('<one>')", "one"),
        ("attributes.run_id NOT IN ('<one>', '<two>')", "nan none inf"),
        (f"start_time > {T0 + 1}", "nan none inf"),
        (f"attributes.start_time = {T0}", "one"),
        (f"created <= {T0 + 1}", "one two"),
        (f"end_time >= {T0 + 200}", "two"),
        ("dataset.name = 'coco'", "one"),
        ("datasets.name = 'coco'", "one"),
        ("dataset.name != 'coco'", "two"),
        ("dataset.name LIKE '%o%'", "one two"),
        ("dataset.name ILIKE 'VOC'", "two"),
        ("dataset.name IN ('coco', 'voc')", "one two"),
        ("dataset.digest = 'd2'", "two"),
        ("dataset.context = 'train'", "one"),
        ("dataset.context LIKE '%a%'", "one two"),
        ("dataset.name = 'coco' AND dataset.context = 'train'", "one"),
        ("dataset.name = 'coco' AND dataset.context = 'eval'", ""),
        ("metrics.m > 0 AND params.p LIKE 'a%' and tags.t != 'x'", "two inf"),
        ("metrics.m > 0 AND metrics.m < 2", "one"),
        ("params.p = 'A' AND params.p = 'b'", ""),
        ("metrics.m > 1 and", "two inf"),
        ("  metrics.m   >    1  ", "two inf"),
        ("metrics.m>1", "two inf"),
        ("params.p='A'", "one"),
        ("", "one two nan none inf"),
    ],
)
def test_a_filter_finds(runs, filter, found):
    assert sorted(runs.found(filter)) == sorted(found.split())


@pytest.mark.parametrize(
    ("filter", "saying"),
    [
        ("metrics.m > 1 OR metrics.m < 0", "Invalid clause(s) in filter string"),
        ("(metrics.m > 1)", "Invalid clause(s) in filter string"),
        ("NOT metrics.m > 1", "Invalid clause(s) in filter string"),
        ("metrics.m > 1;", "Invalid clause(s) in filter string"),
        ("metrics.m BETWEEN 1 AND 2", "Invalid clause(s) in filter string"),
        ("metrics.m > 1; DROP TABLE runs", ""),
        ("metrics.m", ""),
        ("metrics.m >", ""),
        ("> 1", ""),
        ("metrics.m = ", ""),
        ("nonsense", ""),
        ("'", ""),
        ("params.p = 'A", ""),
        ("metrics.m > '1'", "Expected numeric value type for metric. Found '1'"),
        ("metrics.m LIKE 'a'", ""),
        ("metrics.m IS NULL", ""),
        ("metrics.m > many", "Expected numeric value type for metric"),
        ("params.p = A", "is either not quoted or unidentified quote types"),
        ("params.p = 5", ""),
        ("params.p > 'A'", ""),
        ("params.p IN ('A','b')", "Expected a quoted string value for parameter"),
        ("tags.t < 'A'", ""),
        ("tags.t = 5", ""),
        ("attributes.run_name IN ('one','two')", "Only ['run_id'] attributes support comparison with a list"),
        ("attributes.nope = 'x'", "Invalid attribute key 'nope' specified"),
        ("nope = 'x'", "Invalid attribute key 'nope' specified"),
        ("attributes.status > 'RUNNING'", ""),
        ("start_time > 'yesterday'", ""),
        ("start_time LIKE '1%'", ""),
        ("dataset.colour = 'red'", "Invalid dataset key 'colour' specified"),
        ("dataset.name > 'a'", ""),
        ("planets.p = 'A'", "Invalid entity type 'planets'"),
        ("run_id IN ()", ""),
        ("run_id IN ('a', 5)", ""),
        ("run_id IN 'a'", ""),
    ],
)
def test_a_filter_is_refused(runs, filter, saying):
    assert is_refused(runs.send(filter), saying=saying)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ([], "? ? nan two one"),
        (["metrics.m ASC"], "one two inf nan none"),
        (["metrics.m"], "one two inf nan none"),
        (["metrics.m DESC"], "inf two one nan none"),
        (["metrics.m desc"], "inf two one nan none"),
        (["metrics.`m` DESC"], "inf two one nan none"),
        (["params.p ASC"], "one inf two nan none"),
        (["params.p DESC"], "nan two inf one none"),
        (["tags.t ASC"], "one inf two nan none"),
        (["start_time ASC"], "one two nan ? ?"),
        (["start_time DESC"], "? ? nan two one"),
        (["created ASC"], "one two nan ? ?"),
        (["attributes.run_name DESC"], "two one none nan inf"),
        (["run_name"], "inf nan none one two"),
        (["status ASC", "run_name ASC"], "two one inf nan none"),
        (["end_time DESC", "run_name ASC"], "two one inf nan none"),
        (["metrics.absent DESC", "run_name ASC"], "inf nan none one two"),
        (["metrics.`a b-c.d`", "run_name ASC"], "one inf nan none two"),
        (["metrics.order", "run_name DESC"], "one two none nan inf"),
    ],
)
def test_an_order_is_followed(runs, order, found):
    """A question mark stands for one of the two that started together: their ids decide."""
    seen = runs.found(order=order)
    tied = {"none", "inf"} if "?" in found else set()
    assert sorted(seen) == sorted(ORDER)
    assert ["?" if name in tied else name for name in seen] == found.split()


def test_ties_are_broken_by_id(runs):
    expected = sorted(["none", "inf"], key=lambda name: runs.ids[name])
    assert runs.found()[:2] == expected


@pytest.mark.parametrize(
    ("order", "saying"),
    [
        (["nope"], "Invalid attribute key 'nope' specified"),
        (["metrics.m sideways"], "Invalid ordering key in order_by clause"),
        (["planets.p"], ""),
        (["metrics.m ASC DESC"], ""),
        (["metrics.m, params.p"], ""),
    ],
)
def test_an_order_is_refused(runs, order, saying):
    assert is_refused(runs.send(order=order), saying=saying)


def test_pages_cover_everything_once_in_order(runs):
    whole, seen, token = runs.found(order=["run_name"]), [], None
    while True:
        body = answered(runs.send(order=["run_name"], max_results=2, **({"page_token": token} if token else {})))
        seen.append([run["info"]["run_name"] for run in body["runs"]])
        if not (token := body.get("next_page_token")):
            break
    assert seen == [whole[:2], whole[2:4], whole[4:]]


def test_a_page_that_ends_with_the_last_has_no_next(runs):
    assert "next_page_token" not in answered(runs.send("metrics.m > 1", max_results=3))


@pytest.mark.parametrize("token", ["nonsense!", "AAAA", base64.b64encode(b"{").decode()])
def test_a_page_token_nobody_gave_is_refused(runs, token):
    assert is_refused(runs.send(page_token=token, max_results=1))


@pytest.mark.parametrize("max_results", [0, -1, 50_001])
def test_a_page_has_its_limits(runs, max_results):
    assert is_refused(runs.send(max_results=max_results), saying="max_results")


def test_no_experiment_has_no_runs(wire):
    assert answered(wire.post("runs/search", experiment_ids=[])) == {}
    assert answered(wire.post("runs/search", experiment_ids=["987654321"])) == {}


def test_deleted_runs_are_found_when_asked_for(client, experiment, wire):
    kept, gone = (client.create_run(experiment).info.run_id for _ in range(2))
    client.delete_run(gone)

    def found(view):
        body = answered(wire.post("runs/search", experiment_ids=[experiment], run_view_type=view))
        return {run["info"]["run_id"] for run in body.get("runs", [])}

    assert (found("ACTIVE_ONLY"), found("DELETED_ONLY"), found("ALL")) == ({kept}, {gone}, {kept, gone})


def test_several_experiments_are_searched_at_once(client, name):
    experiments = [client.create_experiment(f"{name}-{number}") for number in range(3)]
    runs = [client.create_run(one, run_name=f"in-{number}").info.run_id for number, one in enumerate(experiments)]
    assert [run.info.run_id for run in client.search_runs(experiments[:2], order_by=["run_name"])] == runs[:2]


def test_a_found_run_is_whole(client, runs):
    (found,) = client.search_runs([runs.experiment], "run_name = 'one'")
    assert found.to_dictionary() == client.get_run(runs.ids["one"]).to_dictionary()


def test_the_fluent_client_makes_a_table_of_what_it_finds(runs):
    import mlflow

    table = mlflow.search_runs([runs.experiment], order_by=["run_name"])
    assert list(table["tags.mlflow.runName"]) == ["inf", "nan", "none", "one", "two"]
    assert table["metrics.m"][3] == 1.0
    assert table["params.p"][1] == "b"
    assert table["status"][3] == "FINISHED"


def test_the_fluent_client_follows_pages(client, experiment, wire):
    import mlflow

    for number in range(12):
        client.create_run(experiment, run_name=f"run-{number:02}")
    names, token = [], None
    while True:
        page = client.search_runs([experiment], order_by=["run_name"], max_results=5, page_token=token)
        names += [run.info.run_name for run in page]
        if not (token := page.token):
            break
    assert names == [f"run-{number:02}" for number in range(12)]
    assert len(mlflow.search_runs([experiment], max_results=7)) == 7
