"""One Prefect server for all journeys, one home already made, and books to digitise."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journey.calls import ROOT, Home, book, environment_of_calls

#: A user of a server in a process of its own: this one's environment stays as it is.
USER = """
import sys
from pathlib import Path
from flows.prefect_server import prefect_server
with prefect_server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """The address of a Prefect server; the same for all folders of tests."""
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(tmp_path_factory.getbasetemp() / "prefect")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment_of_calls(),
    )
    assert user.stdout is not None
    try:
        url = user.stdout.readline().strip()
        assert url, "no Prefect server"
        yield url
    finally:
        user.communicate()


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory) -> Path:
    """A home whose database is made; copied, it saves every test two seconds."""
    home = Home(tmp_path_factory.mktemp("fresh") / "home", environment_of_calls())
    assert home.run("list").status == 0
    return home.folder


@pytest.fixture
def quiet_home(tmp_path, fresh_home) -> Home:
    """A home for calls that need no flow, or bring a server of their own."""
    shutil.copytree(fresh_home, tmp_path / "home")
    return Home(tmp_path / "home", environment_of_calls())


@pytest.fixture
def home(quiet_home, server) -> Home:
    """A home whose calls share one Prefect server."""
    return Home(quiet_home.folder, quiet_home.environment | {"PREFECT_API_URL": server})


@pytest.fixture
def scans(tmp_path) -> Path:
    """Three sound pages."""
    return book(tmp_path / "Knyga")


@pytest.fixture
def make_book(tmp_path) -> Callable[..., Path]:
    """``make_book("name", pages=2, seed=7)``."""
    return lambda name, pages=3, seed=1: book(tmp_path / name, pages, seed)
