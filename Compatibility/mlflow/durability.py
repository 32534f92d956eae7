#!/usr/bin/env python3
"""Kills a Roost server with SIGKILL while connections log at full load, and checks that what it acknowledged is there.

    Compatibility/mlflow/durability.py PROGRAM [--rounds 3] [--connections 8] [--batches 400] [--files 5]

Every connection logs batches of 25 points to a run of its own, and one param and tag for each; after every fifth it
uploads a file. The server is killed once enough of both were answered; then files that nobody flushed, for they are in
the journal of the store, are torn or taken away, as a loss of power may do; then it is started again on the same home. A
batch or file that was answered must be there whole, once and in order; one that was not answered may be there or not,
but whole or not at all. `roost doctor --deep` must find nothing.
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

API = "/api/2.0/mlflow/"
PROXY = "/api/2.0/mlflow-artifacts/artifacts/"
POINTS = 25


class Server:
    """A running server with its state in a home."""

    def __init__(self, program, home):
        (home / "server.json").unlink(missing_ok=True)
        self.log = home.with_name("server.log")
        with open(self.log, "ab") as log:
            command = [program, "serve", "--home", home, "--port", "0", "--log-level", "warning"]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while not (home / "server.json").exists():
            if self.process.poll() is not None:
                raise SystemExit(f"the server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        self.url = json.loads((home / "server.json").read_text())["url"]
        self.token = json.loads((home / "credentials").read_text())["token"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Caller:
    """One kept connection."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=600)
        self.headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}

    def send(self, method, path, body=None):
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def call(self, method, path, body=None):
        status, content = self.send(method, API + path, json.dumps(body) if body is not None else None)
        if status != 200:
            raise SystemExit(f"{method} {path}: {status} {content[:500]}")
        return json.loads(content or b"{}")


class Tally:
    """Counts answers of all connections, and tells once that there were enough of each kind."""

    def __init__(self, batches, files):
        self.left, self.lock = {"batches": batches, "files": files}, threading.Lock()
        self.enough, self.refusal = threading.Event(), None

    def count(self, kind):
        with self.lock:
            self.left[kind] -= 1
            if all(left <= 0 for left in self.left.values()):
                self.enough.set()


def batch(run, number):
    steps = range(number * POINTS, (number + 1) * POINTS)
    return {
        "run_id": run,
        "metrics": [{"key": "m", "value": step / 3, "timestamp": step, "step": step} for step in steps],
        "params": [{"key": f"p{number}", "value": str(number)}],
        "tags": [{"key": f"t{number}", "value": str(number)}],
    }


def file(run, number):
    """Where a file of a run is, and what is in it."""
    return f"{PROXY}0/{run}/artifacts/{number}.bin", f"{run} {number}\n".encode() * 2000


def log(server, run, acknowledged, files, tally):
    """Logs until the server is gone; `acknowledged` and `files` have how many batches and files were answered."""
    caller = Caller(server)
    try:
        while True:
            caller.call("POST", "runs/log-batch", batch(run, acknowledged[run]))
            acknowledged[run] += 1
            tally.count("batches")
            if acknowledged[run] % 5 == 0:
                path, content = file(run, files[run])
                status, refusal = caller.send("PUT", path, content)
                if status != 200:
                    raise SystemExit(f"PUT {path}: {status} {refusal[:500]}")
                files[run] += 1
                tally.count("files")
    except (OSError, http.client.HTTPException):
        tally.enough.set()
    except SystemExit as refusal:
        tally.refusal = refusal
        tally.enough.set()


