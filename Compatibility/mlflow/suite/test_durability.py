"""What was acknowledged is still there after the server was killed under full load.

Servers of its own are started and killed, so this needs the program, and leaves the server under test alone.
"""

import pathlib
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.durability

SCRIPT = pathlib.Path(__file__).parents[1] / "durability.py"


@pytest.mark.parametrize("connections", [1, 8, 32])
def test_what_was_acknowledged_survives_a_kill(pytestconfig, tmp_path, connections):
    assert (program := pytestconfig.getoption("--program")), "--program says which server to start and kill"
    done = subprocess.run(
        [sys.executable, SCRIPT, program, "--rounds=2", f"--connections={connections}", "--batches=150", "--files=5"],
        capture_output=True,
        text=True,
        timeout=1200,
        env={"TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    counts = re.findall(r"killed after (\d+) answered batches; (\d+) are there, all whole, and all (\d+)", done.stdout)
    assert len(counts) == 2
    for answered, found, files in counts:
        assert 150 <= int(answered) <= int(found) <= int(answered) + connections
        assert int(files) >= 5
