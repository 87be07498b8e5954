"""How much a JPEG was allowed to lose, told from the tables it was quantised with."""

from collections.abc import Sequence

#: The sum of the luminance table of the JPEG standard (ITU-T T.81, table K.1), which libjpeg
#: scales by its quality; a sum does not ask for the order.
_STANDARD_SUM = 3693
_VALUES = 64
_TABLES_MARKER = b"\xff\xdb"
_SUBSAMPLINGS = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0"}


def quality_of(table: Sequence[int]) -> int | None:
    """The quality at which libjpeg would lose as much; None for what is no table."""
    total = sum(table)
    if len(table) != _VALUES or total <= 0:
        return None
    percent = 100 * total / _STANDARD_SUM
    quality = (200 - percent) / 2 if percent <= 100 else 5000 / percent
    return max(1, min(100, round(quality)))


def quality_in(stream: bytes) -> int | None:
    """The quality told by the first table within a JPEG stream, as TIFF keeps it apart."""
    place = stream.find(_TABLES_MARKER)
    if place < 0 or len(stream) < place + 5:
        return None
    has_words = stream[place + 4] >> 4
    start, size = place + 5, _VALUES * (2 if has_words else 1)
    values = stream[start : start + size]
    if has_words:
        return quality_of([a << 8 | b for a, b in zip(values[::2], values[1::2], strict=False)])
    return quality_of(list(values))


def subsampling_of(across: int, down: int) -> str:
    """The usual name of a subsampling of colour."""
    return _SUBSAMPLINGS.get((across, down), f"{across}x{down}")
