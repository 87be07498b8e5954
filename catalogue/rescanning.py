"""How a page is made of a new scan: as it was made of the old one, as far as both are alike.

Free of Django.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.findings import Region
from schemas.pages import ImageFacts, RecipePart

Size = tuple[int, int]

#: Shapes whose proportions differ by less are the same shape: a page is never shot twice with
#: quite the same margin, while a spread is some 40 % wider than its page.
SAME_SHAPE = 0.15


def upright_size(facts: ImageFacts) -> Size:
    """Width and height as the scan is to be looked at, by its orientation tag."""
    size = facts.width_px, facts.height_px
    return size[::-1] if facts.orientation >= 5 else size


def recipe_of_rescan(
    before: Sequence[RecipePart],
    old: ImageFacts | None,
    number: int,
    new: ImageFacts | None,
    *,
    looks_alike: bool,
) -> tuple[RecipePart, ...]:
    """The recipe that makes the page of the new scan.

    Args:
        before: the recipe with the old scan.
        old: what the old scan's header says.
        number: the new scan's number.
        new: what the new scan's header says.
        looks_alike: whether both scans, as they lie, show the same.
    """
    whole = (RecipePart(number),)
    if len(before) != 1 or old is None or new is None:
        return whole
    [part] = before
    if part.crop is not None:
        return _cropped(part, upright_size(old), number, upright_size(new)) or whole
    turned = part.rotation_degrees in (90, 270)
    lies_alike = _is_wide(upright_size(old)) == _is_wide(upright_size(new))
    if part.rotation_degrees and (looks_alike or (turned and lies_alike)):
        return (replace(part, scan_number=number),)
    return whole


def _cropped(part: RecipePart, old: Size, number: int, new: Size) -> tuple[RecipePart, ...]:
    """The same part of the new scan; empty where the new scan is no spread as the old one was."""
    if part.crop is None or not _same_shape(old, new):
        return ()
    if part.rotation_degrees in (90, 270):
        old, new = old[::-1], new[::-1]
    across, down = new[0] / old[0], new[1] / old[1]
    x, y = round(part.crop.x * across), round(part.crop.y * down)
    width = min(round(part.crop.width * across), new[0] - x)
    height = min(round(part.crop.height * down), new[1] - y)
    return (replace(part, scan_number=number, crop=Region(x, y, width, height)),)


def _same_shape(one: Size, other: Size) -> bool:
    ratio = (one[0] / one[1]) / (other[0] / other[1])
    return max(ratio, 1 / ratio) <= 1 + SAME_SHAPE


def _is_wide(size: Size) -> bool:
    return size[0] > size[1]
