"""``python -m tests.evaluation.ocr.calibrate MODULE:FUNCTION``: fits the estimate of errors.

The function gives named numbers of a ``PageText``. Training pages are read with the fit model and
with unfit ones, so that good text and bad are both known; the coefficients are printed as JSON, or
written where ``--out`` says. Nothing of the judging pages is seen.
"""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import fmean
from typing import Any

from pipeline.engines.base import EngineError
from pipeline.engines.registry import get_engine
from samples.old_prints.fetching import fetch_faces
from samples.old_prints.sentences import Part
from schemas.pages import PageText
from tests.evaluation.folding import folded
from tests.evaluation.ocr.fitting import Fit, fit, without_own_volume
from tests.evaluation.ocr.intervals import spearman
from tests.evaluation.ocr.measures import clusters, errors
from tests.evaluation.ocr.readers import SECONDS_A_PAGE
from tests.evaluation.ocr.sources import JudgedPage, known_classes, rendered_pages

Features = Callable[[PageText], Mapping[str, float]]
#: Models that are tried beside the fit one: what a mistaken router would have taken.
UNFIT = ("lit", "Fraktur")


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of a training page."""

    volume: str
    rate: float
    features: dict[str, float]


def main(words: list[str]) -> int:
    """Read, fit and tell how well the fit holds on volumes it has not seen."""
    chosen = _parser().parse_args(words)
    fetch_faces()
    classes = chosen.classes.split(",") if chosen.classes else known_classes()
    pages = list(rendered_pages(classes, chosen.pages, Part.TRAINING, chosen.workers))
    jobs = [(page, model) for page in pages for model in dict.fromkeys((page.model, *UNFIT))]
    with multiprocessing.get_context("spawn").Pool(chosen.workers) as pool:
        found = pool.map(partial(row_of, chosen.features), jobs, chunksize=1)
    rows = [row for row in found if row is not None]
    written = json.dumps(calibrated(rows), ensure_ascii=False, indent=1) + "\n"
    if chosen.out:
        chosen.out.write_text(written, encoding="utf-8")
    sys.stdout.write(written)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.ocr.calibrate")
    parser.add_argument("features", help="MODULE:FUNCTION, from PageText to names and numbers")
    parser.add_argument("--classes", help="by comma")
    parser.add_argument("--pages", type=int, default=10, help="of each class; five are a volume")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path)
    return parser


def row_of(features: str, job: tuple[JudgedPage, str]) -> Row | None:
    """One page read with one model; None where the engine gave up or nothing was read."""
    page, model = job
    try:
        text = get_engine("tesseract").recognise(page.image, model, SECONDS_A_PAGE)
    except EngineError:
        return None
    if not text.words:
        return None
    count = errors(clusters(folded(text.plain)), clusters(folded(page.truth)))
    return Row(page.volume, min(1.0, count.rate or 0.0), dict(_function(features)(text)))


def _function(dotted: str) -> Features:
    module, _, name = dotted.partition(":")
    found: Features = getattr(import_module(module), name)
    return found


def calibrated(rows: list[Row]) -> dict[str, Any]:
    """The fit over all rows, and the correlation on volumes left out in turn."""
    names = sorted(rows[0].features)
    values = [[row.features[name] for name in names] for row in rows]
    rates = [row.rate for row in rows]
    left_out = without_own_volume(names, values, rates, [row.volume for row in rows])
    whole: Fit = fit(names, values, rates)
    off = [abs(one - other) for one, other in zip(left_out, rates, strict=True)]
    rho = spearman(left_out, rates)
    return asdict(whole) | {
        "readings": len(rows), "volumes": len({row.volume for row in rows}),
        "spearman_left_out": None if rho is None else round(rho, 4),
        "mean_error_left_out": round(fmean(off), 4),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
