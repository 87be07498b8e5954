"""What a delivery is: a plan that is made without touching a file, then carried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from exporters.errors import MissingFieldsError
from schemas.packages import ObjectPackage, PackagedFile

#: The files that were made for a delivery, by the logical path of the image they were made from.
RenderedFiles = Mapping[str, PackagedFile]


@dataclass(frozen=True, slots=True)
class WantedImage:
    """An image in the form the receiver wants, to be made by whoever can open images."""

    page_id: str
    source_path: str
    """Logical path of the image it is made from."""
    media_type: str
    longest_side_px: int
    """0 where the size stays."""
    quality: int


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of the object and its place in the delivered package."""

    source_path: str
    delivered_path: str
    size_bytes: int
    sha512: str


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """A document that is written for the delivery."""

    delivered_path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ChecksumList:
    """The list of digests that is written while the package is copied."""

    delivered_path: str
    algorithm: str


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """Everything that will stand in the package; with something ``missing`` it is not delivered."""

    exporter: str
    object_id: str
    folder_name: str
    files: tuple[PlannedFile, ...]
    documents: tuple[GeneratedDocument, ...]
    checksums: ChecksumList | None = None
    missing: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        """How much room the package needs, but for the list of digests."""
        documents = sum(len(document.content) for document in self.documents)
        return documents + sum(file.size_bytes for file in self.files)


class Exporter(Protocol):
    """One receiver: what it demands and how a package for it looks. Reads and writes no file."""

    @property
    def name(self) -> str:
        """The name by which people choose it."""

    def missing_fields(self, package: ObjectPackage) -> tuple[str, ...]:
        """Name everything mandatory that this object leaves empty."""

    def wanted_images(self, package: ObjectPackage) -> tuple[WantedImage, ...]:
        """The images that must be made first, because none has the form the receiver wants."""

    def plan(self, package: ObjectPackage, rendered: RenderedFiles) -> DeliveryPlan:
        """What will be delivered, given the images that were made."""


def require_complete(plan: DeliveryPlan) -> None:
    """See that nothing mandatory is missing.

    Raises:
        MissingFieldsError: something is; all of it is named.
    """
    if plan.missing:
        raise MissingFieldsError(
            object_id=plan.object_id, exporter=plan.exporter, missing=", ".join(plan.missing)
        )
