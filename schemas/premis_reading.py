"""Reads PREMIS (versions 2 and 3) back: the files with their fixity, and what was done to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from lxml import etree

from schemas.errors import LibraryError
from schemas.events import Agent, AgentKind, Event, EventType
from schemas.moments import moment_of
from schemas.packages import FileUse, PackagedFile
from schemas.premis_writing import REPRESENTED
from schemas.texts import N_
from schemas.xml import XSI, iterate_xml, local_name, namespace_of, qualified, release, text_of

_NAMESPACES = (
    "http://www.loc.gov/premis/v3",
    "info:lc/xmlns/premis-v2",
    "http://www.loc.gov/standards/premis/v1",
)
#: Names that others give to what we call otherwise.
_FOREIGN_EVENTS = {
    "derivation": EventType.DERIVATION,
    "migration": EventType.DERIVATION,
    "digitization": EventType.CAPTURE,
    "creation": EventType.CAPTURE,
    "ingest": EventType.INGESTION,
    "validation": EventType.QUALITY_REVIEW,
    "metadata modification": EventType.DESCRIPTION,
}
_USE_BY_NAME = {use.value.lower(): use for use in REPRESENTED}


class NotPremisError(LibraryError):
    """A file that should tell what was done to an object does not."""

    code = "PREMIS-001"
    message = N_("“{name}” holds no preservation metadata (PREMIS).")
    hint = N_("Choose the PREMIS file of the package.")


@dataclass(frozen=True, slots=True)
class PremisRecord:
    """What PREMIS says: files and events as our own values."""

    object_id: str
    files: tuple[PackagedFile, ...]
    events: tuple[Event, ...]
    rights: tuple[str, ...] = ()
    unknown_events: tuple[str, ...] = ()
    """Types of foreign events that have no like among ours; they are not in ``events``."""


@dataclass(slots=True)
class _Draft:
    object_id: str = ""
    files: list[PackagedFile] = field(default_factory=list)
    events: list[tuple[Event, str]] = field(default_factory=list)
    agents: dict[str, Agent] = field(default_factory=dict)
    rights: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    found: bool = False


def parse_premis(source: BinaryIO, *, name: str = "PREMIS") -> PremisRecord:
    """Read a PREMIS document, or the PREMIS within another document.

    Raises:
        NotPremisError: there is none in it.
        BadXmlError, ForbiddenXmlError: not XML that is accepted.
    """
    draft = _Draft()
    for event, element in iterate_xml(source, name):
        if event == "end" and namespace_of(element) in _NAMESPACES:
            draft.found = True
            read = _READERS.get(local_name(element))
            if read is not None:
                read(draft, element)
                release(element)
    if not draft.found:
        raise NotPremisError(name=name)
    return PremisRecord(
        object_id=draft.object_id,
        files=tuple(_with_documents(draft.files)),
        events=tuple(
            replace(event, agent=draft.agents.get(agent_id, event.agent))
            for event, agent_id in draft.events
        ),
        rights=tuple(draft.rights),
        unknown_events=tuple(draft.unknown),
    )


def _read_object(draft: _Draft, element: etree._Element) -> None:
    kind = (element.get(qualified(XSI, "type")) or "").rpartition(":")[2]
    identifier = _text(element, "objectIdentifier/objectIdentifierValue")
    if kind == "intellectualEntity":
        draft.object_id = draft.object_id or identifier
    elif kind in ("file", ""):
        draft.files.append(_read_file(element, identifier))


def _read_file(element: etree._Element, path: str) -> PackagedFile:
    facts = element.find("{*}objectCharacteristics")
    size = _text(facts, "size")
    media_type = _text(facts, "format/formatDesignation/formatName")
    return PackagedFile(
        logical_path=path,
        use=_use_of(element),
        media_type="" if media_type == "unknown" else media_type,
        size_bytes=int(size) if size.isdecimal() else 0,
        sha512=_sha512_of(facts),
        created_at=moment_of(_text(facts, "creatingApplication/dateCreatedByApplication")),
        original_name=_text(element, "originalName"),
        format_version=_text(facts, "format/formatDesignation/formatVersion"),
        technical_path=next(_related(element, "is documented in"), ""),
    )


def _use_of(element: etree._Element) -> FileUse:
    """By the representation; what is in none is a description until somebody refers to it."""
    for target in _related(element, "is included in"):
        if use := _USE_BY_NAME.get(target.rpartition("/")[2]):
            return use
    return FileUse.SOURCE_DESCRIPTION


def _with_documents(files: list[PackagedFile]) -> Iterator[PackagedFile]:
    technical = {file.technical_path for file in files}
    for file in files:
        is_technical = file.logical_path in technical
        yield replace(file, use=FileUse.TECHNICAL) if is_technical else file


def _sha512_of(facts: etree._Element | None) -> str:
    for fixity in facts.iterfind("{*}fixity") if facts is not None else ():
        if _text(fixity, "messageDigestAlgorithm").upper().replace("-", "") == "SHA512":
            return _text(fixity, "messageDigest")
    return ""


def _related(element: etree._Element, narrower: str) -> Iterator[str]:
    for relation in element.iterfind("{*}relationship"):
        if _text(relation, "relationshipSubType") == narrower:
            for target in relation.iterfind(
                "{*}relatedObjectIdentifier/{*}relatedObjectIdentifierValue"
            ):
                yield text_of(target)


def _read_event(draft: _Draft, element: etree._Element) -> None:
    kind = _event_type(_text(element, "eventType"))
    if kind is None:
        draft.unknown.append(_text(element, "eventType"))
        return
    about = (
        text_of(link.find("{*}linkingObjectIdentifierValue"))
        for link in element.iterfind("{*}linkingObjectIdentifier")
        if text_of(link.find("{*}linkingObjectIdentifierType")) != "ARK"
    )
    agent_id = _text(element, "linkingAgentIdentifier/linkingAgentIdentifierValue")
    detail = _text(element, "eventDetailInformation/eventDetail") or _text(element, "eventDetail")
    event = Event(
        type=kind,
        at=moment_of(_text(element, "eventDateTime")),
        agent=Agent(agent_id),
        outcome=_text(element, "eventOutcomeInformation/eventOutcome"),
        detail=detail,
        about=tuple(about),
    )
    draft.events.append((event, agent_id))


def _event_type(text: str) -> EventType | None:
    text = text.casefold()
    return next((each for each in EventType if each.value == text), _FOREIGN_EVENTS.get(text))


def _read_agent(draft: _Draft, element: etree._Element) -> None:
    kind = _text(element, "agentType").casefold()
    agent = Agent(
        name=_text(element, "agentName"),
        kind=AgentKind(kind) if kind in set(AgentKind) else AgentKind.SOFTWARE,
        version=_text(element, "agentVersion"),
    )
    draft.agents[_text(element, "agentIdentifier/agentIdentifierValue")] = agent


def _read_rights(draft: _Draft, element: etree._Element) -> None:
    for path in (
        "copyrightInformation/copyrightDocumentationIdentifier"
        "/copyrightDocumentationIdentifierValue",
        "licenseInformation/licenseDocumentationIdentifier/licenseDocumentationIdentifierValue",
        "otherRightsInformation/otherRightsBasis",
    ):
        if text := _text(element, path):
            draft.rights.append(text)


def _text(element: etree._Element | None, path: str) -> str:
    if element is None:
        return ""
    return text_of(element.find("/".join(f"{{*}}{part}" for part in path.split("/"))))


_READERS = {
    "object": _read_object,
    "event": _read_event,
    "agent": _read_agent,
    "rightsStatement": _read_rights,
}