def check(caller, run, answered):
    """Returns how many batches are there; ends the program when one that was answered is not, or one is in pieces."""
    history, token = [], None
    while True:
        more = {"page_token": token} if token else {}
        query = urllib.parse.urlencode({"run_id": run, "metric_key": "m", "max_results": 25_000} | more)
        page = caller.call("GET", f"metrics/get-history?{query}")
        history += [(point["step"], point["value"]) for point in page.get("metrics", [])]
        if not (token := page.get("next_page_token")):
            break
    data = caller.call("GET", f"runs/get?run_id={run}")["run"]["data"]
    found, rest = divmod(len(history), POINTS)
    if rest or history != [(step, step / 3) for step in range(found * POINTS)]:
        raise SystemExit(f"run {run}: a batch is there in part, twice or out of order")
    if found not in (answered, answered + 1):
        raise SystemExit(f"run {run}: {answered} batches were answered, {found} are there")
    params = sum(one["key"][0] == "p" for one in data.get("params", []))
    tags = sum(one["key"][0] == "t" for one in data.get("tags", []))
    if not params == tags == found:
        raise SystemExit(f"run {run}: {found} batches, {params} params, {tags} tags")
    return found


def check_files(caller, run, answered):
    """Ends the program when a file that was answered is not there whole, or one that was not is there in part."""
    for number in range(answered + 1):
        path, content = file(run, number)
        status, found = caller.send("GET", path)
        if not (status == 200 and found == content or status == 404 and number == answered):
            raise SystemExit(
                f"{path}: {answered} files were answered, this one has status {status}, {len(found)} bytes"
            )


def lose_power(home):
    """Tears or takes away the files whose content is in the journal; returns how many."""
    count = 0
    for segment in (home / "blobs" / "journal").iterdir():
        records, at = segment.read_bytes(), 0
        while at + 72 <= len(records):
            mark, size, digest = struct.unpack_from(">II64s", records, at)
            if mark != 0x52424A31:
                break
            at += 72 + size
            digest = digest.decode()
            path = home / "blobs" / "content" / digest[:2] / digest
            if not path.exists():
                continue
            if random.random() < 0.3:
                path.unlink()
            else:
                os.truncate(path, random.randrange(size + 1))
            count += 1
    return count


def examine(server):
    """Ends the program when the doctor, who reads all content, finds something."""
    caller = Caller(server)
    status, answer = caller.send("POST", "/api/v1/maintenance/doctor", json.dumps({"deep": True}))
    if status != 200 or not all(check["ok"] for check in json.loads(answer)["checks"]):
        raise SystemExit(f"the doctor found: {answer[:2000]}")


def once(program, home, options):
    server = Server(program, home)
    caller = Caller(server)
    create = {"experiment_id": "0", "start_time": 1}
    runs = [caller.call("POST", "runs/create", create)["run"]["info"]["run_id"] for _ in range(options.connections)]
    acknowledged, files, tally = dict.fromkeys(runs, 0), dict.fromkeys(runs, 0), Tally(options.batches, options.files)
    threads = [threading.Thread(target=log, args=(server, run, acknowledged, files, tally)) for run in runs]
    for thread in threads:
        thread.start()
    tally.enough.wait()
    server.kill()
    for thread in threads:
        thread.join()
    if tally.refusal:
        raise tally.refusal
    torn = lose_power(home)
    if torn == 0 and 0 < sum(files.values()) < 100:
        raise SystemExit("the journal has none of the files that were answered, and cannot be full")
    server = Server(program, home)
    try:
        caller = Caller(server)
        found = sum(check(caller, run, acknowledged[run]) for run in runs)
        for run in runs:
            check_files(caller, run, files[run])
        examine(server)
    finally:
        server.process.terminate()
        server.process.wait()
    return sum(acknowledged.values()), found, sum(files.values()), torn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--batches", type=int, default=400, help="answered batches before the server is killed")
    parser.add_argument("--files", type=int, default=5, help="and answered files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roost-durability.", dir=os.environ.get("TMPDIR")) as folder:
        for number in range(options.rounds):
            answered, found, files, torn = once(options.program, pathlib.Path(folder) / "home", options)
            print(
                f"round {number + 1}: killed after {answered} answered batches; {found} are there, all whole, "
                f"and all {files} answered files, though {torn} were torn"
            )


if __name__ == "__main__":
    sys.exit(main())
