"""MARC records as other libraries send them, read only: MARCXML, MarcXchange, ISO 2709 in UTF-8."""

from lxml import etree

from schemas.errors import LibraryError
from schemas.marc_records import MarcField, MarcRecord
from schemas.texts import N_
from schemas.xml import local_name, namespace_of

MARC_MEDIA_TYPE = "application/marcxml+xml"
ISO2709_MEDIA_TYPE = "application/marc"

_NAMESPACES = (
    "http://www.loc.gov/MARC21/slim",
    "info:lc/xmlns/marcxchange-v1",
    "info:lc/xmlns/marcxchange-v2",
)
_LEADER_LENGTH = 24
_ENTRY_LENGTH = 12
_END_OF_RECORD, _END_OF_FIELD, _SUBFIELD = b"\x1d", b"\x1e", "\x1f"


class BadMarcError(LibraryError):
    """A record that breaks the rules of its format."""

    code = "META-007"
    message = N_("The MARC record in “{file}” is damaged: {reason}.")
    hint = N_("Export the record again from the catalogue it came from.")


class MarcEncodingError(LibraryError):
    """A record in a character set of the time before Unicode."""

    code = "META-008"
    message = N_("The MARC record in “{file}” is not in UTF-8.")
    hint = N_("Export it again with the character set UTF-8, or as MARCXML.")


def is_marc(root: etree._Element) -> bool:
    """Whether an XML document holds MARC records."""
    return any(namespace_of(each) in _NAMESPACES for each in root.iter()) or (
        local_name(root) in ("record", "collection") and root.find(".//{*}datafield") is not None
    )


def is_iso2709(data: bytes) -> bool:
    """Whether a file begins as MARC in its exchange form does."""
    return data[:5].isdigit() and data[12:17].isdigit() and _END_OF_FIELD in data


def parse_marc(root: etree._Element, *, file: str = "XML") -> tuple[MarcRecord, ...]:
    """The records of a MARCXML document.

    Raises:
        BadMarcError: a field has no tag, a subfield no code, or there is no record at all.
    """
    records = [
        _read_record(element, file)
        for element in root.iter("{*}record")
        if element.find("{*}datafield") is not None or element.find("{*}leader") is not None
    ]
    if not records:
        raise BadMarcError(file=file, reason="no record")
    return tuple(records)


def parse_iso2709(data: bytes, *, file: str = "MARC") -> tuple[MarcRecord, ...]:
    """The records of a file in MARC's exchange form.

    Raises:
        MarcEncodingError: the letters are not UTF-8.
        BadMarcError: lengths and places do not fit one another.
    """
    parts = [part.strip(b"\r\n\0 ") for part in data.split(_END_OF_RECORD)]
    return tuple(_read_binary(part, file) for part in parts if part)


def _read_record(element: etree._Element, file: str) -> MarcRecord:
    leader, fields = "", []
    for child in element:
        name = local_name(child)
        if name == "leader":
            leader = child.text or ""
        elif name == "controlfield":
            fields.append(MarcField(_named(child, "tag", file), value=child.text or ""))
        elif name == "datafield":
            fields.append(_read_field(child, file))
    return MarcRecord(leader, tuple(fields))


def _read_field(element: etree._Element, file: str) -> MarcField:
    subfields = tuple(
        (_named(child, "code", file), " ".join("".join(child.itertext()).split()))
        for child in element.iterchildren("{*}subfield", "{*}subfields")
    )
    indicators = (element.get("ind1") or " ") + (element.get("ind2") or " ")
    return MarcField(_named(element, "tag", file), indicators=indicators, subfields=subfields)


def _named(element: etree._Element, attribute: str, file: str) -> str:
    if name := element.get(attribute):
        return name
    where = f"{local_name(element)} @{attribute}, {element.sourceline}"
    raise BadMarcError(file=file, reason=where)


def _read_binary(data: bytes, file: str) -> MarcRecord:
    try:
        base = int(data[12:17])
        directory = data[_LEADER_LENGTH : base - 1]
        fields = [
            _read_place(data, base, directory[start : start + _ENTRY_LENGTH])
            for start in range(0, len(directory), _ENTRY_LENGTH)
        ]
        return MarcRecord(data[:_LEADER_LENGTH].decode(), tuple(fields))
    except UnicodeDecodeError as error:
        raise MarcEncodingError(file=file) from error
    except ValueError as error:
        raise BadMarcError(file=file, reason=error) from error


def _read_place(data: bytes, base: int, entry: bytes) -> MarcField:
    tag, length, start = entry[:3].decode(), int(entry[3:7]), base + int(entry[7:12])
    field = data[start : start + length]
    if not field.endswith(_END_OF_FIELD):
        raise ValueError(f"field {tag}")
    text = field[:-1].decode()
    if _SUBFIELD not in text:
        return MarcField(tag, value=text)
    indicators, *subfields = text.split(_SUBFIELD)
    return MarcField(
        tag,
        indicators=indicators[:2].ljust(2),
        subfields=tuple((each[:1], " ".join(each[1:].split())) for each in subfields),
    )
