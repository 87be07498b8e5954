"""Runs the command and ends it with SIGKILL just before it does a certain thing.

``python -m tests.journey.dying ONE|GROUP COUNT EVENT WORDS -- COMMAND…``: at the COUNT-th audit
event of the interpreter called EVENT whose arguments hold all WORDS (parted by ``&``), this
process, or its whole group, is gone.
"""

import os
import signal
import sys
import threading

from cli.main import main

END = {"ONE": lambda: os.kill(os.getpid(), signal.SIGKILL), "GROUP": lambda: os.killpg(0, 9)}


def die_at(whom: str, count: int, event: str, words: list[str]) -> None:
    """Watch every audit event from now on."""
    seen = 0
    lock = threading.Lock()

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name != event:
            return
        said = " ".join(
            os.fsdecode(one) if isinstance(one, bytes) else str(one) for one in arguments
        )
        if all(word in said for word in words):
            with lock:
                seen += 1
            if seen == count:
                END[whom]()

    sys.addaudithook(watch)


if __name__ == "__main__":
    place = sys.argv.index("--")
    whom, count, event, words = sys.argv[1:place]
    sys.argv[1:] = sys.argv[place + 1 :]
    die_at(whom, int(count), event, words.split("&"))
    main()
