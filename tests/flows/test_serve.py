"""``skrynia serve``: everything in one terminal, up again when it dies, gone when it is closed."""

import http.cookiejar
import json
import re
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress

import psutil
import pytest

from tests.flows.catalogued import are_kept_once, ask, registered, requests_of
from tests.journey.calls import Home, wait_until

pytestmark = [pytest.mark.integration, pytest.mark.journey]

#: What all must be over within, however they were at work.
STOP_SECONDS = 15
PASSWORD = re.compile(r"First administrator: admin, password (\S+) ")


class Served:
    """A running ``skrynia serve``."""

    def __init__(self, home: Home, **more: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = home.start("serve", "--port", self.port, **more)
        self.said = b""
        while not self.said.endswith(b"Ctrl-C closes it.\n"):
            line = self.process.stdout.readline()
            assert line, self.process.communicate()[1].decode()
            self.said += line

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str | None:
        found = PASSWORD.search(self.said.decode())
        return found.group(1) if found else None

    def is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def processes(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, word: str) -> psutil.Process | None:
        """The living part with this word in its command."""
        for part in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):
                if word in part.cmdline():
                    return part
        return None

    def end(self, how: int) -> int:
        """Send a signal and wait until neither it nor anything it started is left."""
        left = self.processes()
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.communicate(timeout=STOP_SECONDS)
        spent = time.monotonic() - began
        assert psutil.wait_procs(left, timeout=STOP_SECONDS - spent)[1] == []
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGINT)


@pytest.fixture
def serve(quiet_home):
    """``serve()``: the site and its worker, with a home of their own."""
    running = []

    def made(**more: str) -> Served:
        running.append(Served(quiet_home, **more))
        return running[-1]

    yield made
    for one in running:
        one.close()


def signed_in(url: str, password: str) -> str:
    """The first page somebody sees who signs in; empty where it was refused."""
    cookies = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    with opener.open(f"{url}/sign-in/", timeout=20) as form:
        [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode()))
    given = {"csrfmiddlewaretoken": token, "username": "admin", "password": password}
    sent = urllib.request.Request(
        f"{url}/sign-in/",
        urllib.parse.urlencode(given).encode(),
        {"Referer": f"{url}/sign-in/"},
    )
    with opener.open(sent, timeout=20) as answer:
        return "" if answer.url.endswith("/sign-in/") else answer.read().decode()


def test_day_of_a_site(serve, quiet_home):
    site = serve()

    assert site.url in site.said.decode()
    assert site.password
    assert wait_until(site.is_healthy)
    assert "admin" in signed_in(site.url, site.password)
    assert signed_in(site.url, "wrong") == ""

    for part in ("worker", "gunicorn"):
        before = site.part(part)
        before.kill()
        assert wait_until(lambda: site.part(part) not in (None, before))  # noqa: B023 -- at once
    assert wait_until(site.is_healthy), "the site came up again"

    second = quiet_home.run("serve", "--port", site.port)
    assert second.refused("CLI-001", f"127.0.0.1:{site.port}", "PORT=")

    assert site.end(signal.SIGINT) == 0
    assert not site.is_healthy()

    again = serve()
    assert again.password is None
    assert wait_until(again.is_healthy)
    again.end(signal.SIGKILL)


def test_closed_in_the_middle_of_a_flow(serve, quiet_home, make_book, slow_reading):
    [name] = registered(quiet_home, make_book("Knyga", 2))
    ask(quiet_home, ("digitise", name, {}))
    site = serve(**slow_reading.path)
    assert wait_until(slow_reading.begun)
    server = prefect_of(quiet_home)

    assert site.end(signal.SIGINT) == 0

    assert psutil.wait_procs(server, timeout=10)[1] == []
    [row] = requests_of(quiet_home)
    assert (row["state"], row["tries"]) == ("waiting", 0)
    slow_reading.open()
    site = serve()
    assert wait_until(lambda: requests_of(quiet_home)[0]["state"] == "done")
    assert are_kept_once(quiet_home, name)
    site.end(signal.SIGTERM)


def prefect_of(home: Home) -> list[psutil.Process]:
    """The Prefect server that the worker has started, and its keeper."""
    known = json.loads((home.folder / "prefect" / "server.json").read_text())
    return [psutil.Process(known["pid"]), psutil.Process(known["keeper"])]
