"""Running contestants in turn, and saying what was measured: medians, spread, ratios, and how busy the machine was.

Drivers import nothing beyond the standard library: a child's peak memory as the kernel counts it starts from its
parent's, so a small parent is part of the measurement.
"""

import argparse
import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "Benchmarks" / "peers"
DATA = ROOT / ".tools" / "bench-data"
CPU_COUNT = len(os.sched_getaffinity(0))


def python(environment):
    """The interpreter of one of the virtual environments that `Benchmarks/run` made."""
    return str(ROOT / ".tools" / environment / "bin" / "python")


def arguments(description, rounds):
    """A parser with what all benchmarks share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds, help=f"samples of every contestant (default {rounds})")
    parser.add_argument("--only", help="names of contestants, with commas; all by default")
    return parser


@dataclasses.dataclass
class Finished:
    """One process from its start to its end. Times are seconds since the start, memory is bytes."""

    first_line: float
    end: float
    cpu: float
    peak_memory: int
    others: float
    """The share of the machine's processors that everybody else used meanwhile, from 0 to 1."""
    output: list[str]
    errors: str


def run(command, environment=None):
    """Runs a command to its end and notes when its first line of output came."""
    with tempfile.TemporaryFile("w+") as errors:
        busy_before, start = _busy(), time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        output, first = [], None
        for line in process.stdout:
            first = first or time.monotonic() - start
            output.append(line.rstrip("\n"))
        _, status, usage = os.wait4(process.pid, 0)
        end = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read()
    if process.returncode != 0 or first is None:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {process.returncode}:\n{said[-4000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    others = max(0.0, _busy() - busy_before - cpu) / (end * os.cpu_count())
    return Finished(first, end, cpu, usage.ru_maxrss * 1024, others, output, said)


def _busy():
    """Processor seconds that the whole machine has spent working."""
    user, nice, system, _, _, irq, softirq, steal = map(int, open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def alternate(contestants, rounds, only=None):
    """`{name: [samples]}` of functions that each take one sample; every round starts with the next contestant."""
    chosen = {name: take for name, take in contestants.items() if only is None or name in only.split(",")}
    if not chosen:
        raise SystemExit(f"no contestant is called {only}; there are {', '.join(contestants)}")
    samples = {name: [] for name in chosen}
    names = list(chosen)
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            samples[name].append(chosen[name]())
            print(f"round {turn + 1} of {rounds}: {name}", file=sys.stderr)
    return samples


def table(title, unit, values, baseline="roost", smaller_is_better=True, digits=2):
    """Prints one measure of all contestants, and how many times better the baseline is than each of the others.

    `values` is `{name: [one number a round]}`. A ratio is the median over rounds of the two samples of that round,
    so that what disturbs one round disturbs both sides of it; the range beside it is the smallest and largest.
    """
    width = max(len(name) for name in values)
    compared = f"{baseline} is better by" if baseline in values else ""
    print(f"\n{title}\n{'':{width}}  {'median':>10} {'min':>10} {'max':>10}  {'':8}  {compared}".rstrip())
    for name, numbers in values.items():
        figures = [f"{figure:10.{digits}f}" for figure in (statistics.median(numbers), min(numbers), max(numbers))]
        line = f"{name:{width}}  {' '.join(figures)}  {unit:8}"
        if name != baseline and baseline in values:
            pairs = zip(numbers, values[baseline], strict=True)
            ratios = [a / b if smaller_is_better else b / a for a, b in pairs]
            line += f"  {statistics.median(ratios):.2f}x ({min(ratios):.2f}-{max(ratios):.2f})"
        print(line)


def machine():
    """Prints what the figures were taken on."""
    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    processor = names[0] if names else platform.machine()
    print(f"{processor}, {CPU_COUNT} of {os.cpu_count()} processors, {memory:.0f} GB, Linux {platform.release()}")


@contextlib.contextmanager
def scratch_folder():
    """A folder on the same disk as the rest, gone afterwards."""
    DATA.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=DATA))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclasses.dataclass
class RunningServer:
    url: str
    pid: int
    healthy_after: float
    """Seconds from the start of the process to the first good answer of `/health`."""
    cpu: float
    """Processor seconds that it and its descendants had used by then."""


@contextlib.contextmanager
def server(command, port, log, environment=None, limit=180):
    """Starts a server in a process group of its own, waits until it is healthy, and ends the group afterwards."""
    start = time.monotonic()
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
    try:
        while not _healthy(port):
            if process.poll() is not None or time.monotonic() - start > limit:
                said = pathlib.Path(log).read_text(errors="replace")[-4000:]
                raise SystemExit(f"{' '.join(map(str, command))}\nis not healthy; the end of its log:\n{said}")
            # Fine steps for what starts at once, coarse ones that do not burden what starts slowly.
            time.sleep(0.002 if time.monotonic() - start < 1 else 0.02)
        healthy_after = time.monotonic() - start
        yield RunningServer(f"http://127.0.0.1:{port}", process.pid, healthy_after, processor(process.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _healthy(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def memory(pid):
    """(resident, proportional) bytes of a process and all that descend from it."""
    resident = proportional = 0
    for member in _family(pid):
        with contextlib.suppress(OSError):
            for line in open(f"/proc/{member}/smaps_rollup"):
                key, _, rest = line.partition(":")
                if key == "Rss":
                    resident += int(rest.split()[0]) * 1024
                elif key == "Pss":
                    proportional += int(rest.split()[0]) * 1024
    return resident, proportional


def processor(pid):
    """Processor seconds of a process, all that descend from it, and those of them that have ended."""
    ticks = 0
    for member in _family(pid):
        with contextlib.suppress(OSError):
            ticks += sum(map(int, _status(member)[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _status(pid):
    """The fields of /proc/PID/stat after the command's name: the state first, then the parent."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def _family(pid):
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            children.setdefault(int(_status(entry)[1]), []).append(int(entry))
    family, waiting = [], [pid]
    while waiting:
        family.append(waiting.pop())
        waiting += children.get(family[-1], [])
    return family


def last_json(lines):
    """The last line of output that is a JSON object."""
    for line in reversed(lines):
        with contextlib.suppress(json.JSONDecodeError):
            if isinstance(found := json.loads(line), dict):
                return found
    raise SystemExit("expected a JSON object among:\n" + "\n".join(lines))
