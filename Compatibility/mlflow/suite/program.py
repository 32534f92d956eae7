"""Roost's own command line, turned to the server under test."""

import json
import os
import pathlib
import subprocess

# A classifier of handwritten digits, and pictures of them.
DIGITS = pathlib.Path(__file__).parents[3] / "Examples/digits"


class Program:
    """Runs commands and gives what they print as JSON."""

    def __init__(self, path, url, home):
        self.path = path
        self.environment = os.environ | {
            "ROOST_URL": url,
            "ROOST_TOKEN": os.environ.get("MLFLOW_TRACKING_TOKEN", ""),
            # Not the home of whoever runs the tests.
            "ROOST_HOME": str(home),
        }

    def __call__(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, f"roost {' '.join(arguments)}: {done.stderr}"
        return json.loads(done.stdout)

    def run(self, *arguments):
        command = [self.path, *arguments, "--json"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=1200)

    def evaluation(self, version, dataset):
        """What a version is worth on a dataset: its numbers, without what they cost."""
        return self("evaluate", version, "--dataset", dataset, "--subset", "test")["metrics"]
