"""How lists, searches and histories keep their speed as a home grows: a large one beside one of a hundredth of it.

Both homes are filled through the metadata store by `FillHome`, a small program of this package, in transactions of
thousands of rows, since a million items over HTTP would take longer than anybody waits. Then both are served by a
server each, and every question is asked of both in turn. What counts is the ratio of the medians: 2 at most.
"""

import contextlib
import http.client
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

import measuring
import roost

FILL = roost.BINARY.parent / "FillHome"
LIMIT = 2.0
SMALLER_BY = 100
API = "/api/v1/projects/default"


def main():
    parser = measuring.arguments(__doc__, rounds=200)
    parser.add_argument("--items", type=int, default=1_000_000, help="with three annotations each")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=10_000_000, help="of all runs together")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder where the homes stay, to be measured again")
    options = parser.parse_args()
    if not roost.present() or not FILL.exists():
        raise SystemExit("make them first: make release && swift build -c release --product FillHome")
    with contextlib.ExitStack() as stack:
        folder = options.keep or stack.enter_context(measuring.scratch_folder())
        sizes = {"large": 1, "small": SMALLER_BY}
        clients = {}
        for name, smaller in sizes.items():
            home = folder / name
            fill(home, options.items // smaller, options.runs // smaller, options.points // smaller)
            clients[name] = stack.enter_context(served(home))
        measuring.machine()
        slow = compare(clients, options.rounds, options.only)
    raise SystemExit(f"more than {LIMIT} times slower: {', '.join(slow)}" if slow else 0)


def fill(home, items, runs, points):
    """A home with so many rows, unless it is there already."""
    if (home / "filled").exists():
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    # The first start lays the database out and makes the project.
    with served(home):
        pass
    start = time.monotonic()
    subprocess.run([FILL, home, str(items), str(runs), str(points)], check=True)
    size = (home / "roost.sqlite").stat().st_size / 1e6
    seconds = time.monotonic() - start
    print(f"{home.name}: {items} items, {runs} runs, {points} points: {size:.0f} MB in {seconds:.0f} s", file=sys.stderr)
    with served(home) as client:
        start = time.monotonic()
        client.ask("POST", f"{API}/datasets/large/snapshots", {})
        print(f"{home.name}: a snapshot in {time.monotonic() - start:.1f} s", file=sys.stderr)
    (home / "filled").touch()


@contextlib.contextmanager
def served(home):
    port = measuring.free_port()
    with roost.serve(home, port, home / "log"):
        client = Client(port, json.loads((home / "credentials").read_text())["token"])
        yield client
        client.close()


class Client:
    """One connection, kept."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        self.connection.request(method, path, text, self.headers)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 400:
            raise SystemExit(f"{method} {path} answers {response.status}: {answer.decode()}")
        return json.loads(answer)

    def time(self, path):
        start = time.perf_counter()
        answer = self.ask("GET", path)
        return time.perf_counter() - start, answer

    def close(self):
        self.connection.close()


def address(path, **query):
    return f"{API}/{path}" + ("?" + urllib.parse.urlencode(query) if query else "")


def deep(client, path, pages, **query):
    """The address of a page far into a list."""
    after = {}
    for _ in range(pages):
        after = {"after": client.ask("GET", address(path, limit=50, **query, **after))["next"]}
    return address(path, limit=50, **query, **after)


def questions(client):
    """`{what is asked: its address}`, each with the same number of rows in its answer in either home."""
    run = client.ask("GET", address("runs", limit=1, order="started"))["items"][0]["id"]
    item = client.ask("GET", address("datasets/large/items", limit=1))["items"][0]["id"]
    items, annotations = "datasets/large/items", "datasets/large/annotations"
    label = client.ask("GET", address("datasets/large"))["labels"][0]["name"]
    best = {"experiment": "large", "limit": 50}
    return {
        "items": address(items, limit=50),
        "items, page 100": deep(client, items, 100),
        "items of a subset": address(items, limit=50, subset="test"),
        "items by a filter": address(items, limit=50, filter="subset = test and width >= 1"),
        "items by a filter on labels": address(items, limit=50, filter=f'label = "{label}"'),
        "one item": address(f"{items}/{item}"),
        "annotations": address(annotations, limit=50),
        "annotations of an item": address(annotations, item=item),
        "dataset": address("datasets/large"),
        "snapshots": address("datasets/large/snapshots"),
        "runs, the newest": address("runs", limit=50),
        "runs that go on": address("runs", limit=10, status="running"),
        "runs by name": address("runs", limit=50, order="name"),
        "runs by a metric": address("runs", limit=50, order="-metrics.accuracy"),
        "runs by a metric, page 10": deep(client, "runs", 10, order="-metrics.accuracy"),
        "runs of an experiment by a metric": address("runs", order="-metrics.accuracy", **best),
        "runs of an experiment by its best": address("runs", order="-max.accuracy", **best),
        "runs by a filter": address("runs", limit=50, filter="parameters.learning_rate = 0.3 and metrics.loss < 0.5"),
        "the run of a seed": address("runs", filter="parameters.seed = 77", order="metrics.loss"),
        "failed runs by a metric": address("runs", order="metrics.loss", status="failed", **best),
        "one run": address(f"runs/{run}"),
        "history of a metric": address(f"runs/{run}/metrics/loss", limit=50),
        "chart of a metric": address(f"runs/{run}/charts/loss", points=50),
    }


def compare(clients, rounds, only):
    """Prints a line a question; the names of those that grew by more than the limit."""
    asked = {name: questions(client) for name, client in clients.items()}
    wanted = [title for title in asked["large"] if only is None or title in only.split(",")]
    print(f"\n{'':34}  {'small p50':>10} {'large p50':>10} {'large p99':>10}  ratio")
    slow = []
    for title in wanted:
        samples = {name: [] for name in clients}
        for turn in range(rounds + 5):
            for name in list(clients) if turn % 2 else reversed(clients):
                seconds, answer = clients[name].time(asked[name][title])
                rows = len(answer["items"]) if "items" in answer else 1
                # The first ones find cold caches.
                if turn >= 5:
                    samples[name].append((seconds * 1000, rows))
        if {rows for taken in samples.values() for _, rows in taken} != {samples["large"][0][1]}:
            raise SystemExit(f"{title}: the homes do not answer the same number of rows")
        times = {name: sorted(ms for ms, _ in taken) for name, taken in samples.items()}
        small, large = (statistics.median(times[name]) for name in ("small", "large"))
        ratio = large / small
        slow += [title] if ratio > LIMIT else []
        worst = times["large"][int(len(times["large"]) * 0.99) - 1]
        print(f"{title:34}  {small:7.2f} ms {large:7.2f} ms {worst:7.2f} ms  {ratio:.2f}x")
    return slow


if __name__ == "__main__":
    main()
