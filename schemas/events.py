"""Preservation events and their agents: what was done to an object, when, by what or whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventType(StrEnum):
    """PREMIS event types of the Library of Congress vocabulary (id.loc.gov, eventType)."""

    CAPTURE = "capture"
    DIGEST = "message digest calculation"
    QUALITY_REVIEW = "quality review"
    DERIVATION = "derivative creation"
    TEXT_RECOGNITION = "text recognition"
    DESCRIPTION = "metadata creation"
    INGESTION = "ingestion"
    FIXITY_CHECK = "fixity check"
    DISSEMINATION = "dissemination"
    DELETION = "deletion"
    MODIFICATION = "modification"
    """A rescan took the place of a scan, or the change was undone; or a person wrote text over."""


class AgentKind(StrEnum):
    """PREMIS agent types."""

    SOFTWARE = "software"
    PERSON = "person"
    ORGANIZATION = "organization"
    HARDWARE = "hardware"


@dataclass(frozen=True, slots=True)
class Agent:
    """Who or what did it."""

    name: str
    kind: AgentKind = AgentKind.SOFTWARE
    version: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done, with its outcome (``success``, ``failure`` or ``warning``)."""

    type: EventType
    at: datetime
    agent: Agent
    outcome: str = "success"
    detail: str = ""
    about: tuple[str, ...] = ()
    """Logical paths of the files concerned; empty where the whole object is meant."""
