"""Volumes of measures alone."""

from dataclasses import replace

import numpy as np

from qa.report import QaReport, Signature
from qa.volume.pages import VolumePage

#: What scatters from page to page of a sound volume, as a standard deviation.
SCATTER = {
    "paper_l": 0.6, "paper_a": 0.35, "paper_b": 0.45, "edge_px": 0.04,
    "fall_off_percent": 0.4, "fold_shadow_percent": 0.2,
}  # fmt: skip
USUAL = {
    "paper_l": 86.0, "paper_a": 2.0, "paper_b": 16.0, "edge_px": 0.9,
    "fall_off_percent": 2.6, "fold_shadow_percent": 1.7,
}  # fmt: skip


def page_of(**measures) -> VolumePage:
    report = QaReport((), (), Signature(0, 0, b"", blank=True), "book", "1", measures=measures)
    return VolumePage(report)


def volume(seed=0, pages=60):
    """Yellow paper, rectos a little darker than versos."""
    rng = np.random.default_rng(seed)
    made = []
    for n in range(pages):
        values = {k: float(USUAL[k] + rng.normal(0, s)) for k, s in SCATTER.items()}
        values["paper_l"] -= 2.5 * (n % 2)
        if 0 < n < pages - 1:
            values["text_height_px"] = 30.0
        made.append(page_of(**values))
    return made


def changed(page, **by):
    """The page with some measures moved by so much."""
    measures = {**page.measures, **{k: page.measures.get(k, 0) + v for k, v in by.items()}}
    return replace(page, report=replace(page.report, measures=measures))
