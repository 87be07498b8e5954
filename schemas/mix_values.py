"""What MIX 2.0 tells of an image and its device, and the words in which it does."""

from dataclasses import dataclass
from datetime import datetime

from schemas.pages import ImageFacts

#: Words of the MIX dictionary for our names of colour spaces.
COLOUR_SPACES = {
    "bilevel": "WhiteIsZero",
    "grey": "BlackIsZero",
    "palette": "PaletteColor",
    "rgb": "RGB",
    "cmyk": "CMYK",
    "lab": "CIELab",
    "ycbcr": "YCbCr",
    "other": "unknown",
}
COLOURS_READ = {name.casefold(): ours for ours, name in COLOUR_SPACES.items()} | {
    "srgb": "rgb",
    "greyscale": "grey",
    "grayscale": "grey",
}
#: In the order of the TIFF/EXIF values 1 to 8.
ORIENTATIONS = (
    "normal*",
    "normal, image flipped",
    "normal, rotated 180°",
    "normal, image flipped, rotated 180°",
    "normal, image flipped, rotated cw 90°",
    "normal, rotated ccw 90°",
    "normal, image flipped, rotated ccw 90°",
    "normal, rotated cw 90°",
)


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What took the image, and who worked it; empty where not known."""

    manufacturer: str = ""
    model: str = ""
    serial_number: str = ""
    lens: str = ""
    software: str = ""
    software_version: str = ""
    operator: str = ""
    is_camera: bool = False


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target by which the image can be judged, and where its grading stands."""

    name: str
    is_internal: bool
    """It is in the picture itself; else it has a shot of its own."""
    external_target: str = ""
    """Where that shot lies, as a path within the package."""
    performance_data: str = ""
    """Where the grading stands, as a path within the package."""


@dataclass(frozen=True, slots=True)
class MixRecord:
    """What a MIX document says."""

    facts: ImageFacts
    sha512: str
    size_bytes: int
    original_name: str = ""
    format_version: str = ""
    device: DeviceFacts | None = None
    captured_at: datetime | None = None
