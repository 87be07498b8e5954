"""Dublin Core, the description that everybody understands.

It is written as oai_dc; it is read from there, from tables, and out of whatever fuller record
the library was given.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from schemas.dc_elements import ELEMENTS, DescriptionDraft, element_of, identifier_text
from schemas.dc_errors import (
    BadMetadataRowsError,
    EmptyMetadataError,
    MetadataEncodingError,
    MetadataFileError,
    SeveralRecordsError,
    UnknownMetadataError,
)
from schemas.marc import (
    ISO2709_MEDIA_TYPE,
    MARC_MEDIA_TYPE,
    is_iso2709,
    is_marc,
    parse_iso2709,
    parse_marc,
)
from schemas.marc_description import describe_marc
from schemas.marc_records import MarcRecord
from schemas.mods import MODS_MEDIA_TYPE, is_mods, parse_mods
from schemas.objects import DublinCore
from schemas.xml import (
    DC,
    OAI_DC,
    XSI,
    child_text,
    local_name,
    parse_xml,
    qualified,
    render_xml,
    schema_location,
    text_of,
)

#: A description is some kilobytes; a file beyond this is something else.
MAX_BYTES = 16 * 1024 * 1024
DC_MEDIA_TYPE = "application/xml"
CSV_MEDIA_TYPE = "text/csv"

_NSMAP = {"oai_dc": OAI_DC, "dc": DC, "xsi": XSI}
_DC_NAMESPACES = (DC, "http://purl.org/dc/terms/")
_NAME_HEADS = {"element", "elementas", "field", "laukas", "name"}
_VALUE_HEADS = {"value", "reikšmė", "reiksme", "vertė", "verte"}
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_LONGEST_HEAD = 10_000
_LONGEST_QUOTE = 60
_DELIMITERS = (";", ",", "\t")


def build_dc(description: DublinCore) -> bytes:
    """The description as an oai_dc document."""
    return render_xml(dc_element(description, with_location=True))


def dc_element(description: DublinCore, *, with_location: bool = False) -> etree._Element:
    """The description as an oai_dc element, to stand by itself or within another document."""
    root = etree.Element(qualified(OAI_DC, "dc"), nsmap=_NSMAP)
    if with_location:
        root.attrib.update(schema_location(OAI_DC))
    for element, value in dc_values(description):
        child_text(root, DC, element, value)
    return root


def dc_values(description: DublinCore) -> Iterator[tuple[str, str]]:
    """Every value with its element's name, in the order of the standard."""
    for element in ELEMENTS:
        if element == "identifier":
            for identifier in description.identifiers:
                yield element, identifier_text(identifier)
        else:
            for value in getattr(description, element):
                yield element, value


def parse_dc_xml(data: bytes, *, file: str = "XML") -> DublinCore:
    """Read the Dublin Core elements of an XML document, whatever they are wrapped in.

    Raises:
        BadXmlError, ForbiddenXmlError: not XML that is accepted.
        UnknownMetadataError: there is no Dublin Core in it.
        SeveralRecordsError: there is more than one description in it.
    """
    return read_dc(parse_xml(data, file), file=file)


def read_dc(root: etree._Element, *, file: str = "XML") -> DublinCore:
    """The Dublin Core within an element; see ``parse_dc_xml``."""
    description, wrappers = gather_dc(root)
    if not wrappers:
        raise UnknownMetadataError(file=file, found=local_name(root))
    if wrappers > 1:
        raise SeveralRecordsError(file=file, count=wrappers)
    if description == DublinCore():
        raise EmptyMetadataError(file=file)
    return description


def gather_dc(root: etree._Element) -> tuple[DublinCore, int]:
    """All Dublin Core found within an element, and how many elements wrap it."""
    draft = DescriptionDraft()
    parents: list[etree._Element | None] = []
    for element in root.iter(*(f"{{{namespace}}}*" for namespace in _DC_NAMESPACES)):
        name = element_of(local_name(element))
        if name is not None and len(element) == 0:
            if element.getparent() not in parents:
                parents.append(element.getparent())
            draft.add(name, text_of(element))
    return draft.finished(), len(parents)


def parse_dc_csv(data: bytes, *, file: str = "CSV") -> DublinCore:
    """Read a table: ``element,value`` row by row, or names in the first row, values in the second.

    Comma, semicolon and tabulator part the cells; names are English or Lithuanian.

    Raises:
        MetadataEncodingError: the letters are not UTF-8.
        MetadataFileError: quotation marks that never close and the like.
        BadMetadataRowsError: all rows that cannot be understood, by their number.
        SeveralRecordsError: several rows of values.
        EmptyMetadataError: no value at all.
    """
    rows = _rows_of(_decoded(data, file), file)
    if not rows:
        raise EmptyMetadataError(file=file)
    number, head = next(iter(rows.items()))
    body = {n: cells for n, cells in rows.items() if n != number}
    values = _listed(body, file) if _is_list_head(head) else _spread(number, head, body, file)
    draft = DescriptionDraft()
    for element, value in values:
        draft.add(element, value)
    if (description := draft.finished()) == DublinCore():
        raise EmptyMetadataError(file=file)
    return description


