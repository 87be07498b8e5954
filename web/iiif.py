"""IIIF Image 3: what an image request asks for, and what an image says of itself. Pure.

Source: IIIF Image API 3.0, level 2. Enlarging beyond the image's own size is not offered.
"""

import re
from dataclasses import dataclass

from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.texts import N_

#: No answer is larger than this; a page at full size comes in tiles.
MAX_SIDE_PX = 4096
MAX_AREA_PX = 12_000_000
TILE_PX = 512
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
QUALITIES = ("default", "color", "gray", "bitonal")
_NUMBER = r"\d+(?:\.\d+)?"


class BadImageRequestError(LibraryError):
    """The address of an image asks for something that is not offered."""

    code = "WEB-003"
    message = N_("“{part}” cannot be asked of an image: {reason}.")
    hint = N_("The IIIF Image API 3.0, level 2, is offered, without enlarging.")


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Pixels across and down."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """Everything one address asks for, in pixels of the whole image."""

    region: Region
    size: ImageSize
    mirrored: bool
    rotation_degrees: int
    quality: str
    format: str


def read_region(text: str, image: ImageSize) -> Region:
    """The part of the image meant by ``full``, ``square``, ``x,y,w,h`` or ``pct:x,y,w,h``.

    Raises:
        BadImageRequestError: it is none of these, or lies outside the image.
    """
    if text == "full":
        return Region(0, 0, image.width, image.height)
    if text == "square":
        side = min(image.width, image.height)
        return Region((image.width - side) // 2, (image.height - side) // 2, side, side)
    if match := re.fullmatch(r"(\d+),(\d+),(\d+),(\d+)", text):
        x, y, width, height = (int(part) for part in match.groups())
    elif match := re.fullmatch(rf"pct:({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})", text):
        parts = [float(part) / 100 for part in match.groups()]
        x, width = round(parts[0] * image.width), round(parts[2] * image.width)
        y, height = round(parts[1] * image.height), round(parts[3] * image.height)
    else:
        raise BadImageRequestError(part=text, reason="region")
    return _within(Region(x, y, width, height), image, text)


def _within(region: Region, image: ImageSize, text: str) -> Region:
    width = min(region.width, image.width - region.x)
    height = min(region.height, image.height - region.y)
    if width <= 0 or height <= 0:
        raise BadImageRequestError(part=text, reason="outside the image")
    return Region(region.x, region.y, width, height)


def read_size(text: str, region: Region) -> ImageSize:
    """The size of the answer: ``max``, ``w,``, ``,h``, ``pct:n``, ``w,h`` or ``!w,h``.

    Raises:
        BadImageRequestError: it is none of these, empty, larger than the region or the bounds.
    """
    if text == "max":
        return _largest(region)
    size = _asked_size(text, region)
    if size.width < 1 or size.height < 1:
        raise BadImageRequestError(part=text, reason="empty")
    if size.width > region.width or size.height > region.height:
        raise BadImageRequestError(part=text, reason="larger than the image")
    if max(size.width, size.height) > MAX_SIDE_PX or size.width * size.height > MAX_AREA_PX:
        raise BadImageRequestError(part=text, reason="larger than the bounds in info.json")
    return size


def _asked_size(text: str, region: Region) -> ImageSize:
    if match := re.fullmatch(rf"pct:({_NUMBER})", text):
        return _scaled(region, float(match[1]) / 100)
    if match := re.fullmatch(r"!(\d{1,6}),(\d{1,6})", text):
        ratio = min(int(match[1]) / region.width, int(match[2]) / region.height, 1.0)
        return _scaled(region, ratio) if ratio else ImageSize(0, 0)
    if match := re.fullmatch(r"(\d{1,6}),(\d{1,6})", text):
        return ImageSize(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,6}),", text):
        width = int(match[1])
        return ImageSize(width, width and max(1, round(region.height * width / region.width)))
    if match := re.fullmatch(r",(\d{1,6})", text):
        height = int(match[1])
        return ImageSize(height and max(1, round(region.width * height / region.height)), height)
    raise BadImageRequestError(part=text, reason="size")


def _scaled(region: Region, ratio: float) -> ImageSize:
    return ImageSize(max(1, round(region.width * ratio)), max(1, round(region.height * ratio)))


def _largest(region: Region) -> ImageSize:
    area = region.width * region.height
    ratio = min(1.0, MAX_SIDE_PX / max(region.width, region.height), (MAX_AREA_PX / area) ** 0.5)
    return ImageSize(max(1, int(region.width * ratio)), max(1, int(region.height * ratio)))


def read_rotation(text: str) -> tuple[bool, int]:
    """Whether to mirror first, and by how many degrees to turn clockwise (quarters only).

    Raises:
        BadImageRequestError: it is no quarter turn.
    """
    mirrored, number = text.startswith("!"), text.removeprefix("!")
    if number not in ("0", "90", "180", "270"):
        raise BadImageRequestError(part=text, reason="rotation")
    return mirrored, int(number)


def read_request(
    region: str, size: str, rotation: str, last: str, image: ImageSize
) -> ImageRequest:
    """All parts of an image's address; ``last`` is ``quality.format``.

    Raises:
        BadImageRequestError: a part asks for something that is not offered.
    """
    quality, _, format_ = last.partition(".")
    if quality not in QUALITIES or format_ not in MEDIA_TYPES:
        raise BadImageRequestError(part=last, reason="quality or format")
    area = read_region(region, image)
    mirrored, degrees = read_rotation(rotation)
    return ImageRequest(area, read_size(size, area), mirrored, degrees, quality, format_)


def image_information(address: str, image: ImageSize) -> dict[str, object]:
    """The image's ``info.json``."""
    factors = [1]
    while max(image.width, image.height) / factors[-1] > TILE_PX:
        factors.append(factors[-1] * 2)
    return {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": image.width,
        "height": image.height,
        "maxWidth": MAX_SIDE_PX,
        "maxHeight": MAX_SIDE_PX,
        "maxArea": MAX_AREA_PX,
        "tiles": [{"width": TILE_PX, "height": TILE_PX, "scaleFactors": factors}],
        "extraFeatures": ["mirroring"],
    }
