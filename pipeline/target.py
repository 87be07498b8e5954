"""Opens a scan of a target, in the sandbox, and has it graded."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray

from pipeline.colour_profiles import is_profile_of
from pipeline.errors import UnreadableFileError
from pipeline.headers import read_header
from pipeline.imaging import ImageDamagedError, open_scan, open_with_pillow, said_by, to_screen
from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.viewing import ScanNotViewableError
from qa.targets.colour import luminance_of
from qa.targets.detection import FoundChart, find_chart
from qa.targets.edges import region_within
from qa.targets.grading import Piece, ScanFacts, TargetScan, Tone, grade
from qa.targets.kinds import TargetKind
from qa.targets.references import AFTER_2014, Chart, chart_for, with_own_values
from qa.targets.report import TargetReport
from qa.targets.ruler import read_ruler
from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.pages import ImageFacts
from schemas.texts import N_

#: The chart is looked for in a picture whose longest side does not exceed this.
OVERVIEW_PX = 2000
#: Surroundings kept about the chart, in distances between its patches.
MARGIN = 0.5
#: Values at which the profile's tone curve is asked for.
TONE_STEPS = 1024


class RegionOutsideError(LibraryError):
    """A region was given that the picture does not have."""

    code = "QA-002"
    message = N_("The region {region} does not lie in the picture of {width} × {height} pixels.")
    hint = N_("Give left, top, width and height in pixels of the picture as it is stored.")


class ReferenceNotUsableError(LibraryError):
    """The file of a chart's own values cannot be used."""

    code = "QA-003"
    message = N_("The chart's values in “{name}” cannot be used: {reason}.")
    hint = N_(
        "A CGATS or CSV file is wanted, with a name and L*, a* and b* (D50, 2°) of every patch."
    )


@dataclass(frozen=True, slots=True)
class TargetRequest:
    """What is to be graded, and what is known of it beforehand; regions in pixels as stored."""

    kinds: tuple[TargetKind, ...] = (TargetKind.CLASSIC24, TargetKind.SG140)
    """The charts that are looked for, in this order."""
    category: str = "bound-general"
    reference: str = AFTER_2014
    """The chart's formulation, or the name of its own values."""
    own_values: str = ""
    """The chart's own values, CGATS or CSV; empty for its maker's."""
    edge: Region | None = None
    ruler: Region | None = None
    pitch_mm: float | None = None
    """The distance between the middles of neighbouring patches."""
    image: int = 0
    """The image's number within the file."""
    within: Region | None = None
    """The part of the picture in which the chart lies, where that is known."""


def grade_file(
    path: Path, request: TargetRequest, limits: Limits, max_pixels: int
) -> TargetReport | None:
    """Grade the target in an image of a file; None where there is none.

    Raises:
        UnreadableFileError: there is no such file.
        ScanFaultError: its content is no image that could be taken.
        ScanNotViewableError: the picture cannot be read.
        RegionOutsideError: a given region is not in the picture.
        ReferenceNotUsableError: the chart's own values do not fit it.
    """
    if not path.is_file():
        raise UnreadableFileError(path=path, reason=N_("there is no such file"))
    try:
        return confined(grade_opened, path, request, max_pixels, limits=limits)
    except ConfinedFailure as failure:
        raise ScanNotViewableError(name=path.name, reason=failure.reason) from failure


def grade_opened(path: Path, request: TargetRequest, max_pixels: int) -> TargetReport | None:
    """The same in this process; for the sandbox."""
    facts = read_header(path, request.image, max_pixels)
    charts = [_chart(kind, request) for kind in request.kinds]
    part = _part(request.within, facts)
    try:
        scan = _read(_opened(path, facts, request.image, part), facts, request, charts)
    except (ImageDamagedError, pyvips.Error) as error:
        raise ScanNotViewableError(name=path.name, reason=said_by(error)) from error
    if scan.chart is None and scan.edge is None and scan.ruler is None:
        return None
    return _placed(grade(scan, request.category), part)


def _chart(kind: TargetKind, request: TargetRequest) -> Chart:
    if not request.own_values:
        return chart_for(kind, request.reference)
    try:
        return with_own_values(chart_for(kind), request.own_values, request.reference)
    except ValueError as error:
        raise ReferenceNotUsableError(name=request.reference, reason=str(error)) from error


def _part(within: Region | None, facts: ImageFacts) -> Region | None:
    """The part that is read, with some surroundings; a map is not read whole for its chart."""
    if within is None:
        return None
    reach = max(within.width, within.height) // 4
    left, top = max(0, within.x - reach), max(0, within.y - reach)
    right = min(facts.width_px, within.x + within.width + reach)
    bottom = min(facts.height_px, within.y + within.height + reach)
    return Region(left, top, right - left, bottom - top)


def _placed(report: TargetReport, part: Region | None) -> TargetReport:
    """The report with its region in pixels of the whole scan."""
    at = report.region
    if part is None or at is None:
        return report
    return replace(report, region=Region(at.x + part.x, at.y + part.y, at.width, at.height))


def _opened(path: Path, facts: ImageFacts, number: int, part: Region | None) -> pyvips.Image:
    try:
        image = open_scan(path, number, sequential=part is not None)
        return (image if part is None else _cut(image, part)).copy_memory()
    except (ImageDamagedError, pyvips.Error):
        image = open_with_pillow(path, facts, number)[0]
        return image if part is None else _cut(image, part)


