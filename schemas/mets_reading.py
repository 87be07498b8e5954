"""Reads METS 1: our own whole, that of others as far as it says what we ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from lxml import etree

from schemas.dc import gather_dc
from schemas.errors import LibraryError
from schemas.mets_ids import DESCRIBING_USES, href_to_path, identifier_from_uri
from schemas.mods import parse_mods
from schemas.moments import UNKNOWN_MOMENT, moment_of
from schemas.objects import DublinCore, Material
from schemas.packages import Division, FileUse, ObjectPackage, PackagedFile, PackagedPage
from schemas.pages import PageRole
from schemas.texts import N_
from schemas.xml import CSIP, METS, SIP, XLINK, iterate_xml, local_name, qualified, release, text_of

_USES_BY_SECTION = {section: use for use, section in DESCRIBING_USES.items()}
_OWN_USES = {use.value for use in FileUse}
#: Words within the USE or the ID of foreign file groups, in the order in which they decide.
_FOREIGN_USES = (
    ("THUMB", FileUse.THUMBNAIL),
    ("ALTO", FileUse.ALTO),
    ("FULLTEXT", FileUse.ALTO),
    ("MASTER", FileUse.MASTER),
    ("MC_", FileUse.MASTER),
    ("ARCHIV", FileUse.MASTER),
    ("PRESERVATION", FileUse.MASTER),
    ("TEXT", FileUse.TEXT),
    ("TXT", FileUse.TEXT),
)


class NotMetsError(LibraryError):
    """A file that should tell how a digital object is made up does not."""

    code = "METS-001"
    message = N_("“{name}” is no METS 1 document ({found}).")
    hint = N_("Choose the METS file of the package; METS 2 is not read yet.")


@dataclass(slots=True)
class _Division:
    """A division while it is being read."""

    attributes: Mapping[str, str]
    children: list["_Division"] = field(default_factory=list)
    file_ids: list[str] = field(default_factory=list)


class _Reader:
    """Gathers what the elements say, one after another."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self.created_at = UNKNOWN_MOMENT
        self.library = self.library_code = ""
        self.descriptions: list[DublinCore] = []
        self.files: list[PackagedFile] = []
        self.path_by_id: dict[str, str] = {}
        self.admid_by_path: dict[str, str] = {}
        self.maps: dict[str, _Division] = {}
        self.links: list[tuple[str, str]] = []
        self._uses: list[str] = []
        self._divisions: list[_Division] = []
        self._map_type = ""

    def start(self, name: str, element: etree._Element) -> None:
        """An element begins; only its attributes are there."""
        attributes = _attributes(element)
        if name == "metsHdr":
            self.created_at = moment_of(attributes.get("CREATEDATE"))
        elif name == "fileGrp":
            use, group = attributes.get("USE", ""), attributes.get("ID", "")
            self._uses.append(use if use in _OWN_USES else f"{use} {group}")
        elif name == "structMap":
            self._map_type = attributes.get("TYPE", "").upper()
        elif name == "div":
            self._open_division(_Division(attributes))

    def end(self, name: str, element: etree._Element) -> None:
        """An element is complete."""
        ending = _ENDINGS.get(name)
        if ending is not None:
            ending(self, element)

    def end_agent(self, element: etree._Element) -> None:
        """The library is the custodian; foreign packages name their maker only."""
        is_custodian = element.get("ROLE") == "CUSTODIAN"
        if is_custodian or (not self.library and element.get("TYPE") == "ORGANIZATION"):
            self.library = text_of(element.find(qualified(METS, "name")))
            for note in element.iterfind(qualified(METS, "note")):
                if note.get(qualified(CSIP, "NOTETYPE")) == "IDENTIFICATIONCODE":
                    self.library_code = text_of(note)

    def end_section(self, element: etree._Element) -> None:
        """A description, or a reference to a file that describes."""
        reference = element.find(qualified(METS, "mdRef"))
        if reference is not None:
            group = element.get("GROUPID", "")
            by_section = _USES_BY_SECTION.get(local_name(element), FileUse.SOURCE_DESCRIPTION)
            use = FileUse(group) if group in _OWN_USES else by_section
            file = _packaged(_attributes(reference), use, _href(reference))
            self.path_by_id[element.get("ID", "")] = file.logical_path
            self.files.append(file)
        elif local_name(element) == "dmdSec":
            description, _ = gather_dc(element)
            self.descriptions += [description, *parse_mods(element)]
        release(element)

    def end_file(self, element: etree._Element) -> None:
        """A file with its place."""
        location = element.find(qualified(METS, "FLocat"))
        if location is not None:
            attributes = _attributes(element)
            use = attributes.get("USE") or (self._uses[-1] if self._uses else "")
            file = _packaged(
                attributes, _use_of(use, attributes.get("MIMETYPE", "")), _href(location)
            )
            self.path_by_id[attributes.get("ID", "")] = file.logical_path
            self.admid_by_path[file.logical_path] = attributes.get("ADMID", "")
            self.files.append(file)
        release(element)

    def end_group(self, element: etree._Element) -> None:
        """A group of files."""
        self._uses.pop()

    def end_pointer(self, element: etree._Element) -> None:
        """A division's pointer at a file, or at a part of one."""
        if self._divisions and (file_id := element.get("FILEID")):
            self._divisions[-1].file_ids.append(file_id)

    def end_division(self, element: etree._Element) -> None:
        """A division of the physical or the logical structure."""
        self._divisions.pop()
        element.clear()

    def end_link(self, element: etree._Element) -> None:
        """A link from a logical division to a page."""
        ends = (element.get(qualified(XLINK, "from")), element.get(qualified(XLINK, "to")))
        self.links.append((ends[0] or "", ends[1] or ""))
        release(element)

    def _open_division(self, division: _Division) -> None:
        if self._divisions:
            self._divisions[-1].children.append(division)
        else:
            kind = "LOGICAL" if self._map_type.startswith("LOGICAL") else "PHYSICAL"
            self.maps.setdefault(kind, division)
        self._divisions.append(division)


