"""Where a region of a scan lies on the page made of it: turned, cropped and joined alike. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.findings import Region
from schemas.pages import RecipePart
from web.iiif import ImageSize

#: Quarter turns, and flips after them, that bring a TIFF/EXIF orientation upright.
_TURNS = {3: 180, 5: 90, 6: 90, 7: 90, 8: 270}
_FLIPPED_ACROSS = (2, 5)
_FLIPPED_DOWN = (4, 7)


@dataclass(frozen=True, slots=True)
class ScanShape:
    """A scan's size as stored, and the TIFF/EXIF orientation it is to be looked at by."""

    size: ImageSize
    orientation: int = 1

    @property
    def upright(self) -> ImageSize:
        """Its size once it stands upright."""
        return _turned_size(self.size, _TURNS.get(self.orientation, 0))


def region_on_page(
    region: Region, scan_number: int, parts: Sequence[RecipePart], scans: Mapping[int, ScanShape]
) -> Region | None:
    """The region in pixels of the page; None where the page shows nothing of it.

    Args:
        region: in pixels of the scan as stored.
        scan_number: which scan it was found on.
        parts: the page's recipe.
        scans: the recipe's scans by number.
    """
    left = top = width = height = 0
    for part in parts:
        size = part_size(part, scans[part.scan_number])
        left, top = (0, height) if part.below else (width, 0)
        width, height = max(width, left + size.width), max(height, top + size.height)
        if part.scan_number != scan_number:
            continue
        if placed := _placed(_upright(region, scans[scan_number]), part, scans[scan_number]):
            return Region(placed.x + left, placed.y + top, placed.width, placed.height)
    return None


def part_size(part: RecipePart, scan: ScanShape) -> ImageSize:
    """The size of what a part takes of its scan."""
    if part.crop is not None:
        return ImageSize(part.crop.width, part.crop.height)
    return _turned_size(scan.upright, part.rotation_degrees)


def page_size(parts: Sequence[RecipePart], scans: Mapping[int, ScanShape]) -> ImageSize:
    """The size of the page that a recipe makes."""
    width = height = 0
    for part in parts:
        size = part_size(part, scans[part.scan_number])
        if part.below:
            width, height = max(width, size.width), height + size.height
        else:
            width, height = width + size.width, max(height, size.height)
    return ImageSize(width, height)


def _upright(region: Region, scan: ScanShape) -> Region:
    """The region once the scan stands upright."""
    turned = _turned(region, _TURNS.get(scan.orientation, 0), scan.size)
    x, y = turned.x, turned.y
    if scan.orientation in _FLIPPED_ACROSS:
        x = scan.upright.width - x - turned.width
    if scan.orientation in _FLIPPED_DOWN:
        y = scan.upright.height - y - turned.height
    return Region(x, y, turned.width, turned.height)


def _placed(region: Region, part: RecipePart, scan: ScanShape) -> Region | None:
    turned = _turned(region, part.rotation_degrees, scan.upright)
    crop = part.crop
    if crop is None:
        return turned
    left, top = max(turned.x, crop.x), max(turned.y, crop.y)
    right = min(turned.x + turned.width, crop.x + crop.width)
    bottom = min(turned.y + turned.height, crop.y + crop.height)
    if right <= left or bottom <= top:
        return None
    return Region(left - crop.x, top - crop.y, right - left, bottom - top)


def _turned_size(scan: ImageSize, degrees: int) -> ImageSize:
    return ImageSize(scan.height, scan.width) if degrees % 180 == 90 else scan


def _turned(region: Region, degrees: int, scan: ImageSize) -> Region:
    right = scan.width - region.x - region.width
    bottom = scan.height - region.y - region.height
    match degrees % 360:
        case 90:
            return Region(bottom, region.x, region.height, region.width)
        case 180:
            return Region(right, bottom, region.width, region.height)
        case 270:
            return Region(region.y, right, region.height, region.width)
        case _:
            return region


def turned_part(part: RecipePart, degrees: int, scan: ScanShape) -> RecipePart:
    """A part turned clockwise by quarters; its crop takes the same of the scan as before."""
    before = _turned_size(scan.upright, part.rotation_degrees)
    crop = None if part.crop is None else _turned(part.crop, degrees, before)
    return replace(part, rotation_degrees=(part.rotation_degrees + degrees) % 360, crop=crop)
