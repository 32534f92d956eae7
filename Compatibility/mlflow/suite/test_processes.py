"""Many who log at once: processes of a training, and connections to one run."""

import concurrent.futures
import os
import subprocess
import sys

import pytest
from wire import Wire, answered

pytestmark = pytest.mark.concurrency

WORKER = """
import sys, mlflow
run, rank = sys.argv[1], int(sys.argv[2])
with mlflow.start_run(run_id=run):
    mlflow.log_param(f"rank-{rank}", rank)
    for step in range(20):
        mlflow.log_metric("shared", rank * 1000 + step, step=rank * 1000 + step)
        mlflow.log_metrics({f"own/{rank}": step, f"loss/{rank}": 1 / (step + 1)}, step=step)
    mlflow.set_tag(f"done-{rank}", "yes")
    mlflow.log_text(str(rank), f"ranks/{rank}.txt")
"""


def test_eight_processes_of_one_training_log_at_once(client, run):
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, run, str(rank)], env=environment, stderr=subprocess.PIPE)
        for rank in range(8)
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=1500)
        assert worker.returncode == 0, errors.decode()[-2000:]
    data = client.get_run(run).data
    assert data.params == {f"rank-{rank}": str(rank) for rank in range(8)}
    assert all(data.tags[f"done-{rank}"] == "yes" for rank in range(8))
    assert data.metrics["shared"] == 7019
    shared = client.get_metric_history(run, "shared")
    assert sorted(point.step for point in shared) == [rank * 1000 + step for rank in range(8) for step in range(20)]
    for rank in range(8):
        assert [point.value for point in client.get_metric_history(run, f"own/{rank}")] == list(range(20))
    assert len(client.list_artifacts(run, "ranks")) == 8


def together(url, count, work):
    """Runs `work(wire, number)` on `count` connections at once, each in a thread of its own."""

    def one(number):
        with Wire(url) as wire:
            return work(wire, number)

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_batches_from_32_connections_to_one_run_are_all_there_once_and_in_order(url, client, run):
    def log(wire, number):
        for part in range(4):
            steps = range(part * 25, part * 25 + 25)
            own = [point(f"own/{number}", step) for step in steps]
            shared = [point("shared", number * 100 + step) for step in steps]
            # A client that lost the answer sends the same again.
            for _ in range(2):
                log_batch(wire, run, own + shared)

    together(url, 32, log)
    assert [one.step for one in client.get_metric_history(run, "shared")] == list(range(3200))
    for number in range(32):
        points = [(one.step, one.timestamp, one.value) for one in client.get_metric_history(run, f"own/{number}")]
        assert points == [(step, step, step / 3) for step in range(100)]
    latest = {f"own/{number}": 33.0 for number in range(32)} | {"shared": 3199 / 3}
    assert client.get_run(run).data.metrics == latest


def log_batch(wire, run, metrics):
    """As clients do, says again what could not be done at the moment."""
    while (answer := wire.post("runs/log-batch", run_id=run, metrics=metrics)).status_code == 503:
        pass
    answered(answer)


def point(key, step):
    return {"key": key, "value": step / 3, "timestamp": step, "step": step}


def test_steps_that_come_late_are_put_in_order(url, client, run):
    """32 connections log every 32nd step each, the last ones first."""

    def log(wire, number):
        for step in reversed(range(number, 640, 32)):
            log_batch(wire, run, [point("m", step)])

    together(url, 32, log)
    assert [one.step for one in client.get_metric_history(run, "m")] == list(range(640))
    assert client.get_run(run).data.metrics == {"m": 639 / 3}


def test_one_of_those_who_write_a_param_at_once_wins(url, client, run):
    statuses = together(
        url, 8, lambda wire, number: wire.post("runs/log-parameter", run_id=run, key="p", value=str(number)).status_code
    )
    assert sorted(statuses) == [200] + [400] * 7
    assert client.get_run(run).data.params["p"] == str(statuses.index(200))


@pytest.mark.registry
def test_versions_made_at_once_have_numbers_of_their_own(url, client, model):
    made = together(
        url,
        8,
        lambda wire, _: [answered(wire.post("model-versions/create", name=model, source="s3://b/x")) for _ in range(3)],
    )
    numbers = [int(one["model_version"]["version"]) for of in made for one in of]
    assert sorted(numbers) == list(range(1, 25))


@pytest.mark.parametrize(
    "route", ["experiments/create", pytest.param("registered-models/create", marks=pytest.mark.registry)]
)
def test_one_of_those_who_create_a_name_at_once_wins(url, name, route):
    statuses = together(url, 8, lambda wire, _: wire.post(route, name=name).status_code)
    assert sorted(statuses) == [200] + [400] * 7


def test_runs_made_at_once_are_all_found(url, client, experiment):
    made = together(
        url,
        16,
        lambda wire, _: [answered(wire.post("runs/create", experiment_id=experiment, start_time=1)) for _ in range(5)],
    )
    ids = {one["run"]["info"]["run_id"] for of in made for one in of}
    assert len(ids) == 80
    assert {run.info.run_id for run in client.search_runs([experiment])} == ids
