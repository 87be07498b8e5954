"""What import-linter cannot see: what a worker loads when it is handed a task."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", ["flows.digitise", "flows.page_tasks", "flows.object_tasks"])
def test_flow_modules_load_without_django(module):
    """Dask workers import the flow's module along with the task; they have no database."""
    code = f"import {module}, sys; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("command", [["list", "--help"], ["--help"]])
def test_help_does_not_start_prefect(command):
    code = (
        "import sys; sys.argv=['skrynia', *sys.argv[1:]]\n"
        "from cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "sys.exit('prefect' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=ROOT, check=False, capture_output=True
    )

    assert done.returncode == 0, done.stderr
