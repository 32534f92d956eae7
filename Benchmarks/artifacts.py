"""One file of 500 MB and 2,000 files of 10 kB, up to a server on this machine and down again.

MLflow is measured through its own client as shipped, and over one plain HTTP connection whose kernel acknowledges at
once (its workers send a response in two segments, and the second waits some 40 ms for the first to be acknowledged).
The limit is a copy on the same disk with a SHA-256 of the same bytes, with and without an fsync for every file, since
Roost answers only when the bytes are on the disk and MLflow does not wait. What comes down must equal what went up.
"""

import contextlib
import filecmp
import hashlib
import http.client
import os
import shutil
import socket
import time
import urllib.parse

import measuring
import mlflow_server
import roost

MEASURES = {
    "big up": "500 MB up",
    "big down": "500 MB down",
    "small up": "2,000 x 10 kB up",
    "small down": "2,000 x 10 kB down",
}
BLOCK = 1 << 20


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--workers", type=int, help="of the MLflow server; its own default (4) if not given")
    options = parser.parse_args()

    with measuring.scratch_folder() as folder:
        big, small = sources(folder, options.megabytes, options.files)
        (folder / "mlflow").mkdir()
        with mlflow_server.serve(folder / "mlflow", measuring.free_port(), options.workers) as mlflow:
            contestants = {
                "mlflow client": lambda into: mlflow_client(mlflow, big, small, into),
                "mlflow plain HTTP": lambda into: mlflow_plain(mlflow, big, small, into),
                "copy + SHA-256": lambda into: copied(big, small, into, durable=False),
                "copy + SHA-256 + fsync": lambda into: copied(big, small, into, durable=True),
            }
            if roost.present():
                contestants = {"roost": lambda into: roost_client(big, small, into), **contestants}
            taking = {name: lambda take=take: sample(folder, big, small, take) for name, take in contestants.items()}
            samples = measuring.alternate(taking, options.rounds, options.only)

    measuring.machine()
    for key, title in MEASURES.items():
        title = title.replace("500", str(options.megabytes)).replace("2,000", f"{options.files:,}")
        size = options.megabytes if key.startswith("big") else options.files
        values = {name: [size / one[key] for one in taken] for name, taken in samples.items()}
        unit = "MB/s" if key.startswith("big") else "files/s"
        measuring.table(title, unit, values, smaller_is_better=False, digits=0)


def sources(folder, megabytes, files):
    """Random bytes: nothing here can be compressed or shared."""
    big, small = folder / "big.bin", folder / "small"
    with open(big, "wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(1_000_000))
    small.mkdir()
    for number in range(files):
        (small / f"{number:04}.bin").write_bytes(os.urandom(10_000))
    return big, small


def sample(folder, big, small, take):
    """Takes one sample into an empty folder, checks what came down, and lets the disk settle."""
    into = folder / "downloads"
    into.mkdir()
    seconds = take(into)
    if not filecmp.cmp(big, next(into.rglob("big.bin")), shallow=False):
        raise SystemExit("the big file did not come down as it went up")
    arrived = next(into.rglob("small"))
    for source in small.iterdir():
        if not filecmp.cmp(source, arrived / source.name, shallow=False):
            raise SystemExit(f"{source.name} did not come down as it went up")
    shutil.rmtree(into)
    os.sync()
    return seconds


def timed(**actions):
    """Runs the actions in the order given; `{name with a space: seconds}`."""
    seconds = {}
    for name, action in actions.items():
        begin = time.perf_counter()
        action()
        seconds[name.replace("_", " ")] = time.perf_counter() - begin
    return seconds


def roost_client(big, small, into):
    """A fresh home for every sample, since Roost does not send what its store has already."""
    with measuring.scratch_folder() as folder:
        home = folder / "home"
        with roost.serve(home, measuring.free_port(), folder / "log"):
            return timed(
                big_up=lambda: roost.upload(home, "big", big),
                big_down=lambda: roost.download(home, "big", into / "big"),
                small_up=lambda: roost.upload(home, "small", small),
                small_down=lambda: roost.download(home, "small", into / "small"),
            )


def mlflow_client(mlflow, big, small, into):
    script = measuring.PEERS / "mlflow_artifacts.py"
    command = [measuring.python("bench-venv-mlflow"), script, mlflow.url, big, small, into]
    return measuring.last_json(measuring.run(command, mlflow_server.QUIET).output)


def mlflow_plain(mlflow, big, small, into):
    prefix = f"/api/2.0/mlflow-artifacts/artifacts/plain-{time.time_ns()}"
    (into / "small").mkdir()
    with contextlib.closing(PromptConnection(mlflow.url)) as connection:
        return timed(
            big_up=lambda: connection.put(f"{prefix}/big.bin", big),
            big_down=lambda: connection.get(f"{prefix}/big.bin", into / "big.bin"),
            small_up=lambda: [connection.put(f"{prefix}/{one.name}", one) for one in small.iterdir()],
            small_down=lambda: [
                connection.get(f"{prefix}/{one.name}", into / "small" / one.name) for one in small.iterdir()
            ],
        )


class PromptConnection(http.client.HTTPConnection):
    """One kept connection that acknowledges every segment at once."""

    def __init__(self, url, headers=None):
        super().__init__(urllib.parse.urlsplit(url).netloc, timeout=120, blocksize=BLOCK)
        self.headers = headers or {}

    def put(self, path, source):
        with open(source, "rb") as file:
            headers = {"Content-Length": str(source.stat().st_size), "Content-Type": "application/octet-stream"}
            self.request("PUT", path, file, headers | self.headers)
            self._answer().read()

    def get(self, path, target):
        self.request("GET", path, headers=self.headers)
        answer = self._answer()
        with open(target, "wb") as file:
            while block := answer.read(BLOCK):
                file.write(block)

    def _answer(self):
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        answer = self.getresponse()
        if answer.status not in (200, 201, 204):
            raise SystemExit(f"the server answered {answer.status}: {answer.read(2000)}")
        return answer


def copied(big, small, into, durable):
    """Up is a copy into a store; down is a copy out of it, verified, for which nobody asks an fsync."""
    store = into / "store"
    (store / "small").mkdir(parents=True)
    (into / "small").mkdir()
    names = [one.name for one in small.iterdir()]
    seconds = timed(
        big_up=lambda: copy(big, store / "big.bin", durable),
        big_down=lambda: copy(store / "big.bin", into / "big.bin"),
        small_up=lambda: [copy(small / name, store / "small" / name, durable) for name in names],
        small_down=lambda: [copy(store / "small" / name, into / "small" / name) for name in names],
    )
    shutil.rmtree(store)
    return seconds


def copy(source, target, durable=False):
    digest = hashlib.sha256()
    with open(source, "rb", buffering=0) as reading, open(target, "wb", buffering=0) as writing:
        while block := reading.read(BLOCK):
            digest.update(block)
            writing.write(block)
        if durable:
            os.fsync(writing.fileno())
    return digest.digest()


if __name__ == "__main__":
    main()
