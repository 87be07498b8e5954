"""One object as it is shown: head, way, contact sheet, description, files, history."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.models import DigitalObject, Page, PreservationEvent, Verdict
from catalogue.states import ObjectState, PageState
from schemas.packages import FileUse
from web.marks import Mark, marks_of, open_counts
from web.reading_words import error_told, quality_of
from web.wording import MATERIALS, PAGE_ROLES, VERDICTS, StateWords, state_words, translated

#: Thumbnails a part; the next part comes when the last one is scrolled into sight.
SHEET_PAGES = 120
#: What would take longer than a day is not foretold: the run stood still meanwhile.
MINUTES_FORETOLD = 24 * 60


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """A verdict on a page that stands, for its mark."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Thumb:
    """One page on the contact sheet."""

    url: str
    thumbnail: str
    placeholder: str
    sequence: int
    label: str
    role: str
    marks: list[Mark]
    weight: str
    """``stop`` with errors, ``look`` with warnings, else empty."""
    verdict: GivenVerdict | None
    quality: str
    """``weak`` where many errors are estimated in its text; ``fair``, ``good`` or empty."""
    error: str


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """A part of the pages, and how many there are."""

    rows: list[Thumb]
    total: int
    flagged: int
    only_flagged: bool
    toggle_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int
    total: int
    headline: str
    pace: str


def shown_pages(digital_object: DigitalObject) -> QuerySet[Page]:
    """The object's pages in order, without those that others replaced."""
    return Page.objects.filter(digital_object=digital_object).exclude(state=PageState.SUPERSEDED)


def contact_sheet(
    digital_object: DigitalObject, *, after: int = 0, only_flagged: bool = False
) -> ContactSheet:
    """A part of the contact sheet.

    Args:
        digital_object: the object.
        after: the sequence of the last page shown before this part.
        only_flagged: only pages with open findings.
    """
    pages = shown_pages(digital_object)
    is_flagged = Q(findings__settled_by=None, findings__severity__in=("warning", "error"))
    counted = pages.aggregate(
        total=Count("id", distinct=True), flagged=Count("id", filter=is_flagged, distinct=True)
    )
    wanted = pages.filter(sequence__gt=after).order_by("sequence")
    if only_flagged:
        wanted = wanted.filter(is_flagged).distinct()
    rows = list(wanted.defer("text")[: SHEET_PAGES + 1])
    address = reverse("object", args=[digital_object.name])
    query = "pages=flagged&" if only_flagged else ""
    more = len(rows) > SHEET_PAGES
    rows = rows[:SHEET_PAGES]
    return ContactSheet(
        rows=_thumbs(digital_object, rows),
        total=counted["total"],
        flagged=counted["flagged"],
        only_flagged=only_flagged,
        toggle_url=address if only_flagged else f"{address}?pages=flagged",
        next_url=f"{address}?{query}after={rows[-1].sequence}" if more else "",
    )


def _thumbs(digital_object: DigitalObject, pages: list[Page]) -> list[Thumb]:
    keys = [page.pk for page in pages]
    counts = open_counts("page", keys)
    verdicts = standing_verdicts(digital_object, keys)
    with_image = set(
        digital_object.files.filter(page__in=keys, use=FileUse.THUMBNAIL).values_list(
            "page_id", flat=True
        )
    )
    return [
        _thumb(digital_object, page, counts.get(page.pk, {}), verdicts, page.pk in with_image)
        for page in pages
    ]


def _thumb(
    digital_object: DigitalObject,
    page: Page,
    counts: dict[str, int],
    verdicts: dict[int, str],
    has_image: bool,
) -> Thumb:
    name, decision = digital_object.name, verdicts.get(page.pk)
    failed = gettext("failed") if page.state == PageState.FAILED else "…"
    return Thumb(
        url=reverse("page", args=[name, page.number]),
        thumbnail=reverse("thumbnail", args=[name, page.number]) if has_image else "",
        placeholder=failed,
        sequence=page.sequence,
        label=page.label,
        role=translated(PAGE_ROLES[page.role]),
        marks=marks_of(counts),
        weight="stop" if counts.get("error") else "look" if counts else "",
        verdict=GivenVerdict(decision, translated(VERDICTS[decision][1])) if decision else None,
        quality=quality_of(page.estimated_error),
        error=error_told(page.estimated_error),
    )


def standing_verdicts(digital_object: DigitalObject, page_keys: list[int]) -> dict[int, str]:
    """The newest verdict of each page that nobody withdrew."""
    rows = Verdict.objects.filter(
        digital_object=digital_object, page__in=page_keys, withdraws=None, withdrawn_by=None
    ).order_by("id")
    return {page: decision for page, decision in rows.values_list("page_id", "decision") if page}


def ended_at(digital_object: DigitalObject) -> dict[str, datetime]:
    """When the last event of each type happened to the object."""
    rows = PreservationEvent.objects.filter(digital_object=digital_object).exclude(
        outcome="failure"
    )
    return dict(rows.order_by().values_list("type").annotate(last=Max("at")))


def progress_of(digital_object: DigitalObject, now: datetime) -> Progress | None:
    """How far the present run has come; None where nothing runs."""
    if digital_object.state not in (ObjectState.CAPTURED, ObjectState.IN_WORK):
        return None
    pages = shown_pages(digital_object).aggregate(
        total=Count("id"), waiting=Count("id", filter=Q(state=PageState.WAITING))
    )
    total, done = pages["total"], pages["total"] - pages["waiting"]
    headline = ngettext(
        "{done} of {total} page is done.", "{done} of {total} pages are done.", total
    ).format(done=done, total=total)
    return Progress(done, total, headline, _pace(digital_object, done, total, now))


def _pace(digital_object: DigitalObject, done: int, total: int, now: datetime) -> str:
    began = (
        digital_object.state_changes.filter(to_state=ObjectState.IN_WORK)
        .order_by("-id")
        .values_list("at", flat=True)
        .first()
    )
    seconds = (now - began).total_seconds() if began else 0
    if not done or done >= total or seconds <= 0:
        return ""
    left = max(1, round((total - done) * seconds / done / 60))
    if left > MINUTES_FORETOLD:
        return ""
    return ngettext("About {minutes} minute left.", "About {minutes} minutes left.", left).format(
        minutes=left
    )


@dataclass(frozen=True, slots=True)
class ObjectHead:
    """What stands at the top of an object's screens."""

    name: str
    url: str
    ark: str
    title: str
    state: StateWords
    material: str
    marks: list[Mark]
    byline: str


def head_of(digital_object: DigitalObject) -> ObjectHead:
    """The head; its marks cost one query."""
    material = translated(MATERIALS[digital_object.material])
    return ObjectHead(
        name=digital_object.name,
        url=reverse("object", args=[digital_object.name]),
        ark=digital_object.object_id,
        title=digital_object.title,
        state=state_words(digital_object.state),
        material=material,
        marks=marks_of(
            open_counts("digital_object", [digital_object.pk]).get(digital_object.pk, {})
        ),
        byline=f"{material} · {digital_object.library}",
    )
