"""Step 6, export: the stored object as its receiver wants it, put whole into a folder."""

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from exporters.base import WantedImage
from exporters.delivery.folder import Reader, deliver_to_folder
from exporters.errors import MissingFieldsError, PageNotDeliverableError
from exporters.registry import get_exporter
from pipeline.metadata import METS
from pipeline.rendering import write_jpeg
from pipeline.sandbox import ConfinedFailure, confined
from pipeline.storage import stored_file
from schemas.fixity import sha512_of
from schemas.mets import parse_mets
from schemas.moments import UNKNOWN_MOMENT
from schemas.packages import FileUse, ObjectPackage, PackagedFile
from storage.ocfl.root import StorageRoot

#: Images made side by side for a delivery.
WORKERS = 2


@dataclass(frozen=True, slots=True)
class DeliveredTo:
    """What was handed over, and where it stands."""

    target: str
    path: Path
    sha512: str
    """Of the package's list of digests: one value for the whole package."""


def deliver_stored(root: StorageRoot, object_id: str, target: str, parent: Path) -> DeliveredTo:
    """Make the package of a stored object for one receiver; again, it is the same package.

    Raises:
        MissingFieldsError: the object does not say what the receiver demands.
        LibraryError: a file is damaged, or the folder cannot be written.
    """
    exporter = get_exporter(target)
    with root.read(object_id, METS) as source:
        package = parse_mets(source, name=METS)
    if missing := exporter.missing_fields(package):
        # Said before any image is made.
        raise MissingFieldsError(object_id=object_id, exporter=target, missing=", ".join(missing))
    with tempfile.TemporaryDirectory(prefix="skrynia-") as folder:
        rendered = rendered_images(root, package, exporter.wanted_images(package), Path(folder))
        plan = exporter.plan(package, {path: file for path, (file, _) in rendered.items()})
        made = {file.logical_path: path for file, path in rendered.values()}
        done = deliver_to_folder(plan, reader_of(root, object_id, made), parent)
    listed = plan.checksums.delivered_path if plan.checksums else METS
    return DeliveredTo(target, done.folder, sha512_of(done.folder / listed))


def rendered_images(
    root: StorageRoot, package: ObjectPackage, wanted: tuple[WantedImage, ...], folder: Path
) -> Mapping[str, tuple[PackagedFile, Path]]:
    """The images in the receiver's form, by the path they are made from.

    Raises:
        PageNotDeliverableError: a page has no picture that could be opened.
    """

    def rendered(one: WantedImage) -> tuple[str, tuple[PackagedFile, Path]]:
        path = folder / f"{one.page_id.rpartition('/')[2]}.jpg"
        source = stored_file(root, package.object_id, one.source_path, folder)
        try:
            # A page without an access copy is made from its master, which is a foreign file.
            confined(write_jpeg, source, path, one.quality, one.longest_side_px)
        except ConfinedFailure as error:
            page = sequences[one.page_id]
            raise PageNotDeliverableError(object_id=package.object_id, page=page) from error
        return one.source_path, (described(one, path), path)

    sequences = {page.page_id: page.sequence for page in package.pages}

    with ThreadPoolExecutor(WORKERS) as pool:
        return dict(pool.map(rendered, wanted))


def described(one: WantedImage, path: Path) -> PackagedFile:
    """An image that was made, as a file of the package."""
    return PackagedFile(
        logical_path=f"rendered/{path.name}",
        use=FileUse.ACCESS,
        media_type=one.media_type,
        size_bytes=path.stat().st_size,
        sha512=sha512_of(path),
        created_at=UNKNOWN_MOMENT,
    )


def reader_of(root: StorageRoot, object_id: str, made: Mapping[str, Path]) -> Reader:
    """Opens files of the object, or those made for the delivery."""

    def read(logical_path: str) -> AbstractContextManager[BinaryIO]:
        if logical_path in made:
            return made[logical_path].open("rb")
        return root.read(object_id, logical_path)

    return read
