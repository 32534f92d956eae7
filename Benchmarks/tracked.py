"""One server that speaks MLflow's API, filled over HTTP, and the requests that are measured on it."""

import json
import os
import pathlib
import random
import shutil
import urllib.parse

import http_load
import measuring

API = "/api/2.0/mlflow/"
OPTIMIZERS = ["adam", "sgd", "lion", "rmsprop"]
START = 1_700_000_000_000
PROXY = "/api/2.0/mlflow-artifacts/artifacts"


class Tracked:
    """A server with one experiment, its runs, one run with a long history, and one registered model."""

    def __init__(self, running, folder, scratch, token=None):
        self.url, self.pid, self.folder, self.scratch = running.url, running.pid, pathlib.Path(folder), scratch
        self.port = urllib.parse.urlsplit(running.url).port
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.environment = {"MLFLOW_TRACKING_URI": self.url} | ({"MLFLOW_TRACKING_TOKEN": token} if token else {})
        self.random = random.Random(5)
        self.filled = self.logged = 0
        self.has_model = False

    def post(self, path, body):
        return http_load.message("POST", API + path, body, self.headers)

    def get(self, path, **query):
        return http_load.message("GET", f"{API}{path}?{urllib.parse.urlencode(query)}", b"", self.headers)

    def ask(self, requests, connections=8):
        """Sends requests and answers with their bodies."""
        requests = list(requests)
        sent = http_load.send(self.scratch, self.port, requests, connections, keep=True)
        return [json.loads(body or b"{}") for body in sent.answers]

    def prepare(self):
        self.experiment = self.ask([self.post("experiments/create", {"name": "measured"})])[0]["experiment_id"]
        self.other = self.ask([self.post("experiments/create", {"name": "written to"})])[0]["experiment_id"]
        self.history, self.target, self.whole = (
            self.ask([self.post("runs/create", {"experiment_id": self.other, "start_time": START})])[0]["run"]["info"][
                "run_id"
            ]
            for _ in range(3)
        )
        points = [
            {"key": "loss", "value": 1 / (step + 1), "timestamp": START + step, "step": step} for step in range(10_000)
        ]
        self.ask(
            [self.batch(self.history, points[at : at + 1000]) for at in range(0, len(points), 1000)], connections=1
        )
        metrics = [{"key": f"metric-{number}", "value": number, "timestamp": START, "step": 0} for number in range(50)]
        pairs = [{"key": f"key-{number}", "value": str(number)} for number in range(20)]
        self.ask([self.batch(self.whole, metrics, pairs, pairs)])
        read = self.ask([self.get_history()])[0]["metrics"]
        if [point["step"] for point in read] != list(range(10_000)):
            raise SystemExit(f"{self.url} lost points of a history")

    def batch(self, run, metrics=(), params=(), tags=()):
        return self.post(
            "runs/log-batch", {"run_id": run, "metrics": list(metrics), "params": list(params), "tags": list(tags)}
        )

    def fill(self, runs):
        """Brings the experiment to so many runs, each with five metrics, three params and two tags."""
        wanted = range(self.filled, runs)
        made = self.ask(self.create_run(number, self.experiment) for number in wanted)
        ids = [one["run"]["info"]["run_id"] for one in made]
        self.ask(self.describe(run) for run in ids)
        self.filled = max(self.filled, runs)

    def describe(self, run):
        names = ("accuracy", "loss", "f1", "recall", "precision")
        metrics = [{"key": name, "value": self.random.random(), "timestamp": START, "step": 1} for name in names]
        params = {"optimizer": self.random.choice(OPTIMIZERS), "rate": str(self.random.random()), "depth": "3"}
        tags = {"team": self.random.choice("abcd"), "phase": "train"}
        return self.batch(
            run, metrics, *([{"key": k, "value": v} for k, v in pairs.items()] for pairs in (params, tags))
        )

    def create_run(self, number, experiment=None):
        return self.post(
            "runs/create",
            {"experiment_id": experiment or self.other, "start_time": START + number, "run_name": f"run-{number}",
             "tags": [{"key": "mlflow.user", "value": "ada"}]},
        )  # fmt: skip

    def log_metric(self, number):
        point = {"key": "written", "value": number / 7, "timestamp": START + number, "step": number}
        return self.post("runs/log-metric", {"run_id": self.target} | point)

    def log_batch(self, number):
        points = [
            {"key": f"batched-{key}", "value": number + key / 7, "timestamp": START + number, "step": number}
            for key in range(100)
        ]
        return self.batch(self.target, points)

    def get_run(self, _=0):
        return self.get("runs/get", run_id=self.whole)

    def get_history(self, _=0):
        return self.get("metrics/get-history", run_id=self.history, metric_key="loss", max_results=25_000)

    def search(self, _=0):
        asked = {
            "filter": "metrics.accuracy > 0.5 and params.optimizer = 'adam'",
            "order_by": ["metrics.accuracy DESC"],
        }
        return self.post("runs/search", {"experiment_ids": [self.experiment], "max_results": 100} | asked)

    def create_version(self, _=0):
        if not self.has_model:
            self.ask([self.post("registered-models/create", {"name": "model"})])
            self.has_model = True
        return self.post("model-versions/create", {"name": "model", "source": "s3://bucket/model"})

    def put_file(self, name, content):
        return self.file("PUT", name, content)

    def get_file(self, name):
        return self.file("GET", name)

    def file(self, method, name, content=b""):
        headers = {"Content-Type": "application/octet-stream"} | self.headers
        return http_load.message(method, f"{PROXY}/{self.other}/{self.whole}/artifacts/{name}", content, headers)

    def measure(self, make, most, connections, seconds):
        """Sends at most `most` requests, none of which was sent before."""
        requests = [make(self, self.logged + number) for number in range(most)]
        self.logged += most
        return self.send(requests, connections, seconds)

    def send(self, requests, connections, seconds=3600):
        """Sends requests and notes what the server's processors had to do for one."""
        before = measuring.processor(self.pid)
        load = http_load.send(self.scratch, self.port, requests, connections, seconds)
        load.processor = (measuring.processor(self.pid) - before) / len(load.latencies)
        return load

    def disk(self):
        """Bytes that the server's folder takes on the disk."""
        seen = (os.path.join(folder, name) for folder, _, names in os.walk(self.folder) for name in names)
        return sum(os.lstat(path).st_blocks * 512 for path in seen if os.path.exists(path))


# What is measured: how a request is made, and how many of them are made ready at most for one second.
CASES = {
    "create run": (Tracked.create_run, 7_000),
    "log-metric": (Tracked.log_metric, 12_000),
    "log-batch of 100": (Tracked.log_batch, 2_500),
    "get run": (Tracked.get_run, 16_000),
    "search by filter and order": (Tracked.search, 3_000),
    "history of 10 000 points": (Tracked.get_history, 1_000),
    "create version": (Tracked.create_version, 7_000),
}


def clean(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
