"""The typefaces the samples are set in, found without a font service."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from samples.errors import FaceMissingError

#: Where Debian and most systems keep TrueType fonts.
FOLDERS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts").expanduser(),
)


class Face(StrEnum):
    """The faces pages are set in; the value is the font's file name."""

    SERIF = "DejaVuSerif"
    SERIF_BOLD = "DejaVuSerif-Bold"
    SERIF_ITALIC = "DejaVuSerif-Italic"
    CONDENSED = "DejaVuSerifCondensed"
    CONDENSED_BOLD = "DejaVuSerifCondensed-Bold"
    CONDENSED_ITALIC = "DejaVuSerifCondensed-Italic"
    SANS = "DejaVuSans"
    SANS_BOLD = "DejaVuSans-Bold"
    SANS_CONDENSED = "DejaVuSansCondensed"
    MONO = "DejaVuSansMono"
    MATHS = "DejaVuMathTeXGyre"
    """Holds black letters as signs of mathematics; ``samples.originals`` writes with them."""


@cache
def find_face(face: Face, folders: tuple[Path, ...] = FOLDERS) -> Path:
    """The font file of a face.

    Raises:
        FaceMissingError: no folder holds it.
    """
    name = f"{face.value}.ttf"
    for folder in folders:
        for file in (folder / name, *sorted(folder.rglob(name))):
            if file.is_file():
                return file
    raise FaceMissingError(face=face.value, folders=", ".join(map(str, folders)))


@cache
def load_face(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels, with plain layout so that each letter stays itself."""
    return ImageFont.truetype(str(find_face(face)), size_px, layout_engine=ImageFont.Layout.BASIC)
