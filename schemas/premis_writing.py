"""Writes PREMIS 3 as a stream: object, representations, files, events, agents, rights."""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from schemas.events import Agent, Event
from schemas.packages import FileUse, ObjectPackage, PackagedFile
from schemas.rights import find_rights
from schemas.xml import PREMIS, XLINK, XSI, XmlStream, qualified, schema_location, stream_xml

ARK_TYPE = "ARK"
LOCAL_TYPE = "local"
PATH_TYPE = "logical path"
#: Uses whose files together are a representation; the others document the object.
REPRESENTED = (
    FileUse.MASTER,
    FileUse.ACCESS,
    FileUse.THUMBNAIL,
    FileUse.ALTO,
    FileUse.TEXT,
    FileUse.MACHINE_TEXT,
)

_LEFT_OUT = {FileUse.PROVENANCE, FileUse.STRUCTURE}
_NSMAP: Mapping[str | None, str] = {"premis": PREMIS, "xlink": XLINK, "xsi": XSI}
_VOCABULARY = "http://id.loc.gov/vocabulary/preservation/"
_DEFAULT_JURISDICTION = "lt"


def write_premis(package: ObjectPackage, out: BinaryIO) -> None:
    """Write what is to be preserved and what was done to it; the same package, the same bytes.

    The PREMIS file itself is left out, for it cannot tell its own digest; so is METS, which tells
    that of PREMIS.
    """
    attributes = {"version": "3.0", **schema_location(PREMIS)}
    with stream_xml(out, PREMIS, "premis", attributes, _NSMAP) as xml:
        _write_entity(xml, package)
        for use in REPRESENTED:
            if any(file.use is use for file in package.files):
                _write_representation(xml, package, use)
        masters = dict(_masters_by_path(package))
        for file in package.files:
            if file.use not in _LEFT_OUT:
                _write_file(xml, package, file, masters.get(file.logical_path, ()))
        agents = list(dict.fromkeys(event.agent for event in package.events))
        for number, event in enumerate(package.events, start=1):
            _write_event(xml, package.object_id, number, event, agents.index(event.agent) + 1)
        for number, agent in enumerate(agents, start=1):
            _write_agent(xml, package.object_id, number, agent)
        _write_rights(xml, package)


def representation_id(object_id: str, use: FileUse) -> str:
    """The identifier of one complete set of files."""
    return f"{object_id}/{use.value.lower()}"


def _write_entity(xml: XmlStream, package: ObjectPackage) -> None:
    with xml.element("object", _kind("intellectualEntity")):
        _write_identifier(xml, "object", ARK_TYPE, package.object_id)
        xml.text("originalName", next(iter(package.description.title), ""))


def _write_representation(xml: XmlStream, package: ObjectPackage, use: FileUse) -> None:
    with xml.element("object", _kind("representation")):
        own_id = representation_id(package.object_id, use)
        _write_identifier(xml, "object", LOCAL_TYPE, own_id)
        _write_relation(xml, "structural", "represents", ARK_TYPE, [package.object_id])


def _write_file(
    xml: XmlStream, package: ObjectPackage, file: PackagedFile, masters: tuple[str, ...]
) -> None:
    with xml.element("object", _kind("file")):
        _write_identifier(xml, "object", PATH_TYPE, file.logical_path)
        with xml.element("objectCharacteristics"):
            if file.sha512:
                with xml.element("fixity"):
                    xml.leaf("messageDigestAlgorithm", "SHA-512")
                    xml.leaf("messageDigest", file.sha512)
            xml.leaf("size", file.size_bytes)
            with xml.element("format"), xml.element("formatDesignation"):
                xml.leaf("formatName", file.media_type or "unknown")
                xml.text("formatVersion", file.format_version)
            with xml.element("creatingApplication"):
                xml.leaf("dateCreatedByApplication", file.created_at.isoformat())
        xml.text("originalName", file.original_name)
        _write_file_relations(xml, package.object_id, file, masters)


def _write_file_relations(
    xml: XmlStream, object_id: str, file: PackagedFile, masters: tuple[str, ...]
) -> None:
    if file.use in REPRESENTED:
        whole = representation_id(object_id, file.use)
        _write_relation(xml, "structural", "is included in", LOCAL_TYPE, [whole])
    else:
        _write_relation(xml, "reference", "documents", ARK_TYPE, [object_id])
    if masters and file.use in REPRESENTED and file.use is not FileUse.MASTER:
        _write_relation(xml, "derivation", "has source", PATH_TYPE, masters)
    if file.technical_path:
        _write_relation(xml, "reference", "is documented in", PATH_TYPE, [file.technical_path])


