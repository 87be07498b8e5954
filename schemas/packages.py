"""What goes into a package: files, pages, structure; the value METS and PREMIS are built from."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schemas.events import Event
from schemas.objects import DublinCore, Material
from schemas.pages import PageRole


class FileUse(StrEnum):
    """What a file is for; METS fileGrp/@USE."""

    MASTER = "MASTER"
    SUPERSEDED = "SUPERSEDED"
    """A master whose place a rescan has taken; kept for good, part of no page."""
    ACCESS = "ACCESS"
    THUMBNAIL = "THUMBNAIL"
    ALTO = "ALTO"
    TEXT = "TEXT"
    MACHINE_TEXT = "MACHINE_TEXT"
    """What the machine read of a page whose text people wrote over."""
    TECHNICAL = "TECHNICAL"
    """MIX, one a master."""
    PROVENANCE = "PROVENANCE"
    """PREMIS of the object and version."""
    DESCRIPTION = "DESCRIPTION"
    """The description in Dublin Core."""
    STRUCTURE = "STRUCTURE"
    """The METS document; it speaks of all other files and so is not among its own."""
    SOURCE_DESCRIPTION = "SOURCE_DESCRIPTION"
    """The description as it was given, kept whole."""


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """One file by its logical path within the package (``master/0001.tif``)."""

    logical_path: str
    use: FileUse
    media_type: str
    size_bytes: int
    sha512: str
    created_at: datetime
    original_name: str = ""
    format_version: str = ""
    technical_path: str = ""
    """Logical path of the MIX that describes this master."""


@dataclass(frozen=True, slots=True)
class PackagedPage:
    """A page and the logical paths of its files, masters first."""

    page_id: str
    sequence: int
    role: PageRole
    label: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A node of the logical structure: title page, chapter, illustration; pages by their id."""

    kind: str
    label: str = ""
    page_ids: tuple[str, ...] = ()
    children: tuple["Division", ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectPackage:
    """A digital object as it is stored, described and delivered."""

    object_id: str
    library: str
    """The owner's name."""
    library_code: str
    material: Material
    description: DublinCore
    created_at: datetime
    files: tuple[PackagedFile, ...]
    pages: tuple[PackagedPage, ...]
    structure: Division
    events: tuple[Event, ...] = field(default=())
