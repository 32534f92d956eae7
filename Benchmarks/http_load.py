"""The load generator: `peers/http_load.c`, compiled on first use, and what it says."""

import array
import json
import statistics
import struct
import subprocess
import sys
import time

import measuring

SOURCE = measuring.PEERS / "http_load.c"
BINARY = measuring.DATA / "http_load"


class Refused(SystemExit):
    """A server answered something other than 200; nobody who lets it pass goes on measuring."""

    def __init__(self, port, answer):
        super().__init__(answer)
        self.port, self.answer = port, answer


def build():
    """Compiles the generator unless that is done already."""
    measuring.DATA.mkdir(parents=True, exist_ok=True)
    if not BINARY.exists() or BINARY.stat().st_mtime < SOURCE.stat().st_mtime:
        subprocess.run(["cc", "-D_GNU_SOURCE", "-O2", "-o", BINARY, SOURCE], check=True)


def message(method, path, body=b"", headers=None):
    """One request as it goes over the wire; a body that is no bytes becomes JSON."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in ({"Content-Type": "application/json"} | (headers or {})).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Load:
    """What happened to requests that were sent: seconds of each, requests each second, the generator's own share."""

    processor = None
    """Processor seconds of the server for one request, where somebody watched."""

    def __init__(self, said, latencies, answers):
        self.latencies, self.answers = sorted(latencies), answers
        self.seconds, self.rate = said["seconds"], said["answers"] / said["seconds"]
        self.generator = said["cpu"] / said["seconds"]

    def p50(self):
        return statistics.median(self.latencies)

    def p99(self):
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * 0.99))]


def send(folder, port, requests, connections=1, seconds=3600, keep=False):
    """Sends requests, each once, until they or the seconds are spent; with `keep`, bodies in the order of the requests.

    Any answer but 200 ends the benchmark, unless `Refused` is caught.
    """
    sent, latencies, answers = folder / "requests", folder / "latencies", folder / "answers"
    with open(sent, "wb") as file:
        for request in requests:
            file.write(struct.pack("<I", len(request)) + request)
    command = [BINARY, port, connections, seconds, sent, latencies, answers if keep else "-"]
    finished = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise Refused(port, finished.stderr)
    taken = array.array("d", latencies.read_bytes())
    return Load(json.loads(finished.stdout), taken, bodies(answers.read_bytes()) if keep else [])


def bodies(answers):
    """The bodies that the generator kept, in the order of their requests."""
    found, at = {}, 0
    while at < len(answers):
        number, length = struct.unpack_from("<II", answers, at)
        found[number] = answers[at + 8 : at + 8 + length]
        at += 8 + length
    return [found[number] for number in sorted(found)]


def ceiling(folder, connections, seconds=2):
    """Requests that the generator gets through each second beside a server that does nothing."""
    port = measuring.free_port()
    server = subprocess.Popen([BINARY, "--serve", str(port)])
    try:
        time.sleep(0.2)
        asked = message("POST", "/", {"run_id": "0" * 32, "key": "metric", "value": 1.0, "timestamp": 1})
        return send(folder, port, [asked] * 300_000, connections, seconds).rate
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    build()
    with measuring.scratch_folder() as scratch:
        for count in (1, 8, 32):
            print(f"{count} connections: {ceiling(scratch, count):,.0f} requests/s", file=sys.stderr)
