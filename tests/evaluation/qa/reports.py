"""Whole reports of pages, kept beside a run's file to be held against those of other pages."""

import gzip
import pickle
from pathlib import Path

from qa.report import QaReport


def reports_beside(file: Path) -> Path:
    """The folder of reports that belongs to a run's file."""
    folder = file.with_suffix(".reports")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_report(folder: Path, name: str, report: QaReport) -> None:
    """Keep a report under the name of its case."""
    file = _file(folder, name)
    half = file.with_suffix(".half")
    half.write_bytes(gzip.compress(pickle.dumps(report), 1))
    half.replace(file)


def kept_report(folder: Path, name: str) -> QaReport | None:
    """A report kept before; None where there is none."""
    file = _file(folder, name)
    if not file.is_file():
        return None
    report: QaReport = pickle.loads(gzip.decompress(file.read_bytes()))
    return report


def _file(folder: Path, name: str) -> Path:
    return folder / (name.replace("/", "+") + ".pickle.gz")
