"""The same requests of MLflow's API to Roost and to MLflow's own server, alternating.

Every case is measured at 1, 8 and 32 connections, with a few runs in the experiment and with 20,000, over plain HTTP by
a generator in C that acknowledges at once and whose own ceiling is measured first; then through the real client, whose
own processor time is told beside it; then files of 500 MB and 2,000 x 10 kB. Answers other than 200 end the benchmark,
of MLflow's the case;
histories, searches and downloads are compared with what was sent. Roost answers when what it was told is on the disk.
It ends with a table of all ratios, throughput and p99. A short version:

    Benchmarks/run mlflow --runs 1000 --connections 8 --seconds 2 --part requests,artifacts
"""

import contextlib
import json
import shutil
import statistics
import sys
import time

import artifacts
import http_load
import measuring
import mlflow_server
import roost
from tracked import CASES, Tracked, clean

CALLS = ("create_run", "log_metric", "log_batch", "get_run", "search_runs")


def main():
    parser = measuring.arguments(__doc__, rounds=1)
    parser.add_argument("--runs", default="1000,20000", help="sizes of the experiment (default 1000,20000)")
    parser.add_argument("--connections", default="1,8,32")
    parser.add_argument("--seconds", type=float, default=3, help="of one sample (default 3)")
    parser.add_argument("--cases", help="names of cases, with commas; all by default: " + ", ".join(CASES))
    parser.add_argument("--workers", type=int, help="of the MLflow server; its own default (4) if not given")
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--calls", type=int, default=200, help="of the real client for one sample (default 200)")
    parser.add_argument("--part", default="requests,client,artifacts", help="which parts, with commas")
    options = parser.parse_args()
    http_load.build()
    measuring.machine()

    with measuring.scratch_folder() as folder, contextlib.ExitStack() as stack:
        tracked = {name: start(stack, folder, name, options) for name in contestants(options)}
        for one in tracked.values():
            one.prepare()
        ratios = {}
        if "requests" in options.part:
            requests(tracked, folder, options, ratios)
        if "client" in options.part:
            through_client(tracked, options)
        if "artifacts" in options.part:
            files(tracked, folder, options, ratios)
        values = {name: [measuring.memory(one.pid)[1] / 1e6] for name, one in tracked.items()}
        measuring.table("proportional memory (PSS) after all that", "MB", values, digits=0)
        summary(ratios, options)


def contestants(options):
    chosen = [name for name in ("roost", "mlflow") if options.only is None or name in options.only.split(",")]
    return [name for name in chosen if name != "roost" or roost.present()]


def start(stack, folder, name, options):
    """One server on an empty folder; says how long it took to be healthy and what it holds then."""
    home, scratch = clean(folder / name), clean(folder / f"scratch-{name}")
    if name == "roost":
        running = stack.enter_context(roost.serve(home / "home", measuring.free_port(), scratch / "log"))
        token = json.loads((home / "home" / "credentials").read_text())["token"]
    else:
        running = stack.enter_context(mlflow_server.serve(home, measuring.free_port(), options.workers))
        token = None
    idle = measuring.memory(running.pid)[1] / 1e6
    print(
        f"{name}: healthy after {running.healthy_after:.2f} s, {running.cpu:.2f} s of processor time, {idle:.0f} MB PSS"
    )
    return Tracked(running, home, scratch, token)


def requests(tracked, folder, options, ratios):
    connections = counts(options)
    ceilings = {count: http_load.ceiling(folder, count) for count in connections}
    told = ", ".join(f"{rate:,.0f}/s with {count}" for count, rate in ceilings.items())
    print(f"the generator's own ceiling, beside a server that does nothing: {told}")
    for size in map(int, options.runs.split(",")):
        for name, one in tracked.items():
            before, begin = one.disk(), time.monotonic()
            added = size - one.filled
            one.fill(size)
            if added > 0:
                grown = (one.disk() - before) / added
                rate = added / (time.monotonic() - begin)
                print(
                    f"{name}: filled to {size:,} runs, {rate:,.0f} runs/s, {grown:,.0f} bytes of disk a run", flush=True
                )
        agree(tracked)
        heading(f"with {size:,} runs")
        for case, (make, most) in CASES.items():
            if options.cases and case not in options.cases.split(","):
                continue
            for count in connections:
                taking = {
                    name: lambda one=one, count=count, make=make, most=most: one.measure(
                        make, int(most * options.seconds), count, options.seconds
                    )
                    for name, one in tracked.items()
                }
                try:
                    samples = measuring.alternate(taking, options.rounds)
                except http_load.Refused as refusal:
                    if "mlflow" not in tracked or refusal.port != tracked["mlflow"].port:
                        raise
                    print(f"{case:26} c{count:<3} no figures: mlflow answered {refusal.answer.splitlines()[0]}", flush=True)
                    continue
                report(f"{case}, {size:,} runs", case, count, samples, ratios, ceilings[count])


def counts(options):
    return [int(one) for one in options.connections.split(",")]


def heading(title):
    print(f"\n{title:41}  {'a second':>10}   {'p50 ms':>8} {'p99 ms':>8}   roost is better by", flush=True)


