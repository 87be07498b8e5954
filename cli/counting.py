"""Progress of work that counts its own pages: a bar on a screen, a line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.printing import notices

#: Without a screen a line is printed whenever the work has come this much further.
LINE_EVERY = 0.25


@contextmanager
def counted(name: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many are done, of how many."""
    if not notices.is_terminal:
        yield in_lines(name)
        return
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notices, transient=True) as progress:
        bar = progress.add_task(name, total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)


def in_lines(name: str) -> Callable[[int, int], None]:
    """Print a line a quarter, for logs and pipes."""
    began, said = time.monotonic(), 0

    def tell(done: int, of: int) -> None:
        nonlocal said
        quarter = int(done / of / LINE_EVERY) if of else 0
        if quarter > said:
            said = quarter
            notices.print(f"{time.monotonic() - began:6.1f} s  {name:<22} {done}/{of}")

    return tell
