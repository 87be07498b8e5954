"""The tables: fields, constraints and small properties; what is done with them is in services."""

from catalogue.models.bibliographic import BibRecord
from catalogue.models.devices import TargetGrading
from catalogue.models.digital import DigitalObject, Identifier, ObjectItem, ObjectRecord
from catalogue.models.events import Delivery, PreservationEvent, StateChange
from catalogue.models.files import DigitalFile
from catalogue.models.holdings import HoldingsRecord
from catalogue.models.human_text import Correction, PageTranscription
from catalogue.models.items import Item
from catalogue.models.pages import Page, PagePart, RecipeChange, Scan
from catalogue.models.people import Library, Membership, User
from catalogue.models.quality import QaFinding, Verdict
from catalogue.models.requests import FlowRequest
from catalogue.models.rescans import (
    ArrivedScan,
    MissingPage,
    OriginalWhereabouts,
    PageRescan,
    RescanArrival,
)
from catalogue.models.sampling import LotPage, SampleJudgement, SamplingLot
from catalogue.models.search import SearchRow, SearchText, SearchWord
from catalogue.models.submissions import Batch, Collection, Device, Project

__all__ = [
    "ArrivedScan",
    "Batch",
    "BibRecord",
    "Collection",
    "Correction",
    "Delivery",
    "Device",
    "DigitalFile",
    "DigitalObject",
    "FlowRequest",
    "HoldingsRecord",
    "Identifier",
    "Item",
    "Library",
    "LotPage",
    "Membership",
    "MissingPage",
    "ObjectItem",
    "ObjectRecord",
    "OriginalWhereabouts",
    "Page",
    "PagePart",
    "PageRescan",
    "PageTranscription",
    "PreservationEvent",
    "Project",
    "QaFinding",
    "RecipeChange",
    "RescanArrival",
    "SampleJudgement",
    "SamplingLot",
    "Scan",
    "SearchRow",
    "SearchText",
    "SearchWord",
    "StateChange",
    "TargetGrading",
    "User",
    "Verdict",
]
