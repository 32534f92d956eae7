"""Examples/mlflow: an ordinary script that logs to MLflow, run as its user runs it."""

import json
import subprocess
import sys

import pytest
from program import DIGITS

pytestmark = pytest.mark.worlds


def test_roost_judges_the_example_s_best_network_as_scikit_learn_does(roost, client, name):
    script = DIGITS.parent / "mlflow/train.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    roost("datasets", "create", name)
    roost("datasets", "import", name, str(DIGITS / "images"))
    report = roost.evaluation(f"digits-mlp:{said['version']}", name)
    assert report["count"] == 200
    assert report["accuracy"] == pytest.approx(said["test_accuracy"], abs=1e-9)
    sweep, *_ = client.search_runs(
        [client.get_experiment_by_name("digits").experiment_id], "run_name = 'sweep'", order_by=["start_time DESC"]
    )
    assert sweep.data.metrics["test_accuracy"] == said["test_accuracy"]
    children = roost("runs", "list", "--experiment", "digits", "--parent", sweep.info.run_id)
    assert len(children) == 3 and all(run["metrics"]["train_loss"]["count"] == 30 for run in children)
