"""Children that end with their parent, whatever ends that."""

import ctypes
import os
import signal

#: Opened once: between fork and exec nothing may be loaded.
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def die_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel end this process when its parent ends; called in the child.

    A parent that ended before the call ends the child here.
    """
    parent = os.getppid()
    _LIBC.prctl(_PR_SET_PDEATHSIG, by, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
