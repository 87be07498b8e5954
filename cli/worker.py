"""``skrynia worker``: takes up what the site asks for, one request after the other."""

import os
import signal
import socket
import time

from cli.demo_data import provide_demo
from cli.language import _
from cli.printing import DONE, notice
from flows.dispatcher import Dispatcher
from settings.work import work_settings

IDLE_SECONDS = 1.0
STOPS = (signal.SIGINT, signal.SIGTERM)


def run(*, once: bool) -> int:
    """Work until told to stop; what is in work then waits again and is resumed later."""
    for wanted in STOPS:
        signal.signal(wanted, stop)
    settings = work_settings()
    try:
        if os.environ.get("SKRYNIA_DEMO") == "1":
            provide_demo(settings)
        notice(_("The worker waits for requests."))
        with Dispatcher(f"{socket.gethostname()}:{os.getpid()}", settings, notice) as dispatcher:
            work(dispatcher, once=once)
    except KeyboardInterrupt:
        notice(_("The worker was stopped."))
        # Pages in work would hold up the end of the process; they are done again anyway.
        os._exit(DONE)
    return DONE


def work(dispatcher: Dispatcher, *, once: bool) -> None:
    """Take up request after request; ``once`` there is none it ends."""
    while True:
        if dispatcher.work_once():
            continue
        if once:
            return
        time.sleep(IDLE_SECONDS)


def stop(*_signal: object) -> None:
    """End what the worker is at, wherever it is; a second signal ends it on the spot."""
    for wanted in STOPS:
        signal.signal(wanted, signal.SIG_DFL)
    raise KeyboardInterrupt
