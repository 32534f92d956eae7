"""The areas into which the tests are grouped, so that a server can be held to those that it serves."""

AREAS = {
    "server": "health, version, capabilities, unknown routes, browser twins",
    "tracking": "experiments, runs, nested runs, metrics, params, tags",
    "inputs": "datasets and models that went into a run",
    "search": "experiments and runs by filter, order and page",
    "registry": "registered models, versions, aliases, stages",
    "artifacts": "files of runs, through the proxy",
    "models": "logged models",
    "traces": "traces, their tags and what people think of them",
    "flavors": "autologging of scikit-learn, mlflow.sklearn, mlflow.onnx",
    "transformers": "mlflow.transformers; needs --with-transformers",
    "worlds": "what clients of MLflow and Roost itself make of each other's models and runs; MLflow's own server has no Roost",
    "concurrency": "processes and connections that log at once",
    "durability": "what was acknowledged survives SIGKILL; needs the program, to start and kill it",
    "differences": "where Roost differs on purpose: what it does, and what MLflow's own server does",
    "transfer": "import from MLflow's own server and export to it; MLflow's own server has neither",
    "authentication": "tokens and passwords; MLflow's own server has neither",
}
