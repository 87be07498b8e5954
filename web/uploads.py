"""Scans sent through the browser: kept under plain names, believed by their content only."""

import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.core.files.uploadedfile import UploadedFile

from catalogue.models import DigitalObject
from pipeline.formats import TAKEN, media_type_of
from pipeline.rendering import PYRAMID
from schemas.errors import LibraryError
from schemas.texts import N_
from settings.home import Home, home_of
from web.iiif import read_request
from web.tiles import open_pyramid, render

MAX_FILES = 500
#: Longest sides of a picture that is laid beside another.
COMPARED = "!1400,1400"
_NOT_PLAIN = re.compile(r"[^\w.\- ()]+")


class UploadRefusedError(LibraryError):
    """A file sent through the browser is no image that could be a scan."""

    code = "RESC-011"
    message = N_("“{name}” was not taken: {reason}.")
    hint = N_("Send TIFF, JPEG, PNG, JPEG 2000 or PDF files, at most {most} at once.")


def keep_uploads(home: Home, files: "Iterable[UploadedFile[bytes]]") -> Path:
    """Write the files into a folder of their own.

    Raises:
        UploadRefusedError: one is no image by its content, or there are too many; none is kept.
    """
    folder = home.rescans / "uploads" / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        for number, file in enumerate(files, start=1):
            _keep(folder, file, number)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _keep(folder: Path, file: "UploadedFile[bytes]", number: int) -> None:
    name = plain_name(file.name or "", number)
    if number > MAX_FILES:
        raise UploadRefusedError(name=name, reason=N_("there are too many files"), most=MAX_FILES)
    path = folder / name
    if path.exists():
        path = folder / f"{path.stem}-{number:04d}{path.suffix}"
    with path.open("xb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    if media_type_of(path) not in TAKEN:
        raise UploadRefusedError(name=name, reason=N_("it is no image"), most=MAX_FILES)


def plain_name(given: str, number: int) -> str:
    """A file name without folders and signs that could mean something to a system."""
    bare = PurePosixPath(given.replace("\\", "/")).name
    name = _NOT_PLAIN.sub("_", bare).lstrip(". ~")[-120:]
    return name or f"{number:04d}"


def picture_of(digital_object: DigitalObject, number: int, position: int) -> bytes | None:
    """An arrived scan as JPEG of a size to be compared; None while there is none."""
    folder = home_of().rescans / digital_object.name / f"{number:04d}" / "pages"
    path = folder / f"p{position:04d}" / PYRAMID
    if not path.is_file():
        return None
    pyramid = open_pyramid(path)
    return render(pyramid, read_request("full", COMPARED, "0", "default.jpg", pyramid.size))
