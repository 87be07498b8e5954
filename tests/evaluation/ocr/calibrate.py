"""``python -m tests.evaluation.ocr.calibrate``: fits the estimate of a page's errors.

Training pages are read with the fit model and with unfit ones, so that good text and bad are both
known. The weights are printed in the form of ``pipeline/reading/quality.json``, or written where
``--out`` says. Nothing of the judging pages is seen.
"""

import argparse
import json
import multiprocessing
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from pipeline.engines import rapidocr
from pipeline.engines.base import EngineError
from pipeline.engines.library import read_picture
from pipeline.reading.legible import keep_legible
from pipeline.reading.pictures import open_grey
from pipeline.reading.preparation import prepare
from pipeline.reading.quality import signs_of
from pipeline.reading.second import KNOWN_SCRIPTS, read_again
from pipeline.reading.tongues import tongues_of
from samples.old_prints.fetching import fetch_faces
from samples.old_prints.sentences import Part
from schemas.reading import Script
from tests.evaluation.folding import folded
from tests.evaluation.ocr.fitting import fit, without_own_volume
from tests.evaluation.ocr.intervals import spearman
from tests.evaluation.ocr.measures import clusters, errors
from tests.evaluation.ocr.sources import JudgedPage, known_classes, rendered_pages

#: Models that are tried beside the fit one: what a mistaken router would have taken.
UNFIT = ("lit", "Fraktur")
#: The order of lines is no matter of letters: pages of several columns teach nothing here.
NOT_TAUGHT = ("newspaper", "parallel", "parallel-scripts")


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of a training page."""

    volume: str
    rate: float
    signs: dict[str, float]


def main(words: list[str]) -> int:
    """Read, fit and tell how well the fit holds on volumes it has not seen."""
    chosen = _parser().parse_args(words)
    fetch_faces()
    usual = [name for name in known_classes() if name not in NOT_TAUGHT]
    classes = chosen.classes.split(",") if chosen.classes else usual
    pages = list(rendered_pages(classes, chosen.pages, Part.TRAINING, chosen.workers))
    jobs = [(page, model) for page in pages for model in dict.fromkeys((page.model, *UNFIT))]
    with multiprocessing.get_context("spawn").Pool(chosen.workers) as pool:
        found = pool.map(row_of, jobs, chunksize=1)
    rows = [row for row in found if row is not None]
    written = json.dumps(calibrated(rows), ensure_ascii=False, indent=1) + "\n"
    if chosen.out:
        chosen.out.write_text(written, encoding="utf-8")
    sys.stdout.write(written)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.ocr.calibrate")
    parser.add_argument("--classes", help="by comma")
    parser.add_argument("--pages", type=int, default=10, help="of each class; five are a volume")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path)
    return parser


def row_of(job: tuple[JudgedPage, str]) -> Row | None:
    """One page read with one model; None where an engine gave up or nothing was read."""
    page, model = job
    tongues = tongues_of(page.languages)
    script = Script(page.scripts[0])
    try:
        grey = prepare(open_grey(page.image)[0]).grey
        text = keep_legible(read_picture(grey, model))
        is_asked = script in KNOWN_SCRIPTS and rapidocr.is_installed()
        second = read_again(text, grey, script, tongues) if is_asked else None
    except EngineError:
        return None
    kept = text if second is None else second.text
    if not kept.words:
        return None
    count = errors(clusters(folded(kept.plain)), clusters(folded(page.truth)))
    return Row(page.volume, min(1.0, count.rate or 0.0), asdict(signs_of(kept, tongues, second)))


def calibrated(rows: list[Row]) -> dict[str, Any]:
    """The fit over all rows, and the correlation on volumes left out in turn."""
    names = list(rows[0].signs)
    values = [[row.signs[name] for name in names] for row in rows]
    rates = [row.rate for row in rows]
    volumes = [row.volume for row in rows]
    left_out = without_own_volume(names, values, rates, volumes)
    whole = fit(names, values, rates)
    off = [abs(one - other) for one, other in zip(left_out, rates, strict=True)]
    rho = spearman(left_out, rates)
    weights = {"intercept": whole.intercept} | dict(zip(names, whole.weights, strict=True))
    return {
        "fitted_on": f"{len(rows)} readings of training pages, {len(set(volumes))} volumes",
        "spearman_on_volumes_left_out": None if rho is None else round(rho, 3),
        "mean_miss_on_volumes_left_out": round(fmean(off), 4),
        "weights": {name: round(weight, 4) for name, weight in weights.items()},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
