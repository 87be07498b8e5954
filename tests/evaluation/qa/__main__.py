"""``make eval-qa``: faults seeded and clean pages judged, into build/eval/eval-qa.json."""

import argparse
import shutil
import sys
import time
from pathlib import Path

from rich.console import Console

from tests.evaluation.qa import plan, reporting, running, tables, volumes
from tests.evaluation.qa.defects import judge_real_faults
from tests.evaluation.qa.judging import Record
from tests.evaluation.qa.reports import reports_beside
from tests.evaluation.qa.sources import VOLUMES
from tests.evaluation.scan_sets import ROOT

FOLDER = ROOT / "build/eval"


def main(words: list[str]) -> int:
    """Judge what was asked for; 1 where a target is missed."""
    running.begin()  # before the processes part: OpenCV's threads do not survive it
    chosen = _parser().parse_args(words)
    console = Console(width=150 if not sys.stdout.isatty() else None, stderr=chosen.json)
    wanted = _wanted(chosen)
    FOLDER.mkdir(parents=True, exist_ok=True)
    digest = running.code_digest()
    kept = FOLDER / f"eval-qa-{digest}.jsonl"
    began = time.monotonic()
    cases = list(plan.cases_of(wanted))
    names = {case.name for case in cases}
    known = running.known_records(kept)
    jobs = [] if chosen.known else plan.jobs_of(iter(cases), set(known))
    console.print(f"{len(names)} pages to judge, {len(names & set(known))} known, {digest}")
    running.run(jobs, kept, chosen.workers, _ticker(console))
    pages = [one for name, one in running.known_records(kept).items() if name in names]
    between: list[Record] = []
    if wanted.volumes:
        console.print("Volumes …")
        between = volumes.judge_volumes(wanted, reports_beside(kept), chosen.workers)
    records = volumes.with_volume_codes(pages, between)
    figures = reporting.figures_of(records, judge_real_faults() if wanted.with_real else ())
    about = {"code": digest, "pages": len(records), "seconds": round(time.monotonic() - began)}
    reporting.write_json(figures, about, FOLDER / "eval-qa.json")
    reporting.write_pages(records, FOLDER / "eval-qa.csv")
    tables.print_figures(figures, console)
    if chosen.json:
        sys.stdout.write((FOLDER / "eval-qa.json").read_text())
    _forget_others(kept)
    return 1 if reporting.misses(figures) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.qa", description=__doc__)
    parser.add_argument("--faults", help="some kinds only, by comma; none for none")
    parser.add_argument("--seeds", type=int, default=60, help="for each fault and grade")
    parser.add_argument("--headline-seeds", type=int, help="focus, skew, cut text (default 200)")
    parser.add_argument("--clean", type=int, default=1000, help="sound made pages")
    parser.add_argument("--real-seeds", type=int, default=10, help="in real scans")
    parser.add_argument("--real", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--volumes", type=int, default=VOLUMES, help="whole sound volumes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--known", action="store_true", help="figures of what is judged already")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser


def _wanted(chosen: argparse.Namespace) -> plan.Wanted:
    faults = list(plan.Wanted().faults) if chosen.faults is None else chosen.faults.split(",")
    if chosen.faults == "none":
        faults = []
    if unknown := running.unknown_faults(faults):
        raise SystemExit(f"no such faults: {', '.join(unknown)}")
    headline = chosen.headline_seeds or (200 if chosen.seeds >= 60 else chosen.seeds)
    return plan.Wanted(
        tuple(faults), chosen.seeds, headline, chosen.clean, chosen.real_seeds, chosen.real,
        chosen.volumes,
    )  # fmt: skip


def _ticker(console: Console) -> running.Tick:
    """A line each minute."""
    said = [time.monotonic()]

    def tick(done: int, of: int) -> None:
        if time.monotonic() - said[0] > 60 or done == of:
            said[0] = time.monotonic()
            console.print(f"{time.strftime('%H:%M:%S')} {done} of {of} pages")

    return tick


def _forget_others(kept: Path) -> None:
    """Remove what earlier code judged."""
    for file in kept.parent.glob("eval-qa-*"):
        if not file.name.startswith(kept.stem):
            shutil.rmtree(file) if file.is_dir() else file.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
