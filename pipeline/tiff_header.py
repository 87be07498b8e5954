"""What the directories of a TIFF or BigTIFF say, read without decoding and without loops.

Source: TIFF 6.0; Adobe Photoshop TIFF notes; BigTIFF as libtiff describes it.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.colour_profiles import profile_facts
from pipeline.jpeg_tables import quality_in, subsampling_of
from schemas.pages import ImageFacts
from schemas.texts import N_

#: More directories than this is no book but a trap.
MAX_DIRECTORIES = 10_000
_MAX_VALUE_BYTES = 8 << 20
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SIZES |= {13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 254, 256, 257, 258, 259, 262
_ORIENTATION, _SAMPLES, _X_RESOLUTION, _Y_RESOLUTION, _UNIT, _ICC = 274, 277, 282, 283, 296, 34675
_JPEG_TABLES, _SUBSAMPLING = 347, 530
_WANTED = frozenset(
    (_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC, _ORIENTATION, _SAMPLES)
) | {_X_RESOLUTION, _Y_RESOLUTION, _UNIT, _ICC, _JPEG_TABLES, _SUBSAMPLING}
_REDUCED_OR_MASK = 0b101
_INCHES_IN_UNIT = {2: 1.0, 3: 1 / 2.54}
_COMPRESSIONS = {
    1: "none", 2: "ccitt-rle", 3: "ccitt-g3", 4: "ccitt-g4", 5: "lzw", 6: "jpeg-old", 7: "jpeg",
    8: "deflate", 32773: "packbits", 32946: "deflate", 34712: "jpeg2000", 34925: "lzma",
    50000: "zstd", 50001: "webp",
}  # fmt: skip
_LOSSLESS = frozenset((1, 2, 3, 4, 5, 8, 32773, 32946, 34925, 50000))
_JPEGS = (6, 7)
_COLOUR_SPACES = {
    0: "grey", 1: "grey", 2: "rgb", 3: "palette", 5: "cmyk", 6: "ycbcr", 8: "lab", 9: "lab",
    10: "lab",
}  # fmt: skip

_CUT_OFF = N_("it is cut off: the directory that should stand at its end is missing")
_NO_DIRECTORY = N_("its first directory cannot be read")

Tags = dict[int, tuple[int | float, ...] | bytes]


class TiffDamagedError(ValueError):
    """The file starts like a TIFF, but has no directory that could be read."""


@dataclass(frozen=True, slots=True)
class Directory:
    """One image of the file by its place in the chain of directories."""

    number: int
    facts: ImageFacts


@dataclass(frozen=True, slots=True)
class _Layout:
    order: str
    is_big: bool
    first: int


def read_tiff_header(path: Path) -> tuple[Directory, ...]:
    """The images of a TIFF in order; reduced copies and masks are left out.

    Raises:
        TiffDamagedError: no image could be found.
    """
    with path.open("rb") as file:
        layout = _layout(file)
        directories = _directories(file, layout)
    images = [(n, tags) for n, tags in enumerate(directories) if _is_image(tags)]
    if not images:
        is_cut = layout.first >= path.stat().st_size
        raise TiffDamagedError(_CUT_OFF if is_cut else _NO_DIRECTORY)
    return tuple(Directory(n, _facts(tags, len(images))) for n, tags in images)


def _layout(file: BinaryIO) -> _Layout:
    start = file.read(16)
    order = "<" if start[:2] == b"II" else ">"
    try:
        if struct.unpack(f"{order}H", start[2:4])[0] == 43:
            return _Layout(order, True, struct.unpack(f"{order}Q", start[8:16])[0])
        return _Layout(order, False, struct.unpack(f"{order}I", start[4:8])[0])
    except struct.error as error:
        raise TiffDamagedError(N_("it ends within its first bytes")) from error


def _directories(file: BinaryIO, layout: _Layout) -> list[Tags]:
    found: list[Tags] = []
    seen: set[int] = set()
    offset = layout.first
    while offset and offset not in seen and len(found) < MAX_DIRECTORIES:
        seen.add(offset)
        try:
            tags, offset = _directory(file, layout, offset)
        except (struct.error, OSError, OverflowError, ValueError):
            break
        found.append(tags)
    return found


def _directory(file: BinaryIO, layout: _Layout, offset: int) -> tuple[Tags, int]:
    """The wanted tags of the directory at ``offset`` and where the next one stands."""
    order, inline = layout.order, 8 if layout.is_big else 4
    count_form, entry_form = ("Q", "HHQ8s") if layout.is_big else ("H", "HHI4s")
    file.seek(offset)
    count_bytes = file.read(struct.calcsize(f"{order}{count_form}"))
    (count,) = struct.unpack(f"{order}{count_form}", count_bytes)
    size = struct.calcsize(f"{order}{entry_form}")
    if not 0 < count <= 4096:
        raise ValueError("no plausible number of tags")
    block = file.read(count * size + inline)
    tags: Tags = {}
    for place in range(min(count, len(block) // size)):
        tag, kind, number, raw = struct.unpack_from(f"{order}{entry_form}", block, place * size)
        if tag in _WANTED and tag not in tags:
            value = _value(file, order, kind, number, raw)
            if value is not None:
                tags[tag] = value
    rest = block[count * size :]
    if len(rest) < inline:
        return tags, 0
    return tags, struct.unpack(f"{order}{'Q' if layout.is_big else 'I'}", rest)[0]


def _value(
    file: BinaryIO, order: str, kind: int, number: int, raw: bytes
) -> tuple[int | float, ...] | bytes | None:
    length = _SIZES.get(kind, 0) * number
    if not 0 < length <= _MAX_VALUE_BYTES:
        return None
    if length > len(raw):
        file.seek(struct.unpack(f"{order}{'Q' if len(raw) == 8 else 'I'}", raw)[0])
        raw = file.read(length)
    data = raw[:length]
    if len(data) < length:
        return None
    if kind in (2, 7):
        return data
    if kind == 5:
        parts = struct.unpack(f"{order}{2 * number}I", data)
        return tuple(a / b if b else 0.0 for a, b in zip(parts[::2], parts[1::2], strict=True))
    if kind in _LETTERS:
        return struct.unpack(f"{order}{number}{_LETTERS[kind]}", data)
    return None


def _is_image(tags: Tags) -> bool:
    return (
        _first(tags, _WIDTH) > 0
        and _first(tags, _HEIGHT) > 0
        and not int(_first(tags, _SUBFILE)) & _REDUCED_OR_MASK
    )


def _first(tags: Tags, tag: int, default: float = 0) -> int | float:
    values = tags.get(tag)
    return values[0] if values else default


def _facts(tags: Tags, images: int) -> ImageFacts:
    samples = int(_first(tags, _SAMPLES, 1))
    bits = int(_first(tags, _BITS, 1))
    compression = int(_first(tags, _COMPRESSION, 1))
    colour_space = _COLOUR_SPACES.get(int(_first(tags, _PHOTOMETRIC, -1)), "other")
    is_bilevel = bits == 1 and samples == 1 and colour_space == "grey"
    orientation = int(_first(tags, _ORIENTATION, 1))
    icc = tags.get(_ICC)
    profile = profile_facts(icc if isinstance(icc, bytes) else None)
    return ImageFacts(
        media_type="image/tiff",
        width_px=int(_first(tags, _WIDTH)),
        height_px=int(_first(tags, _HEIGHT)),
        channels=samples,
        bits_per_channel=bits,
        colour_space="bilevel" if is_bilevel else colour_space,
        compression=_COMPRESSIONS.get(compression, str(compression)),
        ppi_x=_ppi(tags, _X_RESOLUTION),
        ppi_y=_ppi(tags, _Y_RESOLUTION),
        icc_profile=profile.name,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        images_in_file=images,
        icc_colour_space=profile.colour_space,
        icc_class=profile.device_class,
        **_coding(tags, compression),
    )


def _coding(tags: Tags, compression: int) -> dict[str, Any]:
    """What the compression lost, as facts."""
    if compression not in _JPEGS:
        return {"is_lossy": False if compression in _LOSSLESS else None}
    tables = tags.get(_JPEG_TABLES)
    subsampling = tags.get(_SUBSAMPLING, ())
    return {
        "is_lossy": True,
        "jpeg_quality": quality_in(tables) if isinstance(tables, bytes) else None,
        "chroma_subsampling": subsampling_of(int(subsampling[0]), int(subsampling[1]))
        if len(subsampling) == 2
        else "",
    }


def _ppi(tags: Tags, tag: int) -> float | None:
    inches = _INCHES_IN_UNIT.get(int(_first(tags, _UNIT, 2)))
    value = _first(tags, tag)
    return round(value / inches, 2) if inches and value > 0 else None
