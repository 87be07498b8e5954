"""The memory of a command: of its process and all that came of it, as the kernel counts it."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
SAMPLE_SECONDS = 0.25
#: Memory that processes share counts to each by its share, so that the sum is what is used.
_PSS = "Pss:"


@dataclass(slots=True)
class MemoryWatch:
    """The highest sum seen, and each sample of it with what took most."""

    peak_bytes: int = 0
    peak_parts: dict[str, int] = field(default_factory=dict)
    """Bytes by program at the peak."""
    samples: int = 0

    def see(self, parts: Mapping[str, int]) -> None:
        """Take one sample in."""
        total = sum(parts.values())
        self.samples += 1
        if total > self.peak_bytes:
            self.peak_bytes, self.peak_parts = total, dict(parts)


@contextmanager
def watched_memory(pid: int) -> Iterator[MemoryWatch]:
    """Sample a process and its descendants, without the Prefect server, until the block ends."""
    watch, ended = MemoryWatch(), threading.Event()

    def sample() -> None:
        while not ended.wait(SAMPLE_SECONDS):
            watch.see(memory_parts(pid))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def memory_parts(pid: int) -> dict[str, int]:
    """Bytes by program, of a process and its descendants without the Prefect server."""
    parts: dict[str, int] = defaultdict(int)
    for one in family(pid, parents()):
        parts[program_of(one)] += pss_bytes(one)
    return dict(parts)


def parents() -> dict[int, int]:
    """The parent of every process."""
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (stat := _read(folder / "stat")):
            found[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def family(pid: int, parent_of: Mapping[int, int]) -> list[int]:
    """A process and its descendants; a Prefect server and what is below it are left out."""
    children = defaultdict(list)
    for child, parent in parent_of.items():
        children[parent].append(child)
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        if is_prefect_server(command_line(one)):
            continue
        found.append(one)
        waiting += children[one]
    return found


def is_prefect_server(words: list[str]) -> bool:
    """Whether a command line starts the Prefect server."""
    return any(words[at : at + 3] == ["prefect", "server", "start"] for at in range(len(words)))


def command_line(pid: int) -> list[str]:
    """The words a process was started with; none for one that has gone."""
    return _read(PROC / str(pid) / "cmdline").rstrip("\0").split("\0")


def program_of(pid: int) -> str:
    """A process's program, for Python its module."""
    words = command_line(pid)
    if "-m" in words[:-1]:
        return words[words.index("-m") + 1]
    return Path(words[0]).name


def pss_bytes(pid: int) -> int:
    """A process's proportional share of memory; 0 for one that has gone."""
    for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith(_PSS):
            return int(line.split()[1]) << 10
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""
