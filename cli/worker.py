"""``skrynia worker``: takes up what the site asks for, one request after the other."""

import os
import signal
import socket
import threading

from cli.demo_data import provide_demo
from cli.language import _
from cli.printing import DONE, notice
from flows.dispatcher import Dispatcher
from settings.work import work_settings

IDLE_SECONDS = 1.0


def run(*, once: bool) -> int:
    """Work until told to stop; what is in work is finished or taken up again later."""
    stopping = threading.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: stop(stopping))
    dispatcher = Dispatcher(f"{socket.gethostname()}:{os.getpid()}", work_settings(), notice)
    if os.environ.get("SKRYNIA_DEMO") == "1":
        provide_demo(work_settings())
    notice(_("The worker waits for requests."))
    with dispatcher:
        while not stopping.is_set():
            worked = dispatcher.work_once()
            if once and not worked:
                break
            if not worked:
                stopping.wait(IDLE_SECONDS)
    return DONE


def stop(stopping: threading.Event) -> None:
    """A first signal ends the worker after the present page; a flow is resumed later anyway."""
    if stopping.is_set():
        os._exit(1)
    stopping.set()
    raise KeyboardInterrupt
