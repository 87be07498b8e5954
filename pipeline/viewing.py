"""Makes the view that quality checks look at, in one pass from the top of the file to its end."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray

from pipeline.imaging import ImageDamagedError, open_scan, open_with_pillow, said_by
from pipeline.pieces import Pieces
from qa.page import MAX_OVERVIEW_PX, PageView
from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.pages import ImageFacts
from schemas.texts import N_

#: Rows decoded at a time: enough for a tile, little enough for a map of any width.
STRIP_ROWS = 384
#: Larger files are never decoded whole, not even where there is no other way.
MAX_WHOLE_PIXELS = 80_000_000
_EIGHT_BIT = ("srgb", "b-w", "multiband")


class ScanNotViewableError(LibraryError):
    """The file cannot be looked at; nothing about its picture can be said."""

    code = "QA-001"
    message = N_("The picture in {name} cannot be read: {reason}.")
    hint = N_("Open the file in an image viewer; if it is damaged there too, scan the page again.")


def view_page(
    path: Path,
    image_in_file: int,
    facts: ImageFacts,
    crop: Region | None = None,
    *,
    strict: bool = False,
    with_pieces: bool = True,
) -> PageView:
    """Look at one image of a file (the first is 0), or at a part of it.

    The file is decoded once, top to bottom, and never stands in memory whole.

    Args:
        path: the file.
        image_in_file: its number within the file.
        facts: what its header says.
        crop: the part of it, in pixels as stored.
        strict: stop at damage; otherwise what cannot be read is left blank.
        with_pieces: False where the overview alone is asked.

    Raises:
        ScanNotViewableError: the image library gave up.
    """
    try:
        return _view(open_scan(path, image_in_file, strict=strict), facts, crop, with_pieces)
    except (ImageDamagedError, pyvips.Error) as error:
        if facts.width_px * facts.height_px <= MAX_WHOLE_PIXELS:
            with suppress(ImageDamagedError, pyvips.Error):
                whole = open_with_pillow(path, facts, image_in_file)[0]
                return _view(whole, facts, crop, with_pieces)
        raise ScanNotViewableError(name=path.name, reason=said_by(error)) from error


def _view(
    image: pyvips.Image, facts: ImageFacts, crop: Region | None, with_pieces: bool
) -> PageView:
    if crop is None:
        return _Viewing(_plain(image), facts, (0, 0)).view(with_pieces)
    left, top = max(0, crop.x), max(0, crop.y)
    width = min(crop.x + crop.width, image.width) - left
    height = min(crop.y + crop.height, image.height) - top
    cropped = _plain(image.crop(left, top, width, height))
    return _Viewing(cropped, facts, (left, top)).view(with_pieces)


def _plain(image: pyvips.Image) -> pyvips.Image:
    """Grey or RGB, 8 or 16 bits a channel, without alpha; values only, no colour management."""
    if image.hasalpha() and image.interpretation in ("srgb", "b-w", "rgb16", "grey16"):
        image = image.flatten(background=65535 if image.format == "ushort" else 255)
    if image.format == "ushort" and image.bands in (1, 3) and image.interpretation != "lab":
        return image
    if image.interpretation not in _EIGHT_BIT:
        image = image.colourspace("b-w" if image.bands == 1 else "srgb")
    if image.bands not in (1, 3):
        image = image.extract_band(0)
    return image if image.format == "uchar" else image.cast("uchar")


class _Viewing:
    """One pass over an image: strips in, overview and tiles out."""

    def __init__(self, image: pyvips.Image, facts: ImageFacts, origin: tuple[int, int]) -> None:
        self.image, self.facts, self.origin = image, facts, origin
        self.width, self.height = image.width, image.height
        self.shrink = max(1, -(-max(self.width, self.height) // MAX_OVERVIEW_PX))
        self.low_bits_used = False
        self.pieces = Pieces(origin, (self.width, self.height), self.shrink)

    def view(self, with_pieces: bool) -> PageView:
        parts = []
        for top, strip in self._strips():
            small = _shrunk(strip, self.shrink)
            if small is not None or top == 0:
                small = strip[:1, :: self.shrink] if small is None else small
                parts.append(small)
                if with_pieces:
                    self.pieces.take(top, strip, small)
        deep = self.image.format == "ushort"
        used_bits = 16 if self.low_bits_used else min(8, self.facts.bits_per_channel)
        return PageView(
            facts=self.facts,
            colour=np.concatenate(parts),
            shrink=self.shrink,
            tiles=self.pieces.tiles,
            soft_tiles=self.pieces.soft_tiles,
            quiet_tiles=self.pieces.quiet_tiles,
            used_bits=used_bits if deep else self.facts.bits_per_channel,
            origin=self.origin,
        )

    def _strips(self) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        rows = max(1, STRIP_ROWS // self.shrink) * self.shrink
        region = pyvips.Region.new(self.image)
        for top in range(0, self.height, rows):
            count = min(rows, self.height - top)
            data = region.fetch(0, top, self.width, count)
            yield top, self._eight_bit(data, count)

    def _eight_bit(self, data: bytes, rows: int) -> NDArray[np.uint8]:
        shape = (rows, self.width) if self.image.bands == 1 else (rows, self.width, 3)
        if self.image.format != "ushort":
            return np.frombuffer(data, np.uint8).reshape(shape)
        deep = np.frombuffer(data, np.uint16).reshape(shape)
        high, low = (deep >> 8).astype(np.uint8), deep.astype(np.uint8)
        self.low_bits_used |= bool((low != 0).any() and (low != high).any())
        return high


def _shrunk(strip: NDArray[np.uint8], shrink: int) -> NDArray[np.uint8] | None:
    """The strip at overview size; None for a remainder that fills no overview row."""
    if shrink == 1:
        return strip
    rows, columns = strip.shape[0] // shrink, max(1, strip.shape[1] // shrink)
    if rows == 0:
        return None
    whole = strip[: rows * shrink, : max(1, columns * shrink)]
    small = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)
