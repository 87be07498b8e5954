"""Rows of the catalogue and the values of schemas, one into the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from catalogue.models import (
    BibRecord,
    DigitalFile,
    DigitalObject,
    Page,
    PagePart,
    PreservationEvent,
    QaFinding,
    Scan,
)
from catalogue.queries.defects import defect_note, missing_note
from catalogue.states import PageState
from schemas.events import Agent, AgentKind, Event, EventType
from schemas.findings import Finding, Region
from schemas.identifiers import PageId, page_id_of
from schemas.objects import DublinCore, Identifier
from schemas.packages import FileUse, PackagedFile, PackagedPage
from schemas.pages import ImageFacts, PageRole, RecipePart

#: A language of fewer pages than this share is a quotation, not the object's.
LEAST_SHARE = 0.1
#: ISO 639-2: undetermined.
UNKNOWN_LANGUAGE = ("und",)


def dublin_core_json(description: DublinCore) -> dict[str, Any]:
    """A description as it is stored: only the elements that say something."""
    return {
        element: [asdict(value) for value in values] if element == "identifiers" else list(values)
        for element in _ELEMENTS
        if (values := getattr(description, element))
    }


def dublin_core_of(stored: Mapping[str, Any]) -> DublinCore:
    """A stored description as a value."""
    values: dict[str, Any] = {
        element: tuple(stored.get(element, ())) for element in _ELEMENTS if element in stored
    }
    if "identifiers" in values:
        values["identifiers"] = tuple(Identifier(**one) for one in values["identifiers"])
    return DublinCore(**values)


_ELEMENTS = tuple(field.name for field in fields(DublinCore))


def description_of(digital_object: DigitalObject) -> DublinCore:
    """The object's description: its first record's, else its title alone; and known defects."""
    record = BibRecord.objects.filter(object_links__digital_object=digital_object).order_by(
        "object_links__sequence"
    )
    first = record.values_list("dublin_core", flat=True).first()
    found = dublin_core_of(first) if first else DublinCore(title=(digital_object.title,))
    notes = filter(None, (missing_note(digital_object), defect_note(digital_object)))
    return replace(
        found,
        description=(*found.description, *notes),
        language=found.language or languages_read(digital_object),
    )


def languages_read(digital_object: DigitalObject) -> tuple[str, ...]:
    """The languages the machine read in the object, the one of most pages first.

    They stand for the description's own where nobody said one; undetermined where the machine
    found none, nothing before it has read.
    """
    if not digital_object.pages.filter(state=PageState.DONE).exists():
        return ()
    counted = Counter(
        code
        for languages in digital_object.pages.exclude(languages="").values_list(
            "languages", flat=True
        )
        for code in languages.split()[:1]
    )
    least = sum(counted.values()) * LEAST_SHARE
    kept = tuple(code for code, pages in counted.most_common() if pages >= least)
    return kept or UNKNOWN_LANGUAGE


def region_json(region: Region | None) -> dict[str, int] | None:
    """A region as it is stored."""
    return asdict(region) if region else None


def region_of(stored: Mapping[str, int] | None) -> Region | None:
    """A stored region as a value."""
    return Region(**stored) if stored else None


def finding_of(row: QaFinding) -> Finding:
    """A finding as the checks and the screen know it."""
    return Finding(
        code=row.code,
        measured=row.measured,
        limit=row.limit,
        region=region_of(row.region),
        facts=dict(row.facts),
    )


def recipe_part_of(row: PagePart) -> RecipePart:
    """One part of a page's recipe; ``row.scan`` should be loaded."""
    return RecipePart(
        scan_number=row.scan.number,
        rotation_degrees=row.rotation_degrees,
        crop=region_of(row.crop),
        below=row.below,
    )


def recipe_of(page: Page) -> tuple[RecipePart, ...]:
    """The page's recipe in order."""
    return tuple(recipe_part_of(part) for part in page.parts.all())


def recipe_json(parts: Iterable[RecipePart]) -> list[dict[str, Any]]:
    """A recipe as its history keeps it."""
    return [asdict(part) for part in parts]


def recipe_of_json(stored: Iterable[Mapping[str, Any]]) -> tuple[RecipePart, ...]:
    """A recipe out of its history."""
    return tuple(RecipePart(**{**part, "crop": region_of(part["crop"])}) for part in stored)


def facts_of(scan: Scan) -> ImageFacts | None:
    """What the scan's header says, where it was read."""
    return ImageFacts(**scan.facts) if scan.facts else None


def page_id(digital_object: DigitalObject, page: Page) -> PageId:
    """The page's ARK."""
    return page_id_of(digital_object.object_id, page.number)


def event_of(row: PreservationEvent) -> Event:
    """An event as a package tells it."""
    return Event(
        type=EventType(row.type),
        at=row.at,
        agent=Agent(row.agent_name, AgentKind(row.agent_kind), row.agent_version),
        outcome=row.outcome,
        detail=row.detail,
        about=tuple(row.about),
    )


def packaged_file_of(row: DigitalFile) -> PackagedFile:
    """A file as the package names it."""
    return PackagedFile(
        logical_path=row.logical_path,
        use=FileUse(row.use),
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        sha512=row.sha512,
        created_at=row.created_at,
        original_name=row.original_name,
        format_version=row.format_version,
        technical_path=row.technical_path,
    )


def packaged_page_of(digital_object: DigitalObject, page: Page) -> PackagedPage:
    """A page with its files, masters first."""
    order = list(FileUse)
    files = sorted(page.files.all(), key=lambda file: order.index(FileUse(file.use)))
    return PackagedPage(
        page_id=page_id(digital_object, page),
        sequence=page.sequence,
        role=PageRole(page.role),
        label=page.label,
        files=tuple(file.logical_path for file in files),
    )
