import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from pipeline.files import write_whole
from pipeline.sandbox import (
    ConfinedFailure,
    FailureKind,
    Limits,
    Sandbox,
    _OwnValues,
    confined,
)
from schemas.findings import Region
from schemas.objects import Material

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import confined_jobs as jobs

ROOT = Path(__file__).parents[2]
SHORT = Limits(memory_bytes=512 << 20, cpu_seconds=1, wall_seconds=5)


@pytest.fixture(autouse=True, scope="module")
def _jobs_are_found():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HERE))
        yield
        sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def sandbox(_jobs_are_found):
    sandbox = Sandbox(allowed=("confined_jobs",))
    yield sandbox
    sandbox.close()


def test_run_returns_the_value(sandbox):
    assert sandbox.run(jobs.double, SHORT, 21) == 42


def test_run_carries_frozen_values_there_and_back(sandbox):
    assert sandbox.run(jobs.widen, SHORT, Region(1, 2, 3, 4)) == Region(1, 2, 6, 4)


@pytest.mark.parametrize(
    ("job", "kind", "reason"),
    [
        (jobs.spin, FailureKind.TIME, "not done in 1 seconds of computing"),
        (jobs.allocate, FailureKind.MEMORY, "needs more than 512 MiB of memory"),
        (jobs.segfault, FailureKind.KILLED, "the child was ended by SIGSEGV"),
        (jobs.leave, FailureKind.KILLED, "the child ended with 3: I go"),
        (jobs.fail, FailureKind.ERROR, "ValueError: three is no page"),
        (jobs.unpicklable, FailureKind.ERROR, "pickle"),
        (jobs.foreign, FailureKind.KILLED, "system may not come out of the sandbox"),
    ],
)
def test_run_reports_how_a_job_failed(sandbox, job, kind, reason):
    with pytest.raises(ConfinedFailure) as failed:
        sandbox.run(job, SHORT)

    assert failed.value.kind is kind
    assert reason in failed.value.reason
    assert sandbox.run(jobs.double, SHORT, 1) == 2


def test_run_ends_a_sleeper_by_the_clock(sandbox):
    with pytest.raises(ConfinedFailure) as failed:
        sandbox.run(jobs.sleep, Limits(wall_seconds=0.3), 30)

    assert failed.value.kind is FailureKind.TIME


def test_run_is_not_confused_by_what_a_job_prints(sandbox, capfd):
    assert sandbox.run(jobs.print_garbage, SHORT) == "sane"
    assert capfd.readouterr() == ("", "")


def test_library_error_arrives_as_itself(sandbox):
    with pytest.raises(jobs.JobError, match="TEST-001: Page 7"):
        sandbox.run(jobs.refuse, SHORT)


def test_modules_outside_are_refused():
    with pytest.raises(ConfinedFailure, match="may not be called in the sandbox"):
        confined(jobs.double, 1)


def test_jobs_of_several_threads_run_at_once(sandbox):
    sandbox.run(jobs.double, SHORT, 1)
    began = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(lambda _: sandbox.run(jobs.sleep, SHORT, 0.5), range(8)))

    assert len(pids) == 8
    assert time.monotonic() - began < 2


def test_killed_zygote_is_started_again(sandbox):
    first = sandbox.run(jobs.zygote_id, SHORT)
    os.kill(first, signal.SIGKILL)

    assert sandbox.run(jobs.zygote_id, SHORT) != first


def test_job_under_a_killed_zygote_is_run_again(sandbox):
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(sandbox.run, jobs.sleep, SHORT, 1)
        time.sleep(0.4)
        os.kill(sandbox.process_id, signal.SIGKILL)

        assert running.result(timeout=10) > 0


def test_thread_that_started_the_zygote_may_end():
    sandbox = Sandbox(allowed=("confined_jobs",))
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(sandbox.run, jobs.zygote_id, SHORT).result()

    assert sandbox.run(jobs.zygote_id, SHORT) == first
    sandbox.close()


def test_forked_process_gets_a_zygote_of_its_own(sandbox):
    ours = sandbox.run(jobs.zygote_id, SHORT)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, str(sandbox.run(jobs.zygote_id, SHORT)).encode())
        finally:
            sandbox.close()
            os._exit(0)
    os.waitpid(pid, 0)
    theirs = int(os.read(reading, 20))
    for descriptor in (reading, writing):
        os.close(descriptor)

    assert theirs != ours
    assert sandbox.run(jobs.zygote_id, SHORT) == ours


def test_zygote_and_children_die_with_a_killed_parent(tmp_path):
    program = textwrap.dedent("""
        import os, threading, time
        from pipeline.sandbox import Limits, Sandbox
        import confined_jobs as jobs
        sandbox = Sandbox(allowed=("confined_jobs",))
        print(sandbox.run(jobs.zygote_id, Limits()), flush=True)
        sandbox.run(jobs.sleep, Limits(), 60)
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    zygote = psutil.Process(int(parent.stdout.readline()))
    time.sleep(0.3)
    family = [zygote, *zygote.children()]
    assert len(family) == 2
    parent.kill()
    parent.communicate()
    parent.stdout.close()

    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []


def test_failure_survives_pickling():
    failure = pickle.loads(pickle.dumps(ConfinedFailure(FailureKind.TIME, "too slow")))

    assert (failure.kind, failure.reason) == (FailureKind.TIME, "too slow")


def test_a_job_costs_few_milliseconds(sandbox):
    sandbox.run(jobs.double, SHORT, 1)
    times = []
    for number in range(30):
        began = time.perf_counter()
        sandbox.run(jobs.double, SHORT, number)
        times.append(time.perf_counter() - began)

    assert min(times) < 0.015


class _Reaching:
    """Pickled as a call of something that a hostile child would like the caller to make."""

    def __init__(self, call, *args):
        self.call = (call, args)

    def __reduce__(self):
        return self.call


@pytest.mark.unit
@pytest.mark.parametrize(
    "reaching",
    [
        _Reaching(getattr, Path, "home"),
        _Reaching(getattr, Material, "mro"),
        _Reaching(os.system, "true"),
        _Reaching(write_whole, Path("x"), b""),
    ],
)
def test_answer_that_reaches_for_more_than_values_is_refused(reaching):
    with pytest.raises(pickle.UnpicklingError):
        _OwnValues(pickle.dumps(reaching), ("pipeline", "qa")).load()


@pytest.mark.unit
def test_member_of_an_enumeration_comes_out_however_it_was_pickled():
    by_name = pickle.dumps(_Reaching(getattr, Material, "MAP"))

    assert _OwnValues(by_name, ("pipeline", "qa")).load() is Material.MAP
    assert _OwnValues(pickle.dumps(Material.MAP), ("pipeline", "qa")).load() is Material.MAP
