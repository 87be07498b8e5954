"""Grades a target: pixels of a scan in, measures and levels out."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.targets.colour import delta_e_2000, luminance_of
from qa.targets.colour_measures import (
    balance_measures,
    colour_measures,
    light_measures,
    noise_measures,
    tone_measures,
)
from qa.targets.detection import FoundChart
from qa.targets.edges import MEASURED_ON_EDGES, chart_edges, edge_measures, region_edge
from qa.targets.kinds import TargetKind
from qa.targets.measures import MEASURES, Measure, missing, single
from qa.targets.patches import read_patches
from qa.targets.references import AFTER_2014, BEFORE_2014, chart_for
from qa.targets.report import PatchResult, ResponseCurve, TargetReport
from qa.targets.ruler import Ruler
from qa.targets.sfr import EdgeResponse
from qa.targets.standards import STANDARDS, judge, standard_for
from schemas.findings import Region

Device = NDArray[np.generic]
Linear = NDArray[np.float64]

#: Pixels over which the highest lightness is averaged, so that a speck of grain is none.
SMOOTHED_PX = 5
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A part of the scan at full resolution, beginning at (left, top)."""

    left: int
    top: int
    device: Device
    """The scan's own values, grey or RGB, 8 or 16 bits."""
    lab: NDArray[np.float32] | None = None
    """The same as L*a*b*; None where there is no usable profile."""

    def light(self, left: int, top: int, width: int, height: int, tone: "Tone") -> Linear:
        """Linear light of a rectangle of the scan, cut where the piece ends."""
        rows = slice(max(0, top - self.top), max(0, top - self.top + height))
        columns = slice(max(0, left - self.left), max(0, left - self.left + width))
        return tone.light(self.device[rows, columns])


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """What light a value of the scan stands for: relative luminance at evenly spaced values."""

    luminance: NDArray[np.float64]

    def light(self, values: Device) -> NDArray[np.float64]:
        """Linear light of the scan's own values."""
        full = 255.0 if values.dtype.itemsize == 1 else 65535.0
        steps = np.linspace(0, full, len(self.luminance))
        return np.asarray(np.interp(np.asarray(values, np.float64), steps, self.luminance))


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """What the file says of itself, as far as standards ask for it."""

    bits: int
    ppi: float | None
    profile: str
    """Name of the embedded profile, empty where there is none."""
    no_colour: str = ""
    """Why L*a*b* cannot be told (a key of ``measures.REASONS``), empty where it can."""


@dataclass(frozen=True, slots=True, eq=False)
class TargetScan:
    """All that is known of a scan with a target in it; pixels in those of the scan as stored."""

    facts: ScanFacts
    chart: FoundChart | None = None
    piece: Piece | None = None
    """The chart and its surroundings."""
    edge: Piece | None = None
    """A region that is known to hold a slanted edge."""
    tone: Tone | None = None
    ruler: Ruler | None = None
    is_ruler_unread: bool = False
    """A ruler's region was given, but its ticks cannot be made out."""
    pitch_mm: float | None = None
    """The distance between the chart's patches."""


def grade(scan: TargetScan, category: str) -> TargetReport:
    """Measure everything that can be measured and hold it against every standard."""
    patches, greys = _patches(scan)
    tone = scan.tone or tone_by_greys(greys)
    responses, reason = _edges(scan, tone)
    measures = [
        *_on_patches(scan, patches, greys),
        *edge_measures(responses, reason),
        *_of_scale(scan),
        *missing("no-grid", "distortion"),
        *_of_file(scan.facts),
    ]
    ordered = sorted(measures, key=lambda m: list(MEASURES).index(m.name))
    by_name = {measure.name: measure for measure in ordered}
    chart = scan.chart.chart if scan.chart else None
    report = TargetReport(
        kind=chart.kind.value if chart else "edge" if scan.edge else "ruler",
        target=chart.name if chart else "",
        reference=chart.reference if chart else "",
        category=category,
        profile=scan.facts.profile,
        region=_region(scan.chart) if scan.chart else None,
        patches=tuple(patches),
        greys=tuple(grey.name for grey in greys),
        measures=tuple(ordered),
        curves=tuple(_curve(way, response) for way, response in responses.items()),
        verdicts=tuple(judge(standard_for(key, category), by_name) for key in STANDARDS),
    )
    return _with_other_reference(report)


def tone_by_greys(greys: list[PatchResult]) -> Tone | None:
    """The scan's tone curve by its own grey scale, as ISO 12233 has it without a profile."""
    light = {grey.name: float(luminance_of(grey.reference[0])) for grey in greys}
    points = sorted({(float(np.mean(grey.device)), light[grey.name]) for grey in greys})
    values = [value for value, _ in points]
    luminance = [shine for _, shine in points]
    if len(points) < 4 or luminance != sorted(luminance):
        return None
    gamma = float(np.polyfit(np.log(np.maximum(values, 1)), np.log(luminance), 1)[0])
    steps = np.arange(256, dtype=np.float64)
    inner = np.interp(steps, values, luminance)
    dark = luminance[0] * (steps / max(values[0], 1)) ** gamma
    bright = luminance[-1] * (np.maximum(steps, 1) / values[-1]) ** gamma
    curve = np.where(steps < values[0], dark, np.where(steps > values[-1], bright, inner))
    return Tone(np.maximum.accumulate(curve))


