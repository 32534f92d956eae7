"""The MLflow server as its documentation starts it: records in SQLite, a local folder behind the artifact proxy."""

import pathlib

from measuring import python, server

QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "GIT_PYTHON_REFRESH": "quiet"}


def serve(folder, port, workers=None):
    """A running server with its state in `folder`. `workers` is MLflow's own default (4) unless given."""
    command = [
        pathlib.Path(python("bench-venv-mlflow")).parent / "mlflow",
        "server",
        "--host", "127.0.0.1",
        "--port", port,
        "--backend-store-uri", f"sqlite:///{folder}/mlflow.db",
        "--artifacts-destination", folder / "artifacts",
        "--serve-artifacts",
    ]  # fmt: skip
    if workers is not None:
        command += ["--workers", workers]
    return server(command, port, folder / "log", QUIET)