_ENDINGS = {
    "agent": _Reader.end_agent,
    **dict.fromkeys(_USES_BY_SECTION, _Reader.end_section),
    "rightsMD": _Reader.end_section,
    "sourceMD": _Reader.end_section,
    "file": _Reader.end_file,
    "fileGrp": _Reader.end_group,
    "fptr": _Reader.end_pointer,
    "area": _Reader.end_pointer,
    "div": _Reader.end_division,
    "smLink": _Reader.end_link,
}


def parse_mets(source: BinaryIO, *, name: str = "METS") -> ObjectPackage:
    """Read a METS document back into a package.

    Files come grouped by their use. Events are not in METS: PREMIS has them. Of METS made by
    others, unknown roles of pages become text, unknown uses are judged by the media type, missing
    digests stay empty and missing moments are ``UNKNOWN_MOMENT``.

    Raises:
        NotMetsError: another kind of document.
        BadXmlError, ForbiddenXmlError: not XML that is accepted.
    """
    reader = _Reader()
    is_first = True
    for event, element in iterate_xml(source, name):
        if is_first:
            if element.tag != qualified(METS, "mets"):
                raise NotMetsError(name=name, found=element.tag)
            reader.root = _attributes(element)
            is_first = False
        elif isinstance(element.tag, str) and element.tag.startswith(_PREFIX):
            take = reader.start if event == "start" else reader.end
            take(element.tag[len(_PREFIX) :], element)
    return _assembled(reader)


_PREFIX = f"{{{METS}}}"


