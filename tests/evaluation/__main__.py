"""``make eval``: every set of real scans through the whole way, into build/eval/eval.json."""

import shutil
import sys

from rich.console import Console

from tests.evaluation.digitised import SetResult, digitise_set
from tests.evaluation.reporting import Evaluation, print_table, write_json
from tests.evaluation.scan_sets import ROOT, SCANS, SETS, ScanSet
from tests.evaluation.validity import check_documents, check_storage

FOLDER = ROOT / "build/eval"
HOME = FOLDER / "home"


def main(chosen: list[str]) -> int:
    """Evaluate the sets named, or all; 1 where something is not as it must be."""
    console = Console(width=150 if not sys.stdout.isatty() else None)
    wanted = [one for one in SETS if not chosen or one.name in chosen]
    there = [one for one in wanted if one.folder.is_dir()]
    if not there:
        console.print(f"No scans in {SCANS}: nothing to evaluate.")
        return 0
    shutil.rmtree(HOME, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    run = Evaluation(
        [evaluated(one, console) for one in there],
        check_documents(HOME),
        check_storage(HOME / "storage"),
        [one.name for one in wanted if one not in there],
    )
    write_json(run, FOLDER / "eval.json")
    print_table(run, console)
    console.print(f"Kept in {FOLDER.relative_to(ROOT)}/eval.json")
    return 1 if run.troubles else 0


def evaluated(one: ScanSet, console: Console) -> SetResult:
    """One set, with a line to say that it is done."""
    result = digitise_set(one, HOME)
    console.print(f"{one.name}: {len(result.pages)} pages in {result.seconds:.0f} s")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
