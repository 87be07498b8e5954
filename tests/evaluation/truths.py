"""Hand-made texts of pages, from plain files or from PAGE XML."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from schemas.xml import parse_xml


def truth_in(path: Path) -> str:
    """The text of a page, a printed line a line."""
    if path.suffix == ".xml":
        return page_xml_text(path)
    return path.read_text(encoding="utf-8-sig")


def page_xml_text(path: Path) -> str:
    """The lines of a PAGE document, region by region as they stand, from top to bottom in each.

    Files are known whose lines stand in no order, so that their place on the page decides.
    """
    root = parse_xml(path)
    regions = (sorted(lines_of(region)) for region in root.iter("{*}TextRegion"))
    return "\n\n".join("\n".join(text for _, text in lines) for lines in regions if lines)


def lines_of(region: etree._Element) -> Iterator[tuple[int, str]]:
    """Top edge and text of a region's own lines."""
    for line in region.iterfind("{*}TextLine"):
        points = line.find("{*}Coords")
        text = line.findtext("{*}TextEquiv/{*}Unicode")
        if points is not None and text:
            corners = str(points.get("points")).split()
            yield min(int(corner.partition(",")[2]) for corner in corners), text
