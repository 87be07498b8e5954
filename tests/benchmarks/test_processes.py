import os
import subprocess
import sys
import time

import pytest

from tests.benchmarks.processes import (
    MemoryWatch,
    command_line,
    family,
    is_prefect_server,
    memory_parts,
    parents,
    program_of,
    pss_bytes,
    watched_memory,
)

HUNGRY = "data = bytearray(b'x') * (60 << 20); print('there', flush=True); input()"


@pytest.fixture
def hungry():
    """A process that holds 60 MiB."""
    with subprocess.Popen(
        [sys.executable, "-c", HUNGRY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "there\n"
        yield process
        process.stdin.close()


def test_memory_of_children_counts(hungry):
    assert hungry.pid in family(os.getpid(), parents())
    assert 60 << 20 < pss_bytes(hungry.pid) < 120 << 20
    assert sum(memory_parts(os.getpid()).values()) > pss_bytes(hungry.pid)


def test_what_is_gone_has_no_memory(hungry):
    hungry.stdin.close()
    hungry.wait()

    assert pss_bytes(hungry.pid) == 0
    assert command_line(hungry.pid) == [""]


def test_watched_memory_keeps_the_peak_after_it_is_over():
    with watched_memory(os.getpid()) as watch:
        data = bytearray(b"x") * (80 << 20)
        time.sleep(0.8)
        size = len(data)
        del data
        time.sleep(0.4)

    assert watch.peak_bytes > size
    assert watch.samples >= 2


def test_the_peak_is_of_the_sum_and_keeps_its_parts():
    watch = MemoryWatch()
    for parts in ({"a": 5, "b": 1}, {"a": 4, "b": 4}, {"a": 6}):
        watch.see(parts)

    assert (watch.peak_bytes, watch.peak_parts) == (8, {"a": 4, "b": 4})


def test_the_prefect_server_is_left_out():
    assert is_prefect_server(["python", "-m", "prefect", "server", "start", "--port", "1"])
    assert not is_prefect_server(["python", "-m", "flows.prefect_keeper", "prefect", "1"])


def test_python_is_named_by_its_module():
    code = [sys.executable, "-m", "http.server", "--help"]
    with subprocess.Popen([*code[:3], "0", "--bind", "127.0.0.1"], stderr=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL) as process:  # fmt: skip
        try:
            deadline = time.monotonic() + 5
            while program_of(process.pid) != "http.server" and time.monotonic() < deadline:
                time.sleep(0.02)
            assert program_of(process.pid) == "http.server"
        finally:
            process.kill()
