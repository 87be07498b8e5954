"""Pages in the report of ``skrynia qa``: a small picture, the findings drawn on it and numbered.

Drawn as SVG in pixels of the page, so that boxes keep their place at any size and in print.
"""

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from cli.language import _
from pipeline.inspected import InspectedPage
from qa.codes import severity_of, unit_of
from schemas.findings import Finding, Region
from web.iiif import ImageSize
from web.regions import ScanShape, page_size, region_on_page

#: Radius of a finding's number, as a share of the page's longest side.
BADGE = 0.022
#: TIFF/EXIF orientations that are mirrored: what leans right in the file leans left to the eye.
_MIRRORED = (2, 4, 5, 7)


def small(page: InspectedPage, title: str) -> str:
    """The page as a picture without drawings."""
    size = size_of(page)
    if not page.picture or size is None:
        return nothing_to_show()
    width, height = size
    return (
        f'<img src="{_data(page)}" width="{width}" height="{height}" alt="{escape(title)}"'
        ' loading="lazy">'
    )


def drawn(page: InspectedPage, title: str) -> str:
    """The page with a numbered box round what was found, and a line where it stands askew."""
    size = size_of(page)
    if not page.picture or size is None:
        return nothing_to_show()
    width, height = size
    marks = "".join(_marks(page, size))
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f'<image href="{_data(page)}" width="{width}" height="{height}"'
        f' preserveAspectRatio="none"/>{marks}</svg>'
    )


def nothing_to_show() -> str:
    """What stands where there is no picture."""
    return f'<p class="placeholder">{escape(_("There is no picture to show."))}</p>'


def size_of(page: InspectedPage) -> tuple[int, int] | None:
    """Width and height of the upright page in pixels of the scan; None where it is not known."""
    shape = _shape(page)
    if shape is None:
        return None
    size = page_size([page.part], {page.part.scan_number: shape})
    return size.width, size.height


def _shape(page: InspectedPage) -> ScanShape | None:
    facts = page.scan.facts
    if facts is None:
        return None
    return ScanShape(ImageSize(facts.width_px, facts.height_px), facts.orientation)


def _data(page: InspectedPage) -> str:
    return f"data:image/jpeg;base64,{b64encode(page.picture).decode()}"


def _marks(page: InspectedPage, size: tuple[int, int]) -> Iterator[str]:
    taken: list[tuple[float, float]] = []
    for number, finding in enumerate(page.findings, start=1):
        region = _region(page, finding)
        kind = severity_of(finding.code)
        if region is not None:
            yield f'<g class="mark {kind}">{_box(region)}{_badge(region, number, size, taken)}</g>'
        elif unit_of(finding.code) == "°" and finding.measured is not None:
            middle = Region(0, size[1] // 2, 0, 0)
            lines = _leaning(page, finding.measured, size)
            yield f'<g class="mark {kind}">{lines}{_badge(middle, number, size, taken)}</g>'


def _region(page: InspectedPage, finding: Finding) -> Region | None:
    shape = _shape(page)
    if finding.region is None or shape is None:
        return None
    scan = page.part.scan_number
    return region_on_page(finding.region, scan, [page.part], {scan: shape})


def _box(region: Region) -> str:
    """A light line and a coloured one over it: one of them shows on any ground."""
    place = f'x="{region.x}" y="{region.y}" width="{region.width}" height="{region.height}"'
    return f'<rect class="halo" {place}/><rect {place}/>'


def _badge(
    region: Region, number: int, size: tuple[int, int], taken: list[tuple[float, float]]
) -> str:
    """The number at the box's corner, moved aside where another stands already."""
    radius = BADGE * max(size)
    x = min(max(region.x, radius), max(radius, size[0] - radius))
    y = min(max(region.y, radius), max(radius, size[1] - radius))
    while any(abs(x - a) < 2 * radius and abs(y - b) < 2 * radius for a, b in taken):
        x += 2.1 * radius
    taken.append((x, y))
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}"/>'
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{radius * 1.3:.1f}">{number}</text>'
    )


def _leaning(page: InspectedPage, degrees: float, size: tuple[int, int]) -> str:
    """How the lines lie, over how they should."""
    facts = page.scan.facts
    if facts is not None and facts.orientation in _MIRRORED:
        degrees = -degrees
    width, height = size
    line = f'x1="{width * 0.05:.0f}" x2="{width * 0.95:.0f}" y1="{height // 2}" y2="{height // 2}"'
    turn = f'transform="rotate({degrees:g} {width // 2} {height // 2})"'
    return f'<line class="level" {line}/><line class="halo" {line} {turn}/><line {line} {turn}/>'
