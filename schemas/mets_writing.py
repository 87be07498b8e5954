"""Writes METS 1.12 as a stream: header, description, references, files, pages, structure."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import BinaryIO

from schemas.dc import dc_values
from schemas.mets_ids import (
    ADMINISTRATION_ID,
    DESCRIBING_USES,
    DESCRIPTION_ID,
    LOGICAL_ID,
    PHYSICAL_ID,
    PROFILE,
    UNSPOKEN_USES,
    file_id,
    page_div_id,
    path_to_href,
    uri_of,
)
from schemas.packages import Division, FileUse, ObjectPackage, PackagedFile, PackagedPage
from schemas.xml import (
    CSIP,
    DC,
    METS,
    OAI_DC,
    SIP,
    XLINK,
    XSI,
    XmlStream,
    qualified,
    schema_location,
    stream_xml,
)

_NSMAP: Mapping[str | None, str] = {
    "mets": METS,
    "xlink": XLINK,
    "xsi": XSI,
    "oai_dc": OAI_DC,
    "dc": DC,
    "csip": CSIP,
    "sip": SIP,
}
#: Kinds of metadata in the administrative section, in the order that the schema asks for.
_MDTYPES = {
    FileUse.TECHNICAL: "NISOIMG",
    FileUse.PROVENANCE: "PREMIS",
}
_NOT_CONTENT = {*DESCRIBING_USES, *UNSPOKEN_USES}
_SOURCE_MDTYPES = {
    "application/marcxml+xml": "MARC",
    "application/marc": "MARC",
    "application/mods+xml": "MODS",
    "application/xml": "DC",
}


def write_mets(package: ObjectPackage, out: BinaryIO) -> None:
    """Write the package's METS; paths in it are relative to the METS itself.

    The same package gives the same bytes. Nothing of what was written is kept in memory, so that
    the number of pages does not matter.
    """
    attributes = {
        "OBJID": package.object_id,
        "TYPE": package.material.value,
        "LABEL": next(iter(package.description.title), package.object_id),
        "PROFILE": PROFILE,
        **schema_location(METS, OAI_DC),
    }
    with stream_xml(out, METS, "mets", attributes, _NSMAP) as xml:
        _write_header(xml, package)
        _write_descriptions(xml, package)
        _write_references(xml, package)
        _write_files(xml, package)
        _write_physical(xml, package)
        with xml.element("structMap", {"TYPE": "LOGICAL"}):
            _write_division(xml, package.structure, LOGICAL_ID, {"DMDID": DESCRIPTION_ID})
        _write_links(xml, package.structure)


def _write_header(xml: XmlStream, package: ObjectPackage) -> None:
    with xml.element("metsHdr", {"CREATEDATE": package.created_at.isoformat()}):
        with xml.element("agent", {"ROLE": "CUSTODIAN", "TYPE": "ORGANIZATION"}):
            xml.leaf("name", package.library)
            if package.library_code:
                note = {qualified(CSIP, "NOTETYPE"): "IDENTIFICATIONCODE"}
                xml.leaf("note", package.library_code, note)
        with xml.element("agent", {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}):
            xml.leaf("name", "Skrynia")


def _write_descriptions(xml: XmlStream, package: ObjectPackage) -> None:
    with (
        xml.element("dmdSec", {"ID": DESCRIPTION_ID}),
        xml.element("mdWrap", {"MDTYPE": "DC", "MIMETYPE": "text/xml"}),
        xml.element("xmlData"),
        xml.element(qualified(OAI_DC, "dc")),
    ):
        for element, value in dc_values(package.description):
            xml.leaf(qualified(DC, element), value)
    for use in (FileUse.DESCRIPTION, FileUse.SOURCE_DESCRIPTION):
        for file in _used_for(package, use):
            _write_reference(xml, "dmdSec", file)


def _write_references(xml: XmlStream, package: ObjectPackage) -> None:
    if not any(file.use in _MDTYPES for file in package.files):
        return
    with xml.element("amdSec", {"ID": ADMINISTRATION_ID}):
        for use in _MDTYPES:
            for file in _used_for(package, use):
                _write_reference(xml, DESCRIBING_USES[use], file)


def _write_reference(xml: XmlStream, section: str, file: PackagedFile) -> None:
    mdtype = _MDTYPES.get(file.use) or _SOURCE_MDTYPES.get(file.media_type, "OTHER")
    attributes = {**_location(file), "MDTYPE": mdtype}
    if mdtype == "OTHER":
        attributes["OTHERMDTYPE"] = file.media_type
    if file.format_version:
        attributes["MDTYPEVERSION"] = file.format_version
    if file.original_name:
        attributes["LABEL"] = file.original_name
    with xml.element(section, {"ID": file_id(file.logical_path), "GROUPID": file.use.value}):
        xml.leaf("mdRef", attributes={**attributes, **_facts(file)})


def _write_files(xml: XmlStream, package: ObjectPackage) -> None:
    uses = [use for use in FileUse if use not in _NOT_CONTENT]
    used = [use for use in uses if any(True for _ in _used_for(package, use))]
    if not used:
        return
    with xml.element("fileSec"):
        for use in used:
            with xml.element("fileGrp", {"USE": use.value}):
                for file in _used_for(package, use):
                    _write_file(xml, file)


def _write_file(xml: XmlStream, file: PackagedFile) -> None:
    attributes = {"ID": file_id(file.logical_path), **_facts(file)}
    if file.original_name:
        attributes["OWNERID"] = file.original_name
    if file.technical_path:
        attributes["ADMID"] = file_id(file.technical_path)
    if file.format_version:
        attributes[qualified(SIP, "FILEFORMATVERSION")] = file.format_version
    with xml.element("file", attributes):
        xml.leaf("FLocat", attributes=_location(file))


def _write_physical(xml: XmlStream, package: ObjectPackage) -> None:
    content = {file.logical_path for file in package.files if file.use not in _NOT_CONTENT}
    paged = {path for page in package.pages for path in page.files}
    attributes = {"ID": PHYSICAL_ID, "TYPE": "physSequence", "DMDID": DESCRIPTION_ID}
    provenance = " ".join(file_id(f.logical_path) for f in _used_for(package, FileUse.PROVENANCE))
    if provenance:
        attributes["ADMID"] = provenance
    with (
        xml.element("structMap", {"TYPE": "PHYSICAL"}),
        xml.element("div", attributes),
    ):
        for file in package.files:
            if file.logical_path in content and file.logical_path not in paged:
                xml.leaf("fptr", attributes={"FILEID": file_id(file.logical_path)})
        for page in package.pages:
            _write_page(xml, page, content)


def _write_page(xml: XmlStream, page: PackagedPage, content: set[str]) -> None:
    attributes = {
        "ID": page_div_id(page.page_id),
        "TYPE": page.role.value,
        "ORDER": str(page.sequence),
        "CONTENTIDS": uri_of(page.page_id),
    }
    if page.label:
        attributes["ORDERLABEL"] = page.label
    with xml.element("div", attributes):
        for path in page.files:
            if path in content:
                xml.leaf("fptr", attributes={"FILEID": file_id(path)})


def _write_division(
    xml: XmlStream, division: Division, div_id: str, further: Mapping[str, str]
) -> None:
    attributes = {"ID": div_id, "TYPE": division.kind, **further}
    if division.label:
        attributes["LABEL"] = division.label
    with xml.element("div", attributes):
        for number, child in enumerate(division.children, start=1):
            _write_division(xml, child, f"{div_id}-{number}", {})


def _write_links(xml: XmlStream, structure: Division) -> None:
    links = _links_of(structure, LOGICAL_ID)
    first = next(links, None)
    if first is None:
        return
    with xml.element("structLink"):
        for source, target in chain([first], links):
            ends = {qualified(XLINK, "from"): source, qualified(XLINK, "to"): target}
            xml.leaf("smLink", attributes=ends)


def _links_of(division: Division, div_id: str) -> Iterator[tuple[str, str]]:
    for page_id in division.page_ids:
        yield div_id, page_div_id(page_id)
    for number, child in enumerate(division.children, start=1):
        yield from _links_of(child, f"{div_id}-{number}")


def _used_for(package: ObjectPackage, use: FileUse) -> Iterator[PackagedFile]:
    return (file for file in package.files if file.use is use)


def _facts(file: PackagedFile) -> dict[str, str]:
    """What METS says of every file alike, wherever it stands."""
    return {
        "MIMETYPE": file.media_type,
        "SIZE": str(file.size_bytes),
        "CREATED": file.created_at.isoformat(),
        "CHECKSUM": file.sha512,
        "CHECKSUMTYPE": "SHA-512",
    }


def _location(file: PackagedFile) -> dict[str, str]:
    return {
        "LOCTYPE": "URL",
        qualified(XLINK, "type"): "simple",
        qualified(XLINK, "href"): path_to_href(file.logical_path),
    }
