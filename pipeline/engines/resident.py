"""The child's side of ``pipeline.engines.residents``: does job after job until its parent goes.

Run as ``python -m pipeline.engines.resident CHANNEL`` with a pipe of the parent as standard input.
"""

import importlib
import os
import pickle
import resource
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_LENGTH = struct.Struct(">Q")
#: Models, a page and its copies; what asks for more is refused it instead of taking the machine.
MEMORY_BYTES = 6 << 30
#: Only functions of this folder are called.
ALLOWED = "pipeline."


def main() -> None:
    """Serve the channel named on the command line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    threading.Thread(target=end_with_parent, daemon=True).start()
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        while (request := received(channel)) is not None:
            answer = answer_to(request)
            channel.sendall(_LENGTH.pack(len(answer)) + answer)


def end_with_parent() -> None:
    """Wait until the parent's end of standard input closes; a page in work is left then."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(1)


def received(channel: socket.socket) -> bytes | None:
    """One request; None where the other end has closed."""
    head = exactly(channel, _LENGTH.size)
    return exactly(channel, _LENGTH.unpack(head)[0]) if head else None


def exactly(channel: socket.socket, count: int) -> bytes | None:
    """So many bytes; None where fewer come."""
    parts: list[bytes] = []
    while count:
        part = channel.recv(min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def answer_to(request: bytes) -> bytes:
    """Run the job that is asked for; what it raises is told in words."""
    try:
        module, name, arguments = pickle.loads(request)
        return pickle.dumps(("value", function(module, name)(*arguments)))
    except MemoryError:
        return pickle.dumps(("error", "it needs more memory than it may use"))
    except Exception as error:
        return pickle.dumps(("error", str(error) or type(error).__name__))


def function(module: str, name: str) -> Callable[..., Any]:
    """A function of the pipeline by its name."""
    if not module.startswith(ALLOWED):
        raise PermissionError(f"{module} may not be called here")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


if __name__ == "__main__":
    main()