def _assembled(reader: _Reader) -> ObjectPackage:
    pages, page_id_by_div = _pages_of(reader)
    targets: dict[str, list[str]] = {}
    for source, target in reader.links:
        if target in page_id_by_div:
            targets.setdefault(source, []).append(page_id_by_div[target])
    material = _material_of(reader.root.get("TYPE", ""))
    logical = reader.maps.get("LOGICAL")
    return ObjectPackage(
        object_id=reader.root.get("OBJID", ""),
        library=reader.library,
        library_code=reader.library_code,
        material=material,
        description=next((d for d in reader.descriptions if d != DublinCore()), DublinCore()),
        created_at=reader.created_at,
        files=tuple(_with_technical(reader)),
        pages=tuple(pages),
        structure=_division(logical, targets) if logical else Division(material.value),
    )


def _with_technical(reader: _Reader) -> Iterator[PackagedFile]:
    technical = {f.logical_path for f in reader.files if f.use is FileUse.TECHNICAL}
    for file in reader.files:
        ids = reader.admid_by_path.get(file.logical_path, "").split()
        paths = (reader.path_by_id.get(each, "") for each in ids)
        path = next((path for path in paths if path in technical), "")
        yield replace(file, technical_path=path) if path else file


def _pages_of(reader: _Reader) -> tuple[list[PackagedPage], dict[str, str]]:
    """The pages, and the page id by the id of its division."""
    pages: list[PackagedPage] = []
    ids: dict[str, str] = {}
    root = reader.maps.get("PHYSICAL")
    for division in _leaves(root) if root else ():
        attributes = division.attributes
        uri = attributes.get("CONTENTIDS", "").split(" ")[0]
        page_id = identifier_from_uri(uri) or attributes.get("ID") or f"page-{len(pages) + 1}"
        order = attributes.get("ORDER", "")
        paths = (reader.path_by_id.get(file_id) for file_id in division.file_ids)
        ids[attributes.get("ID", "")] = page_id
        pages.append(
            PackagedPage(
                page_id=page_id,
                sequence=int(order) if order.isdecimal() else len(pages) + 1,
                role=_role_of(attributes.get("TYPE", "")),
                label=attributes.get("ORDERLABEL", ""),
                files=tuple(path for path in paths if path),
            )
        )
    return pages, ids


def _leaves(division: _Division) -> Iterator[_Division]:
    for child in division.children:
        if child.children:
            yield from _leaves(child)
        else:
            yield child


def _division(division: _Division, targets: Mapping[str, list[str]]) -> Division:
    attributes = division.attributes
    return Division(
        kind=attributes.get("TYPE", ""),
        label=attributes.get("LABEL", ""),
        page_ids=tuple(targets.get(attributes.get("ID", ""), ())),
        children=tuple(_division(child, targets) for child in division.children),
    )


def _packaged(attributes: Mapping[str, str], use: FileUse, href: str) -> PackagedFile:
    size = attributes.get("SIZE", "")
    is_sha512 = attributes.get("CHECKSUMTYPE") == "SHA-512"
    return PackagedFile(
        logical_path=href_to_path(href),
        use=use,
        media_type=attributes.get("MIMETYPE", ""),
        size_bytes=int(size) if size.isdecimal() else 0,
        sha512=attributes.get("CHECKSUM", "") if is_sha512 else "",
        created_at=moment_of(attributes.get("CREATED")),
        original_name=attributes.get("OWNERID") or attributes.get("LABEL", ""),
        format_version=attributes.get(qualified(SIP, "FILEFORMATVERSION"))
        or attributes.get("MDTYPEVERSION", ""),
    )


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _href(element: etree._Element) -> str:
    return element.get(qualified(XLINK, "href")) or ""


def _material_of(text: str) -> Material:
    words = text.lower()
    return next((each for each in Material if each.value in words), Material.BOOK)


def _role_of(text: str) -> PageRole:
    try:
        return PageRole(text)
    except ValueError:
        return PageRole.TEXT


def _use_of(use: str, media_type: str) -> FileUse:
    try:
        return FileUse(use)
    except ValueError:
        pass
    for word, meaning in _FOREIGN_USES:
        if word in use.upper():
            return meaning
    if media_type.startswith("image/"):
        return FileUse.ACCESS
    return FileUse.TEXT if media_type.startswith("text/plain") else FileUse.TECHNICAL
