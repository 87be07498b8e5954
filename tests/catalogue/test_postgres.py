"""The cluster made for tests is there while it is needed, and gone afterwards."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.postgres import PROGRAMS, temporary_postgres

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not PROGRAMS.exists(), reason="PostgreSQL 15 is not installed"),
]


def test_cluster_is_gone_even_after_a_failure():
    seen = []

    def fail_within():
        with temporary_postgres() as url:
            seen.append(Path(parse_qs(urlsplit(url).query)["host"][0]))
            assert seen[0].is_dir()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_within()

    assert not seen[0].exists()


def test_command_finds_the_address_and_its_status_is_kept():
    code = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] else 1)"
    command = [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", code]

    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=False)

    assert done.returncode == 7
