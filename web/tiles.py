"""Regions of an image out of its TIFF pyramid: the nearest level is opened, never the whole."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pyvips

from schemas.errors import LibraryError
from schemas.texts import N_
from web.iiif import ImageRequest, ImageSize

# A kept operation that failed once gives black pixels the next time, without an error.
pyvips.cache_set_max(0)

JPEG_QUALITY = 85
_VIPS_READS = threading.BoundedSemaphore(4)
"""Several browsers ask for dozens of tiles at once; four at a time keep the memory flat."""


class ImageUnreadableError(LibraryError):
    """An image of the site cannot be opened."""

    code = "WEB-004"
    message = N_("The image {name} cannot be shown: {reason}.")
    hint = N_("Check the object's files with: skrynia verify.")


@dataclass(frozen=True, slots=True)
class Pyramid:
    """An image file and the pages in which its levels stand, largest first."""

    path: Path
    levels: tuple[ImageSize, ...]

    @property
    def size(self) -> ImageSize:
        """The size of the image itself."""
        return self.levels[0]


def open_pyramid(path: Path) -> Pyramid:
    """Read the headers of an image's levels.

    Raises:
        ImageUnreadableError: the file is no image.
    """
    try:
        whole = _level(path, 0)
        levels = [ImageSize(whole.width, whole.height)]
        pages = whole.get("n-pages") if whole.get_typeof("n-pages") else 1
        for number in range(1, pages):
            level = _level(path, number)
            if level.width >= levels[-1].width:
                break
            levels.append(ImageSize(level.width, level.height))
    except pyvips.Error as error:
        raise _unreadable(path, error) from error
    return Pyramid(path, tuple(levels))


def render(pyramid: Pyramid, request: ImageRequest) -> bytes:
    """The picture that a request asks for, encoded.

    Raises:
        ImageUnreadableError: the file is damaged.
    """
    try:
        with _VIPS_READS:
            return _encoded(_finished(_resized(pyramid, request), request), request.format)
    except pyvips.Error as error:
        raise _unreadable(pyramid.path, error) from error


def choose_level(pyramid: Pyramid, request: ImageRequest) -> int:
    """The smallest level that still holds every pixel asked for."""
    needed = request.size.width / request.region.width
    chosen = 0
    for number, level in enumerate(pyramid.levels):
        if level.width / pyramid.size.width >= needed * 0.995:
            chosen = number
    return chosen


def _resized(pyramid: Pyramid, request: ImageRequest) -> pyvips.Image:
    number = choose_level(pyramid, request)
    level, whole, region = pyramid.levels[number], pyramid.size, request.region
    across, down = level.width / whole.width, level.height / whole.height
    left, top = int(region.x * across), int(region.y * down)
    width = max(1, min(round(region.width * across), level.width - left))
    height = max(1, min(round(region.height * down), level.height - top))
    part = _level(pyramid.path, number).crop(left, top, width, height)
    if (part.width, part.height) == (request.size.width, request.size.height):
        return part
    horizontal = request.size.width / part.width
    vertical = request.size.height / part.height
    part = part.resize(horizontal, vscale=vertical)
    return part.gravity("centre", request.size.width, request.size.height, extend="copy")


def _finished(image: pyvips.Image, request: ImageRequest) -> pyvips.Image:
    if image.hasalpha():
        image = image.flatten(background=255)
    if image.interpretation not in ("srgb", "b-w"):
        image = image.colourspace("srgb")
    image = image.cast("uchar")
    if request.mirrored:
        image = image.fliphor()
    if request.rotation_degrees:
        image = image.rot(f"d{request.rotation_degrees}")
    if request.quality in ("gray", "bitonal"):
        image = image.colourspace("b-w")
    return image > 127 if request.quality == "bitonal" else image


def _encoded(image: pyvips.Image, format_: str) -> bytes:
    if format_ == "png":
        data: bytes = image.pngsave_buffer(compression=3, strip=True)
    else:
        data = image.jpegsave_buffer(Q=JPEG_QUALITY, strip=True)
    return data


def _level(path: Path, number: int) -> pyvips.Image:
    if path.suffix.lower() in (".tif", ".tiff"):
        return pyvips.Image.tiffload(str(path), page=number)
    return pyvips.Image.new_from_file(str(path))


def _unreadable(path: Path, error: pyvips.Error) -> ImageUnreadableError:
    reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
    return ImageUnreadableError(name=path.name, reason=reason)