def agree(tracked):
    """Both servers must find the same runs in the same order, or their speeds are not comparable."""
    found = {
        name: [run["info"]["run_name"] for run in one.ask([one.search()])[0].get("runs", [])]
        for name, one in tracked.items()
    }
    if len(set(map(tuple, found.values()))) != 1 or not all(found.values()):
        raise SystemExit(f"the servers find different runs: {found}")


def report(row, case, connections, samples, ratios, ceiling=None, unit=1):
    """One line for each contestant: medians over rounds; ratios within a round, throughput then p99.

    `row` is where the ratios go in the last table; `unit` is how much one request is, such as megabytes.
    """
    for name, taken in samples.items():
        rate, half, most, used, generator = (
            statistics.median(of)
            for of in (
                [x.rate * unit for x in taken],
                [x.p50() for x in taken],
                [x.p99() for x in taken],
                [x.processor for x in taken],
                [x.generator for x in taken],
            )
        )
        line = f"{case:26} c{connections:<3} {name:7} {rate:12,.1f}   {half * 1e3:8.2f} {most * 1e3:8.2f}"
        if name != "roost" and "roost" in samples:
            pairs = list(zip(samples["roost"], taken, strict=True))
            ratio = (
                statistics.median(ours.rate / its.rate for ours, its in pairs),
                statistics.median(its.p99() / ours.p99() for ours, its in pairs),
            )
            ratios.setdefault(row, {})[connections] = ratio
            line += f"   {ratio[0]:.1f}x a second, {ratio[1]:.1f}x on p99"
        line += f"   [{used * 1e6:,.0f} us of the server's processors each, generator {generator:.0%} of one"
        line += f", {rate / ceiling:.0%} of its ceiling]" if ceiling else "]"
        print(line, flush=True)


def summary(ratios, options):
    """All ratios in a table as Markdown has them: requests a second, then p99."""
    if not ratios:
        return
    print("\nRoost is better by, requests a second / p99\n")
    print("| |" + "".join(f" {count} connections |" for count in counts(options)))
    print("|---|" + "---|" * len(counts(options)))
    for row, found in ratios.items():
        cells = (found.get(count) for count in counts(options))
        print(f"| {row} |" + "".join(f" {one[0]:.1f}x / {one[1]:.1f}x |" if one else " |" for one in cells))


def through_client(tracked, options):
    """The real client in a process of its own; what is its own work is told beside the time of a call."""

    def sample(one):
        command = [
            measuring.python("bench-venv-mlflow"),
            measuring.PEERS / "mlflow_calls.py",
            str(options.calls),
            one.experiment,
        ]
        return measuring.last_json(measuring.run(command, mlflow_server.QUIET | one.environment).output)

    samples = measuring.alternate({name: lambda one=one: sample(one) for name, one in tracked.items()}, options.rounds)
    for call in CALLS:
        values = {name: [one[call]["wall"] * 1e3 for one in taken] for name, taken in samples.items()}
        measuring.table(f"{call} through the real client", "ms", values)
        for name, taken in samples.items():
            share = statistics.median(one[call]["cpu"] / one[call]["wall"] for one in taken)
            print(f"  of which the client's own processor time beside {name}: {share:.0%}")


def files(tracked, folder, options, ratios):
    """Files through the proxy at 1 and 8 connections; the big one in as many parts as there are connections."""
    source = clean(folder / "source")
    big, small = artifacts.sources(source, options.megabytes, options.files)
    whole, pieces = big.read_bytes(), {path.name: path.read_bytes() for path in small.iterdir()}
    heading("files, in MB and in files")
    for count in [count for count in counts(options) if count <= 8]:
        size = len(whole) // count
        parts = {f"part-{number}.bin": whole[number * size : (number + 1) * size] for number in range(count)}
        for what, unit, contents in (
            (f"{options.megabytes} MB", size / 1e6, parts),
            (f"{options.files:,} x 10 kB", 1, pieces),
        ):
            taking = {
                name: lambda one=one, contents=contents, count=count: artifact_sample(one, contents, count)
                for name, one in tracked.items()
            }
            samples = measuring.alternate(taking, options.rounds)
            for way, direction in enumerate(("up", "down")):
                ways = {name: [sample[way] for sample in taken] for name, taken in samples.items()}
                report(f"{what} {direction}", f"{what} {direction}", count, ways, ratios, unit=unit)
    # Not before: a file system that has just lost thousands of files is slow to make new ones.
    shutil.rmtree(source)
    print("\nafter the artifacts, on the disk:", {name: f"{one.disk() / 1e6:,.0f} MB" for name, one in tracked.items()})


def artifact_sample(one, contents, connections):
    """Files up and down again; then they are fetched once more and compared with what was sent."""
    prefix = time.time_ns()
    up = one.send([one.put_file(f"{prefix}/{name}", content) for name, content in contents.items()], connections)
    down = one.send([one.get_file(f"{prefix}/{name}") for name in contents], connections)
    again = http_load.send(one.scratch, one.port, [one.get_file(f"{prefix}/{name}") for name in contents], keep=True)
    if again.answers != list(contents.values()):
        raise SystemExit(f"{one.url}: a file did not come down as it went up")
    return up, down


if __name__ == "__main__":
    sys.exit(main())