def _read(
    image: pyvips.Image, facts: ImageFacts, request: TargetRequest, charts: list[Chart]
) -> TargetScan:
    device, no_colour = _as_measured(image)
    profile = _profile(device)
    tone = _tone(device, profile) if profile and not no_colour else None
    if not no_colour and tone is None:
        no_colour = "odd-profile" if profile else "no-profile"
    ppi = min((value for value in (facts.ppi_x, facts.ppi_y) if value), default=None)
    found = _find(device, charts)
    strip = _pixels(_cut(device, request.ruler)) if request.ruler else None
    ruler = None if strip is None or ppi is None else read_ruler(_grey(strip), ppi)
    return TargetScan(
        facts=ScanFacts(facts.bits_per_channel, ppi, facts.icc_profile or "", no_colour),
        chart=found,
        piece=_piece_about(found, device, tone is not None) if found else None,
        edge=_edge(device, request.edge) if request.edge else None,
        tone=tone,
        ruler=ruler,
        is_ruler_unread=strip is not None and ppi is not None and ruler is None,
        pitch_mm=request.pitch_mm,
    )


def _as_measured(image: pyvips.Image) -> tuple[pyvips.Image, str]:
    """Grey or RGB in 8 or 16 bits; and why colours cannot be told, where that cost their truth."""
    if image.hasalpha() and image.interpretation in ("srgb", "b-w", "rgb16", "grey16"):
        image = image.flatten(background=65535 if image.format == "ushort" else 255)
    spaces = {1: ("b-w", "grey16", "multiband"), 3: ("srgb", "rgb", "rgb16", "multiband")}
    if image.format in ("uchar", "ushort") and image.interpretation in spaces.get(image.bands, ()):
        return image, ""
    return to_screen(image), "odd-profile"


def _profile(image: pyvips.Image) -> bytes:
    return bytes(image.get("icc-profile-data")) if image.get_typeof("icc-profile-data") else b""


def _tone(image: pyvips.Image, profile: bytes) -> Tone | None:
    """Luminance of the greys from black to white by the profile; None where it is of no use."""
    if not is_profile_of(profile, image.bands):
        return None
    full, kind = (65535, np.uint16) if image.format == "ushort" else (255, np.uint8)
    steps = np.linspace(0, full, TONE_STEPS if full > 255 else 256).round().astype(kind)
    ramp = pyvips.Image.new_from_array(np.repeat(steps[None, :, None], image.bands, axis=2))
    ramp = ramp.copy(interpretation=image.interpretation)
    ramp.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    with suppress(pyvips.Error):
        lightness = _lab(ramp)[0, :, 0].astype(np.float64)
        if lightness[-1] - lightness[0] > 50:
            return Tone(np.maximum.accumulate(luminance_of(lightness)))
    return None


def _lab(image: pyvips.Image) -> NDArray[np.float32]:
    """L*a*b* (D50) by the embedded profile, never by a guess."""
    imported = image.icc_import(embedded=True, intent="relative", pcs="lab")
    values = np.array(imported.numpy(), np.float32).reshape(image.height, image.width, 3)
    if not pyvips.at_least_libvips(8, 15):
        # Older ones read lcms's answer by the scale of ICC v2: half a unit off in a* and b*.
        values[..., 0] *= 65280 / 65535
        values[..., 1:] = (values[..., 1:] + 128) * (256 / 257) - 128
    return values


def _pixels(image: pyvips.Image) -> NDArray[np.generic]:
    shape = (image.height, image.width, image.bands)[: 2 if image.bands == 1 else 3]
    return np.asarray(image.numpy()).reshape(shape)


def _grey(values: NDArray[np.generic]) -> NDArray[np.float64]:
    plain = np.asarray(values, np.float64)
    return plain.mean(axis=2) if plain.ndim == 3 else plain


def _find(image: pyvips.Image, charts: list[Chart]) -> FoundChart | None:
    shrink = max(1, -(-max(image.width, image.height) // OVERVIEW_PX))
    small = image if shrink == 1 else image.shrink(shrink, shrink)
    overview = np.asarray(_pixels(small >> 8 if small.format == "ushort" else small), np.uint8)
    for chart in charts:
        found = find_chart(overview, chart)
        if found is not None:
            return found.scaled(shrink)
    return None


def _piece_about(found: FoundChart, image: pyvips.Image, has_colour: bool) -> Piece:
    margin = MARGIN * found.pitch_px
    left, top = (max(0, int(v - margin)) for v in found.outline.min(axis=0))
    right, bottom = (int(v + margin) for v in found.outline.max(axis=0))
    wide, high = min(right, image.width) - left, min(bottom, image.height) - top
    part = image.crop(left, top, wide, high)
    return Piece(left, top, _pixels(part), _lab(part) if has_colour else None)


def _edge(image: pyvips.Image, region: Region) -> Piece:
    return Piece(region.x, region.y, _pixels(_cut(image, region)))


def _cut(image: pyvips.Image, region: Region) -> pyvips.Image:
    if not region_within(region, image.width, image.height):
        said = f"{region.x},{region.y},{region.width},{region.height}"
        raise RegionOutsideError(region=said, width=image.width, height=image.height)
    return image.crop(region.x, region.y, region.width, region.height)
