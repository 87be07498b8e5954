"""The numbers printed on a page that was read: from its text, else from its margins.

Reading of a whole page passes over short words that stand by themselves. Where its text shows no
number, the margins are cut out of the image that was read and read by one short call more.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.context import PageContext
from pipeline.faults import ScanFaultError
from pipeline.files import key_of, remembered
from pipeline.headers import read_header
from pipeline.labels import (
    LABEL_SECONDS,
    MarginPicture,
    has_number,
    labels_in,
    picture_of,
    read_margins,
)
from pipeline.plain import plain_of, value_of
from pipeline.readiness import make_ready as make_ready
from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.viewing import ScanNotViewableError, view_page
from qa.label_words import find_margins
from qa.volume.pages import PrintedLabel
from schemas.findings import Region
from schemas.pages import PageText

#: Changes whenever the same margins would be read differently; kept labels are then read anew.
STEP_VERSION = "labels-1"
WHITE = 255


def labels_of_page(
    page: PageContext, image: Path, text: PageText | None, masked: Sequence[Region], has_lines: bool
) -> tuple[PrintedLabel, ...]:
    """Whatever was read on a page that may be its number; nothing where reading fails.

    Args:
        page: the page; what was read of its margins is remembered in its folder.
        image: what its text was read from.
        text: that text; None where it could not be read.
        masked: parts of the image that are not the page.
        has_lines: whether the image shows lines of print; without them margins are not looked at.
    """
    found = labels_in(text) if text is not None else ()
    if not has_lines or (text is not None and has_number(text)):
        return found
    return (*found, *_of_margins(page, image, masked))


def _of_margins(
    page: PageContext, image: Path, masked: Sequence[Region]
) -> tuple[PrintedLabel, ...]:
    scans = [(p.scan.sha512, p.scan.image_in_file, p.recipe) for p in page.parts]
    return remembered(
        page.folder,
        "labels",
        key_of(STEP_VERSION, *scans, *masked),
        lambda: _read(page, image, tuple(masked)),
        encode=plain_of,
        decode=lambda plain: value_of(tuple[PrintedLabel, ...], plain),
    )


def _read(page: PageContext, image: Path, masked: tuple[Region, ...]) -> tuple[PrintedLabel, ...]:
    bounds = page.limits
    limits = Limits(bounds.memory_bytes, bounds.cpu_seconds, bounds.wall_seconds)
    try:
        margins = confined(cut_margins, image, bounds.max_pixels, masked, limits=limits)
    except (ScanFaultError, ScanNotViewableError, ConfinedFailure):
        return ()
    if margins is None:
        return ()
    return read_margins(margins, min(LABEL_SECONDS, bounds.wall_seconds))


def cut_margins(
    image: Path, max_pixels: int, masked: tuple[Region, ...] = ()
) -> MarginPicture | None:
    """The words of a page's margins that may be its number; runs in the sandbox.

    Raises:
        ScanFaultError: the file is no image that could be taken.
        ScanNotViewableError: its picture cannot be decoded.
    """
    facts = read_header(image, max_pixels=max_pixels)
    margins = find_margins(view_page(image, 0, facts, with_pieces=False))
    if margins is None:
        return None
    kept = []
    for word in margins.words:
        place = word.across * facts.width_px, word.down * facts.height_px
        if any(_lies_in(place, region) for region in masked):
            margins.picture[word.top : word.bottom] = WHITE
        else:
            kept.append(word)
    return picture_of(replace(margins, words=tuple(kept))) if kept else None


def _lies_in(place: tuple[float, float], region: Region) -> bool:
    across, down = place[0] - region.x, place[1] - region.y
    return 0 <= across < region.width and 0 <= down < region.height
