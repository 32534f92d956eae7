"""Servers that a test has for itself: MLflow's own, and Roost."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]


def program():
    """The roost binary that is tested: ROOST_PROGRAM, else what was built here."""
    candidates = [os.environ.get("ROOST_PROGRAM"), ROOT / ".build/release/roost", ROOT / ".build/debug/roost"]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return str(candidate)
    raise FileNotFoundError("there is no roost to test: build it first, or name it in ROOST_PROGRAM")


@contextlib.contextmanager
def mlflow_server(folder):
    """MLflow's own server over a SQLite file `mlflow.db` and a folder `artifacts`; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--backend-store-uri", f"sqlite:///{folder}/mlflow.db"]
    command += ["--artifacts-destination", f"{folder}/artifacts", "--serve-artifacts"]
    environment = os.environ | {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}
    environment.pop("MLFLOW_TRACKING_URI", None)
    with running(command, folder / "server.log", environment) as process:
        wait(process, f"{url}/health", folder / "server.log")
        yield url


@contextlib.contextmanager
def roost_server(folder):
    """Roost over a home of its own; yields its address, its token and its home."""
    command = [program(), "serve", "--home", str(folder), "--port", "0", "--log-level", "warning"]
    log = folder.with_suffix(".log")
    with running(command, log, os.environ) as process:
        record = folder / "server.json"
        deadline = time.monotonic() + 600
        while not record.exists():
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        url = json.loads(record.read_text())["url"]
        wait(process, f"{url}/health", log)
        yield url, json.loads((folder / "credentials").read_text())["token"], folder


@contextlib.contextmanager
def running(command, log, environment):
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=300)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait(process, url, log):
    deadline = time.monotonic() + 600
    while True:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            with urllib.request.urlopen(url, timeout=60) as answer:
                if answer.status == 200:
                    return
        assert process.poll() is None and time.monotonic() < deadline, pathlib.Path(log).read_text()
        time.sleep(0.1)
