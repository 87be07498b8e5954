"""Progress while flows run: read from the work folders, so it is true on any machine.

Every finished step of a page leaves a marker there; counting markers asks nobody to report.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.language import _
from cli.printing import notices
from pipeline.markers import steps_done
from pipeline.page import STEPS
from schemas.texts import N_

LOOK_SECONDS = 0.4
#: Without a screen a line is printed whenever a step has come this much further.
LINE_EVERY = 0.25

STEP_NAMES = {
    "capture": N_("1 capture"),
    "qa": N_("2 image checks"),
    "derivatives": N_("2b access copies"),
    "ocr": N_("3 text recognition"),
}


class Watch:
    """The object in work: its work folder and how many pages it has."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.folder: Path | None = None
        self.pages = 0

    def look_at(self, object_id: str, pages: int) -> None:
        """Follow this object from now on."""
        self.folder, self.pages = self.work / object_id.rpartition("/")[2], pages


@contextmanager
def shown_progress(work: Path) -> Iterator[Watch]:
    """Show bars on a screen, else lines now and then, for as long as the block lasts."""
    watch, over = Watch(work), threading.Event()
    show = show_bars if notices.is_terminal else show_lines
    thread = threading.Thread(target=show, args=(watch, over), daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()


def show_bars(watch: Watch, over: threading.Event) -> None:
    """A bar a step, with rate and estimated finish."""
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notices, transient=True) as progress:
        bars = {step: progress.add_task(_(STEP_NAMES[step]), total=None) for step in STEPS}
        while not over.wait(LOOK_SECONDS):
            for step, count in counts(watch).items():
                total = max(watch.pages or 0, count) or None
                progress.update(bars[step], completed=count, total=total)


def show_lines(watch: Watch, over: threading.Event) -> None:
    """A line a step and quarter, for logs and pipes."""
    said: dict[tuple[Path | None, str], int] = {}
    began = time.monotonic()
    running = True
    while running:
        running = not over.wait(LOOK_SECONDS)
        for step, count in counts(watch).items():
            quarter = int(count / watch.pages / LINE_EVERY) if watch.pages else 0
            if quarter > said.get((watch.folder, step), 0):
                said[watch.folder, step] = quarter
                seconds = f"{time.monotonic() - began:6.1f} s"
                notices.print(f"{seconds}  {_(STEP_NAMES[step]):<22} {count}/{watch.pages}")


def counts(watch: Watch) -> dict[str, int]:
    """How many pages each step has done."""
    return steps_done(watch.folder) if watch.folder is not None else {}