def _write_event(
    xml: XmlStream, object_id: str, number: int, event: Event, agent_number: int
) -> None:
    with xml.element("event"):
        _write_identifier(xml, "event", LOCAL_TYPE, f"{object_id}/event/{number}")
        xml.leaf("eventType", event.type.value, _authority("eventType"))
        xml.leaf("eventDateTime", event.at.isoformat())
        if event.detail:
            with xml.element("eventDetailInformation"):
                xml.leaf("eventDetail", event.detail)
        with xml.element("eventOutcomeInformation"):
            xml.leaf("eventOutcome", event.outcome)
        agent_id = f"{object_id}/agent/{agent_number}"
        _write_identifier(xml, "linkingAgent", LOCAL_TYPE, agent_id)
        for path in event.about:
            _write_identifier(xml, "linkingObject", PATH_TYPE, path)
        if not event.about:
            _write_identifier(xml, "linkingObject", ARK_TYPE, object_id)


def _write_agent(xml: XmlStream, object_id: str, number: int, agent: Agent) -> None:
    with xml.element("agent"):
        _write_identifier(xml, "agent", LOCAL_TYPE, f"{object_id}/agent/{number}")
        xml.leaf("agentName", agent.name)
        xml.leaf("agentType", agent.kind.value, _authority("agentType"))
        xml.text("agentVersion", agent.version)


def _write_rights(xml: XmlStream, package: ObjectPackage) -> None:
    if not package.description.rights:
        return
    with xml.element("rights"):
        for number, text in enumerate(package.description.rights, start=1):
            with xml.element("rightsStatement"):
                own_id = f"{package.object_id}/rights/{number}"
                _write_identifier(xml, "rightsStatement", LOCAL_TYPE, own_id)
                _write_basis(xml, text)
                _write_identifier(xml, "linkingObject", ARK_TYPE, package.object_id)


def _write_basis(xml: XmlStream, text: str) -> None:
    statement = find_rights(text)
    basis = statement.basis if statement else "other"
    xml.leaf("rightsBasis", basis, _authority("rightsBasis"))
    if statement is None:
        with xml.element("otherRightsInformation"):
            xml.leaf("otherRightsBasis", text)
    elif basis == "license":
        with xml.element("licenseInformation"):
            _write_identifier(xml, "licenseDocumentation", "URI", statement.uri)
            xml.leaf("licenseTerms", statement.key)
    else:
        with xml.element("copyrightInformation"):
            xml.leaf("copyrightStatus", statement.status, _authority("copyrightStatus"))
            xml.leaf("copyrightJurisdiction", _DEFAULT_JURISDICTION)
            xml.leaf("copyrightNote", statement.key)
            _write_identifier(xml, "copyrightDocumentation", "URI", statement.uri)


def _write_identifier(xml: XmlStream, what: str, kind: str, value: str) -> None:
    with xml.element(f"{what}Identifier"):
        xml.leaf(f"{what}IdentifierType", kind)
        xml.leaf(f"{what}IdentifierValue", value)


def _write_relation(
    xml: XmlStream, kind: str, narrower: str, target_type: str, targets: Iterable[str]
) -> None:
    with xml.element("relationship"):
        xml.leaf("relationshipType", kind, _authority("relationshipType"))
        xml.leaf("relationshipSubType", narrower, _authority("relationshipSubType"))
        for target in targets:
            _write_identifier(xml, "relatedObject", target_type, target)


def _kind(name: str) -> dict[str, str]:
    return {qualified(XSI, "type"): f"premis:{name}"}


def _authority(vocabulary: str) -> dict[str, str]:
    return {"authority": vocabulary, "authorityURI": _VOCABULARY + vocabulary}


def _masters_by_path(package: ObjectPackage) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each file of a page, the masters of that page."""
    masters = {file.logical_path for file in package.files if file.use is FileUse.MASTER}
    for page in package.pages:
        sources = tuple(path for path in page.files if path in masters)
        for path in page.files:
            yield path, sources
