"""The queue of flagged pages as it is shown: why each page waits, and where it is judged."""

import re
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from catalogue.errors import BadCursorError
from catalogue.interchange import finding_of
from catalogue.models import Page, QaFinding
from catalogue.queries.flagged import FlaggedFilter, flagged_after, flagged_pages
from catalogue.rights import AnyUser
from qa.codes import sentence
from schemas.findings import Severity
from schemas.texts import N_
from web.page_sight import page_url
from web.wording import kept_together, number, page_heading, translated

ROWS_SHOWN = 40
#: Sentences shown of a page; the page's own screen shows all.
SENTENCES_SHOWN = 3
_CURSOR = re.compile(r"(\d{1,18})\.(\d{1,9})")

#: What the kinds of findings are called, by the beginning of their codes.
KINDS: dict[str, str] = {
    "QA-FILE": N_("Files"), "QA-RES": N_("Resolution"), "QA-DEPTH": N_("Tones"),
    "QA-ICC": N_("Colour profile"), "QA-COLOUR": N_("Colour space"), "QA-COMP": N_("Compression"),
    "QA-FOCUS": N_("Focus"), "QA-MOTION": N_("Motion blur"), "QA-GHOST": N_("Double image"),
    "QA-HALO": N_("Sharpening"), "QA-NOISE": N_("Noise"), "QA-CODING": N_("JPEG artefacts"),
    "QA-EXP": N_("Exposure"), "QA-CAST": N_("Colour cast"), "QA-LIGHT": N_("Uneven light"),
    "QA-SHOW": N_("Show-through"), "QA-SKEW": N_("Skew"), "QA-TURN": N_("Orientation"),
    "QA-CROP": N_("Cut text"), "QA-CURL": N_("Curled lines"), "QA-SPLIT": N_("Openings"),
    "QA-OBJECT": N_("Foreign things"), "QA-STREAK": N_("Streaks"), "QA-BAND": N_("Banding"),
    "QA-MOIRE": N_("Moiré"), "QA-DUST": N_("Dust"), "QA-INVERT": N_("Negative"),
    "QA-SEQ": N_("Order of pages"), "QA-TARGET": N_("Targets"), "QA-OCR": N_("Text"),
    "QA-DER": N_("Viewing images"), "QA-FLOW": N_("Program"), "QA-BLANK": N_("Blank pages"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QueueWish:
    """What a person wants to see of the queue, as the address says it."""

    library: str = ""
    kind: str = ""
    severity: str = ""
    after: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.library or self.kind or self.severity)

    @property
    def narrowed(self) -> FlaggedFilter:
        """The catalogue's filter."""
        return FlaggedFilter(self.library, self.kind, self.severity)

    def address(self, after: str = "") -> str:
        """The queue's address, from the beginning or from a place on."""
        wishes = {"library": self.library, "kind": self.kind, "severity": self.severity}
        filled = {name: value for name, value in (wishes | {"after": after}).items() if value}
        return f"{reverse('queue')}?{urlencode(filled)}" if filled else reverse("queue")


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """A finding in a sentence, with its weight and code."""

    severity: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One page that waits."""

    url: str
    thumbnail: str
    title: str
    page: str
    library: str
    weight: str
    findings: list[SaidFinding]
    more: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One result page of the queue."""

    rows: list[QueueRow]
    total: int
    first_url: str
    next_url: str


def queue_wish(query: QueryDict) -> QueueWish:
    """What the address asks for; what it does not know is left out."""
    severity, kind = query.get("severity", ""), query.get("kind", "")
    return QueueWish(
        library=query.get("library", "")[:40],
        kind=kind if kind in KINDS else "",
        severity=severity if severity in (Severity.ERROR, Severity.WARNING) else "",
        after=query.get("after", "")[:40],
    )


def queue_of(user: AnyUser, wish: QueueWish) -> Queue:
    """One result page of what this person may see.

    Raises:
        BadCursorError: the mark of where to go on is none.
    """
    pages = flagged_pages(user, wish.narrowed)
    found = list(_from(pages, wish.after)[: ROWS_SHOWN + 1])
    more = len(found) > ROWS_SHOWN
    found = found[:ROWS_SHOWN]
    mark = f"{found[-1].digital_object_id}.{found[-1].sequence}" if more else ""
    return Queue(
        rows=[_row(page) for page in found],
        total=pages.count(),
        first_url=wish.address() if wish.after else "",
        next_url=wish.address(mark) if more else "",
    )


def next_in_queue(user: AnyUser, page: Page) -> Page | None:
    """The page that waits behind this one, or from the beginning of the queue."""
    pages = flagged_pages(user).exclude(pk=page.pk)
    behind = flagged_after(pages, page.digital_object_id, page.sequence)
    return behind.first() or pages.first()


def _from(pages: QuerySet[Page], mark: str) -> QuerySet[Page]:
    if not mark:
        return pages
    match = _CURSOR.fullmatch(mark)
    if match is None:
        raise BadCursorError(cursor=mark)
    return flagged_after(pages, int(match[1]), int(match[2]))


def _row(page: Page) -> QueueRow:
    rows = cast(list[QaFinding], getattr(page, "open_rows", []))
    has_error = any(row.severity == Severity.ERROR for row in rows)
    name = page.digital_object.name
    has_image = bool(page.digital_object.aip_version)
    return QueueRow(
        url=page_url(name, page.number),
        thumbnail=reverse("thumbnail", args=[name, page.number]) if has_image else "",
        title=page.digital_object.title,
        page=page_heading(page.sequence),
        library=str(page.digital_object.library),
        weight="stop" if has_error else "look",
        findings=[_said(row) for row in rows[:SENTENCES_SHOWN]],
        more=max(0, len(rows) - SENTENCES_SHOWN),
    )


def _said(row: QaFinding) -> SaidFinding:
    words = kept_together(sentence(finding_of(row), translated, number))
    return SaidFinding(row.severity, words, row.code)
