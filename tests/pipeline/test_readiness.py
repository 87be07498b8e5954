"""The zygote's preparation: what every child would have to do first is done once."""

import os
import subprocess
import sys
import textwrap

from pipeline.sandbox import _ONE_THREAD

#: A child that was not prepared for spends a multiple of what it needs on its first page.
MUCH_SOONER = 0.75


def _said_by(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env=os.environ | _ONE_THREAD,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_make_ready_starts_no_thread_that_a_fork_would_lose():
    (threads,) = _said_by(
        """
        import os
        import pipeline.qa
        pipeline.qa.make_ready()
        print(len(os.listdir("/proc/self/task")))
        """
    )
    assert threads == "1"


def test_first_page_after_make_ready_costs_what_a_later_one_does():
    plain, prepared = map(
        float,
        _said_by(
            """
        import os, time
        from pipeline import qa, readiness
        def seconds():
            view = readiness._viewed(readiness._drawn()[:, :, None].repeat(3, axis=2))
            began = time.process_time()
            qa.run_checks(view, qa.profile_for(qa.Material.BOOK))
            return time.process_time() - began
        def in_child():
            read, write = os.pipe()
            if os.fork() == 0:
                os.write(write, str(seconds()).encode())
                os._exit(0)
            os.wait()
            print(os.read(read, 100).decode())
        in_child()
        readiness.make_ready()
        in_child()
        """
        ),
    )
    assert prepared < MUCH_SOONER * plain
