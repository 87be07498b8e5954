"""Memory of large objects, and seconds a page as objects grow."""

from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.digitising import Digitised, digitise
from tests.benchmarks.volumes import LARGE, LARGE_FULL_OF_TEXT, SMALL, beginning, volume

MEMORY_TARGET_BYTES = 1_500_000_000
#: The highest over the lowest that still counts as flat.
FLAT = 1.2
MEMORY_PAGES = {"default": (40, 80), "full": (75, 300)}
FULL_OF_TEXT_PAGES = 6
GROWTH_PAGES = {"default": (25, 50, 100), "full": (25, 100, 400)}


@dataclass(frozen=True, slots=True)
class Series:
    """The same kind of object in several sizes."""

    runs: list[Digitised]

    @property
    def peak_bytes(self) -> int:
        """The most memory of any run."""
        return max(run.memory.peak_bytes for run in self.runs)

    @property
    def memory_growth(self) -> float:
        """Peak memory of the largest object over that of the smallest."""
        return self.runs[-1].memory.peak_bytes / self.runs[0].memory.peak_bytes

    @property
    def page_seconds(self) -> list[float]:
        """Seconds a page, by the span."""
        return [run.span_seconds / run.pages for run in self.runs]

    @property
    def time_growth(self) -> float:
        """Seconds a page of the largest object over those of the smallest."""
        return self.page_seconds[-1] / self.page_seconds[0]

    @property
    def cpu_growth(self) -> float:
        """The same by time of computing, which other work on the machine hardly touches."""
        first, last = self.runs[0], self.runs[-1]
        return (last.cpu_seconds / last.pages) / (first.cpu_seconds / first.pages)


def measure_memory(size: str) -> Series:
    """Scans of 20 megapixels with few lines of text on them, in two numbers."""
    return measured(volume("large", LARGE, max(MEMORY_PAGES[size])), MEMORY_PAGES[size])


def measure_full_pages() -> Digitised:
    """A few scans of 20 megapixels full of text."""
    return digitise(volume("large-full", LARGE_FULL_OF_TEXT, FULL_OF_TEXT_PAGES))


def measure_growth(size: str) -> Series:
    """Small pages in three numbers."""
    return measured(volume("small", SMALL, max(GROWTH_PAGES[size])), GROWTH_PAGES[size])


def measured(whole: Path, pages: tuple[int, ...]) -> Series:
    """Digitise the beginnings of a volume, from the shortest to the whole."""
    return Series([digitise(beginning(whole, count)) for count in pages])
