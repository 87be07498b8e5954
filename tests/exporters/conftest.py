"""An object with real bytes behind its files, ready to be delivered."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import pytest

from exporters.base import DeliveryPlan
from exporters.vepis import VepisExporter
from schemas.packages import FileUse, ObjectPackage, PackagedFile
from tests.schemas.made import MOMENT, made_package


@dataclass
class StoredObject:
    """A package, and what its reader gives for each path."""

    package: ObjectPackage
    contents: dict[str, bytes]
    rendered: dict[str, PackagedFile] = field(default_factory=dict)

    def read(self, path: str) -> BinaryIO:
        return io.BytesIO(self.contents[path])

    def render(self) -> None:
        """Make the images that VEPIS wants, of a few bytes each."""
        for wanted in VepisExporter().wanted_images(self.package):
            path = f"rendered/{wanted.source_path}.jpg"
            self.contents[path] = b"JPEG of " + wanted.source_path.encode()
            made = PackagedFile(path, FileUse.ACCESS, wanted.media_type, 0, "", MOMENT)
            self.rendered[wanted.source_path] = proven(made, self.contents[path])

    def plan(self) -> DeliveryPlan:
        return VepisExporter().plan(self.package, self.rendered)


def proven(file: PackagedFile, content: bytes) -> PackagedFile:
    """The file with the size and digest of this content."""
    return replace(file, size_bytes=len(content), sha512=hashlib.sha512(content).hexdigest())


@pytest.fixture
def stored() -> Callable[[int], StoredObject]:
    def make(page_count: int = 3) -> StoredObject:
        package = made_package(page_count)
        contents = {f.logical_path: f.logical_path.encode() * 20 for f in package.files}
        files = tuple(proven(f, contents[f.logical_path]) for f in package.files)
        made = StoredObject(replace(package, files=files), contents)
        made.render()
        return made

    return make
