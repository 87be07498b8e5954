"""``make bench``: overhead, reading, search, memory and growth, into build/bench/bench.json."""

import argparse
import sys

from rich.console import Console

from tests.benchmarks import checks, ocr, overhead, scaling, search, sequence
from tests.benchmarks.digitising import BUILD
from tests.benchmarks.reporting import Figures, print_figures, write_json
from tests.evaluation.commands import ROOT
from tests.evaluation.scan_sets import SCANS

PARTS = ("checks", "sequence", "ocr", "search", "overhead", "memory", "growth")


def main(words: list[str]) -> int:
    """Measure what was asked for; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--size", choices=("default", "full"), default="default")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be repeated")
    chosen = parser.parse_args(words)
    console = Console(width=120 if not sys.stdout.isatty() else None)
    BUILD.mkdir(parents=True, exist_ok=True)
    figures = measure(chosen.size, chosen.only or PARTS, console)
    write_json(figures, BUILD / "bench.json")
    print_figures(figures, console)
    console.print(f"Kept in {BUILD.relative_to(ROOT)}/bench.json")
    return 1 if figures.misses else 0


def measure(size: str, parts: list[str] | tuple[str, ...], console: Console) -> Figures:
    """One part after the other."""
    figures = Figures(size)
    if "checks" in parts:
        console.print("Checks: a page of 21 megapixels, a map of 200 …")
        figures.checks = checks.measure()
    if "sequence" in parts:
        console.print("Sequence: a volume of 1,000 pages …")
        figures.sequence = sequence.measure()
    measure_text(figures, parts, console)
    if "overhead" in parts and not SCANS.is_dir():
        console.print(f"No scans in {SCANS}: the overhead is not measured.")
    elif "overhead" in parts:
        console.print("Overhead: 24 real pages, bare and whole by turns …")
        figures.overhead = overhead.measure()
    if "memory" in parts:
        console.print("Memory: scans of 20 megapixels …")
        figures.memory = scaling.measure_memory(size)
        figures.full_pages = scaling.measure_full_pages()
    if "growth" in parts:
        console.print("Growth: small pages …")
        figures.growth = scaling.measure_growth(size)
    return figures


def measure_text(figures: Figures, parts: list[str] | tuple[str, ...], console: Console) -> None:
    """How fast text is read and found."""
    if "ocr" in parts:
        console.print("Reading: real pages, by us and by OCRmyPDF …")
        figures.ocr = ocr.measure(figures.size, console)
    if "search" in parts:
        console.print(f"Search: {search.PAGES[figures.size]} pages in both databases …")
        figures.search = search.measure(figures.size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
