"""What the boxes and the main header of a JPEG 2000 file say (ISO/IEC 15444-1, annexes A and I)."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.colour_profiles import ProfileFacts, profile_facts
from pipeline.formats import JPEG2000, JPEG2000_CODESTREAM
from schemas.pages import ImageFacts
from schemas.texts import N_

_MAX_BOXES = 1000
_MAX_HEADER_BYTES = 16 << 20
_INCHES_PER_METRE = 1 / 0.0254
_COLOUR_SPACES = {12: "cmyk", 14: "lab", 16: "rgb", 17: "grey", 18: "ycbcr"}
_STATED_SRGB = (16, 17, 18)
_CODING_STYLE, _START_OF_TILE, _TRANSFORM_AT, _MAX_MARKERS = 0xFF52, 0xFF90, 13, 100
_SPACE_BY_CHANNELS = {1: "grey", 2: "grey", 3: "rgb", 4: "rgb"}

Box = tuple[bytes, bytes]


class Jp2DamagedError(ValueError):
    """The file starts like JPEG 2000, but its headers contradict themselves or end early."""


def read_jp2_header(path: Path) -> ImageFacts:
    """The facts of a JP2 file or a bare codestream.

    Raises:
        Jp2DamagedError: the headers cannot be read.
    """
    with path.open("rb") as file:
        try:
            if file.read(4) == b"\xff\x4f\xff\x51":
                facts = _facts(JPEG2000_CODESTREAM, {}, _size_marker(file, 0))
                return replace(facts, is_lossy=_is_lossy(file, 0))
            boxes, codestream = _boxes_of(file)
            facts = _facts(JPEG2000, boxes, _size_marker(file, codestream))
            return replace(facts, is_lossy=_is_lossy(file, codestream))
        except struct.error as error:
            raise Jp2DamagedError(N_("its headers end early")) from error


def _boxes_of(file: BinaryIO) -> tuple[dict[bytes, bytes], int]:
    """The boxes within the JP2 header by type (the first of each), and where the pixels begin."""
    size = file.seek(0, 2)
    found: dict[bytes, bytes] = {}
    offset = 0
    for _ in range(_MAX_BOXES):
        file.seek(offset)
        length, kind, head = _box_head(file.read(16), size - offset)
        if kind == b"jp2c":
            return found, offset + head
        if kind == b"jp2h":
            file.seek(offset + head)
            for name, content in _inner(file.read(min(length - head, _MAX_HEADER_BYTES))):
                found.setdefault(name, content)
        offset += length
    raise Jp2DamagedError(N_("it has no picture"))


def _box_head(start: bytes, rest: int) -> tuple[int, bytes, int]:
    length, kind = struct.unpack(">I4s", start[:8])
    head = 8
    if length == 1:
        (length,), head = struct.unpack(">Q", start[8:16]), 16
    elif length == 0:
        length = rest
    if length < head:
        raise Jp2DamagedError(N_("the length of one of its boxes is impossible"))
    return length, kind, head


def _inner(data: bytes) -> Iterator[Box]:
    offset = 0
    while offset + 8 <= len(data):
        length, kind, head = _box_head(data[offset : offset + 16], len(data) - offset)
        content = data[offset + head : offset + length]
        if kind == b"res ":
            yield from _inner(content)
        yield kind, content
        offset += length


def _size_marker(file: BinaryIO, offset: int) -> tuple[int, int, int, int]:
    """Width, height, channels and bits from the codestream's SIZ marker."""
    file.seek(offset)
    marker, _, _, x1, y1, x0, y0 = struct.unpack(">IHHIIII", file.read(24))
    if marker != 0xFF4FFF51:
        raise Jp2DamagedError(N_("its codestream does not begin as it must"))
    tile_width, tile_height = struct.unpack(">II", file.read(8))
    file.seek(8, 1)
    channels, depth = struct.unpack(">HB", file.read(3))
    if x1 <= x0 or y1 <= y0 or not tile_width or not tile_height or not channels:
        raise Jp2DamagedError(N_("its size is impossible"))
    return x1 - x0, y1 - y0, channels, (depth & 0x7F) + 1


def _is_lossy(file: BinaryIO, offset: int) -> bool | None:
    """True for the wavelet that cannot be undone; the other one may be cut short all the same."""
    place = offset + 2
    for _ in range(_MAX_MARKERS):
        file.seek(place)
        start = file.read(_TRANSFORM_AT + 1)
        marker, length = struct.unpack(">HH", start[:4])
        if marker == _CODING_STYLE and len(start) > _TRANSFORM_AT:
            return True if start[_TRANSFORM_AT] == 0 else None
        if length < 2 or (marker >= _START_OF_TILE and marker != 0xFFFF):
            return None
        place += 2 + length
    return None


def _facts(kind: str, boxes: dict[bytes, bytes], size: tuple[int, int, int, int]) -> ImageFacts:
    width, height, channels, bits = size
    if b"ihdr" in boxes:
        stated = struct.unpack(">II", boxes[b"ihdr"][:8])
        if stated != (height, width):
            raise Jp2DamagedError(
                f"it is {stated[1]}x{stated[0]} by one header and {width}x{height} by another"
            )
    colour_space, stated_colour, profile = _colour(boxes.get(b"colr", b""), channels)
    ppi_x, ppi_y = _ppi(boxes.get(b"resc") or boxes.get(b"resd") or b"")
    return ImageFacts(
        media_type=kind,
        width_px=width,
        height_px=height,
        channels=channels,
        bits_per_channel=bits,
        colour_space=colour_space,
        compression="jpeg2000",
        ppi_x=ppi_x,
        ppi_y=ppi_y,
        icc_profile=profile.name,
        icc_colour_space=profile.colour_space,
        icc_class=profile.device_class,
        stated_colour=stated_colour,
    )


def _colour(box: bytes, channels: int) -> tuple[str, str, ProfileFacts]:
    """The kind of colour, the colour space that is stated outright, and the profile."""
    by_channels = _SPACE_BY_CHANNELS.get(channels, "other")
    if box[:1] == b"\x01" and len(box) >= 7:
        (number,) = struct.unpack(">I", box[3:7])
        stated = "sRGB" if number in _STATED_SRGB else ""
        return _COLOUR_SPACES.get(number, by_channels), stated, ProfileFacts()
    if box[:1] == b"\x02":
        return by_channels, "", profile_facts(box[3:])
    return by_channels, "", ProfileFacts()


def _ppi(box: bytes) -> tuple[float | None, float | None]:
    if len(box) < 10:
        return None, None
    y_over, y_under, x_over, x_under, y_ten, x_ten = struct.unpack(">HHHHbb", box[:10])
    if not (x_under and y_under and x_over and y_over):
        return None, None
    x = x_over / x_under * 10.0**x_ten / _INCHES_PER_METRE
    y = y_over / y_under * 10.0**y_ten / _INCHES_PER_METRE
    return round(x, 2), round(y, 2)