def _patches(scan: TargetScan) -> tuple[list[PatchResult], list[PatchResult]]:
    if scan.chart is None or scan.piece is None:
        return [], []
    here = scan.chart.scaled(1.0, scan.piece.left, scan.piece.top)
    patches = read_patches(here, scan.piece.device, scan.piece.lab)
    by_name = {patch.name: patch for patch in patches}
    greys = [by_name[name] for name in scan.chart.chart.neutrals]
    if scan.piece.device.ndim == 2 or scan.chart.chart.kind is TargetKind.GREY:
        return greys, greys
    return patches, greys


def _on_patches(
    scan: TargetScan, patches: list[PatchResult], greys: list[PatchResult]
) -> list[Measure]:
    if scan.chart is None or scan.piece is None:
        edges_and_scale = {*MEASURED_ON_EDGES, "ppi", "scale", "distortion"}
        edges_and_scale |= {"ppi_stated", "bits", "colour_space"}
        return missing("no-chart", *(name for name in MEASURES if name not in edges_and_scale))
    reason = scan.facts.no_colour if scan.piece.lab is None else ""
    colourless = "no-colour" if len(greys[0].device) == 1 else ""
    if scan.chart.chart.kind is TargetKind.GREY:
        colourless = colourless or "grey-only"
    return [
        *colour_measures(patches, colourless or reason),
        *balance_measures(greys, reason),
        *tone_measures(greys, reason),
        *noise_measures(greys, reason),
        *light_measures(scan.chart.chart, patches, reason),
        _highest(scan.piece, reason),
    ]


def _highest(piece: Piece, reason: str) -> Measure:
    if piece.lab is None:
        return Measure("lightness_most", reason=reason)
    step = SMOOTHED_PX
    rows, columns = (side // step * step for side in piece.lab.shape[:2])
    blocks = piece.lab[:rows, :columns, 0].reshape(rows // step, step, columns // step, step)
    return single("lightness_most", float(blocks.mean(axis=(1, 3)).max()))


def _edges(scan: TargetScan, tone: Tone | None) -> tuple[dict[str, EdgeResponse], str]:
    if scan.edge is None and scan.chart is None:
        return {}, "edge-none"
    if tone is None:
        return {}, "no-tones"
    if scan.edge is not None:
        return region_edge(tone.light(scan.edge.device))
    piece, chart = scan.piece, scan.chart
    if piece is None or chart is None:
        return {}, "edge-none"
    return chart_edges(
        chart, lambda left, top, wide, high: piece.light(left, top, wide, high, tone)
    )


def _of_scale(scan: TargetScan) -> list[Measure]:
    obtained = None
    if scan.ruler is not None:
        obtained = scan.ruler.px_per_mm * _MM_PER_INCH
    elif scan.chart is not None and scan.pitch_mm:
        obtained = scan.chart.pitch_px / scan.pitch_mm * _MM_PER_INCH
    if obtained is None:
        return missing("no-ruler" if scan.is_ruler_unread else "no-scale", "ppi", "scale")
    if scan.facts.ppi is None:
        return [single("ppi", obtained), *missing("no-ppi", "scale")]
    error = 100 * (obtained / scan.facts.ppi - 1)
    return [single("ppi", obtained), single("scale", error)]


def _of_file(facts: ScanFacts) -> list[Measure]:
    space = Measure("colour_space", text=facts.profile)
    stated = [single("ppi_stated", facts.ppi)] if facts.ppi else missing("no-ppi", "ppi_stated")
    return [
        *stated,
        single("bits", facts.bits),
        space if facts.profile else Measure("colour_space", reason="no-profile"),
    ]


def _region(found: FoundChart) -> Region:
    left, top = (max(0, int(v)) for v in np.floor(found.outline.min(axis=0)))
    right, bottom = (int(v) for v in np.ceil(found.outline.max(axis=0)))
    return Region(left, top, right - left, bottom - top)


def _curve(direction: str, response: EdgeResponse) -> ResponseCurve:
    return ResponseCurve(
        direction, round(response.slant_degrees, 2), response.frequencies, response.modulation
    )


def _with_other_reference(report: TargetReport) -> TargetReport:
    """Charts of before November 2014 differ; which one was scanned, people must say."""
    mean = report.measure("delta_e_mean")
    if report.reference not in (AFTER_2014, BEFORE_2014) or mean is None or not mean.values:
        return report
    other = BEFORE_2014 if report.reference == AFTER_2014 else AFTER_2014
    truth = chart_for(TargetKind(report.kind), other).colours
    seen = np.array([patch.lab for patch in report.patches])
    value = round(float(delta_e_2000(truth, seen).mean()), 4)
    return replace(report, other_reference=other, other_delta_e_mean=value)
