"""One server a home; gone when its last user is, however that one ended."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
USER = """
import sys, time
from pathlib import Path
from flows.prefect_server import prefect_server
with prefect_server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home(tmp_path):
    return tmp_path / "prefect"


def use_server(home: Path) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if k != "PREFECT_API_URL"}
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.integration
def test_server_of_two_first_users_is_one_and_ends_with_the_last_of_them(home):
    home.mkdir()
    (home / "server.json").write_text(json.dumps({"port": 9, "pid": 999999, "keeper": 999999}))
    users = [use_server(home) for _ in range(2)]
    try:
        urls = {user.stdout.readline().strip() for user in users}
        known = json.loads((home / "server.json").read_text())
        assert urls == {f"http://127.0.0.1:{known['port']}/api"}
        servers = [p.pid for p in psutil.process_iter() if is_server_of(p, home)]
        assert servers == [known["pid"]]

        users[0].send_signal(signal.SIGKILL)
        users[0].wait()
        time.sleep(1)
        assert psutil.pid_exists(known["pid"]), "the second user still needs it"

        users[1].communicate("\n", timeout=30)
        assert wait_until(lambda: not psutil.pid_exists(known["pid"]))
        assert wait_until(lambda: not psutil.pid_exists(known["keeper"]))
        assert not (home / "server.json").exists()
    finally:
        for user in users:
            user.kill()
            user.wait()
            user.stdin.close()
            user.stdout.close()


def is_server_of(process: psutil.Process, home: Path) -> bool:
    try:
        is_server = {"prefect", "server", "start"} <= set(process.cmdline())
        return is_server and process.environ().get("PREFECT_HOME") == str(home)
    except psutil.Error:
        return False


@pytest.mark.integration
def test_killed_keeper_takes_its_server_along(home):
    user = use_server(home)
    try:
        assert user.stdout.readline().startswith("http://127.0.0.1:")
        known = json.loads((home / "server.json").read_text())

        os.kill(known["keeper"], signal.SIGKILL)

        assert wait_until(lambda: not psutil.pid_exists(known["pid"]))
    finally:
        user.kill()
        user.wait()
        user.stdin.close()
        user.stdout.close()