def read_metadata(path: Path) -> tuple[DublinCore, str]:
    """Read a description of any kind that is understood, judged by its content.

    Returns:
        The description in Dublin Core, and the media type of the file as it was given.

    Raises:
        LibraryError: the file is missing, damaged, unknown or ambiguous; the text names it.
    """
    data = _bytes_of(path)
    if not data.strip():
        raise EmptyMetadataError(file=path.name)
    if is_iso2709(data):
        return _of_marc(parse_iso2709(data, file=path.name), path.name), ISO2709_MEDIA_TYPE
    if not data.lstrip(_BEFORE_XML).startswith(b"<"):
        return parse_dc_csv(data, file=path.name), CSV_MEDIA_TYPE
    root = parse_xml(data, path.name)
    if is_marc(root):
        return _of_marc(parse_marc(root, file=path.name), path.name), MARC_MEDIA_TYPE
    if is_mods(root):
        return _only_one(parse_mods(root), path.name), MODS_MEDIA_TYPE
    return read_dc(root, file=path.name), DC_MEDIA_TYPE


def _of_marc(records: tuple[MarcRecord, ...], file: str) -> DublinCore:
    return _only_one(tuple(describe_marc(record) for record in records), file)


def _only_one(descriptions: tuple[DublinCore, ...], file: str) -> DublinCore:
    if len(descriptions) > 1:
        raise SeveralRecordsError(file=file, count=len(descriptions))
    # The type comes out of the leader, which a record without any field has too.
    if not descriptions or replace(descriptions[0], type=()) == DublinCore():
        raise EmptyMetadataError(file=file)
    return descriptions[0]


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise MetadataFileError(file=path.name, reason=error.strerror or error) from error
    if len(data) > MAX_BYTES:
        raise MetadataFileError(file=path.name, reason=f"> {MAX_BYTES >> 20} MiB")
    return data


def _decoded(data: bytes, file: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise MetadataEncodingError(file=file) from error


def _rows_of(text: str, file: str) -> dict[int, list[str]]:
    """The rows that hold anything, by their number."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    rows: dict[int, list[str]] = {}
    try:
        for number, cells in enumerate(table, start=1):
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                rows[number] = [cell.strip() for cell in cells]
    except csv.Error as error:
        raise MetadataFileError(file=file, reason=error) from error
    return rows


def _delimiter_of(text: str) -> str:
    """The sign under which the first line makes most sense."""
    line = next((line for line in text.splitlines() if line.strip()), "")[:_LONGEST_HEAD]

    def sense(delimiter: str) -> tuple[bool, int]:
        head = [cell for cell in next(csv.reader([line], delimiter=delimiter), []) if cell.strip()]
        return _is_list_head(head) or all(map(element_of, head)), len(head)

    return max(_DELIMITERS, key=sense)


def _is_list_head(head: list[str]) -> bool:
    names = [name.strip().casefold() for name in head[:2]]
    return len(names) == 2 and names[0] in _NAME_HEADS and names[1] in _VALUE_HEADS


def _listed(rows: dict[int, list[str]], file: str) -> list[tuple[str, str]]:
    """Element and value of each row; a known name without a value is passed over."""
    values, bad = [], []
    for number, (name, *rest) in rows.items():
        element = element_of(name)
        if element is None or len(rest) > 1:
            bad.append(f"{number} ({' | '.join([name or '–', *rest])[:_LONGEST_QUOTE]})")
        elif rest:
            values.append((element, rest[0]))
    if bad:
        raise BadMetadataRowsError(file=file, rows=", ".join(bad))
    return values


def _spread(
    number: int, head: list[str], rows: dict[int, list[str]], file: str
) -> list[tuple[str, str]]:
    """Values of the one row under a head of element names."""
    elements = [element_of(name) for name in head]
    unknown = [name or "–" for name, element in zip(head, elements, strict=True) if not element]
    bad = [f"{number} ({', '.join(unknown)})"] if unknown else []
    bad += [f"{n} ({cells[len(head)]})" for n, cells in rows.items() if len(cells) > len(head)]
    if bad:
        raise BadMetadataRowsError(file=file, rows=", ".join(bad))
    if len(rows) > 1:
        raise SeveralRecordsError(file=file, count=len(rows))
    cells = next(iter(rows.values()), [])
    return [(element, cell) for element, cell in zip(elements, cells, strict=False) if element]
