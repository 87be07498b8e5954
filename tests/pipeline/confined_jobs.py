"""Jobs that misbehave, for the tests of the sandbox."""

import os
import signal
import time

from schemas.errors import LibraryError
from schemas.findings import Region


class JobError(LibraryError):
    code = "TEST-001"
    message = "Page {page}."


def double(number):
    return number * 2


def widen(region):
    return Region(region.x, region.y, region.width * 2, region.height)


def spin():
    while True:
        pass


def sleep(seconds):
    time.sleep(seconds)
    return os.getpid()


def allocate():
    kept = []
    while True:
        kept.append(bytearray(50_000_000))


def segfault():
    os.kill(os.getpid(), signal.SIGSEGV)


def print_garbage():
    for _ in range(1000):
        os.write(1, os.urandom(1000))
    os.write(2, b"last words\n")
    return "sane"


def leave():
    os.write(2, b"I go\n")
    os._exit(3)


def fail():
    raise ValueError("three is no page")


def refuse():
    raise JobError(page=7)


def foreign():
    return os.system


def zygote_id():
    return os.getppid()


def unpicklable():
    return lambda: None
