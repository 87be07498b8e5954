"""The rescan list: what is to be scanned again, why, who asked, and where the original is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, QuerySet

from catalogue.models import (
    DigitalFile,
    DigitalObject,
    Identifier,
    Item,
    MissingPage,
    OriginalWhereabouts,
    Page,
    QaFinding,
    RescanArrival,
    User,
    Verdict,
)
from catalogue.models.rescans import OPEN_ARRIVALS, ArrivalState
from catalogue.queries.wishes import open_missing_pages, open_rescan_verdicts
from catalogue.states import ObjectState, PageState
from schemas.findings import Severity
from schemas.packages import FileUse

SHELF_MARK = "shelfmark"


@dataclass(frozen=True, slots=True)
class RescanFilter:
    """What the list is narrowed to; an empty field narrows nothing."""

    library_code: str = ""
    operator: str = ""
    device: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.library_code or self.operator or self.device)


@dataclass(frozen=True, slots=True)
class RescanLine:
    """One thing to be scanned again.

    ``page`` is the page meant, the one before a ``missing`` page, or None: the whole object, or
    what is missing before the first page.
    """

    digital_object: DigitalObject
    page: Page | None
    verdict: Verdict | None
    missing: MissingPage | None
    note: str
    asked_by: User
    asked_at: datetime
    findings: tuple[QaFinding, ...] = ()
    shelf_mark: str = ""
    original: OriginalWhereabouts | None = None
    thumbnail: str = ""
    """Logical path of the page's thumbnail; empty where there is none."""
    has_arrival: bool = False
    """Scans have come and wait to be confirmed."""

    @property
    def key(self) -> str:
        """The line's own name, for forms and tests."""
        return (
            f"v{self.verdict.pk}" if self.verdict else f"m{self.missing.pk if self.missing else 0}"
        )


def rescan_lines(
    objects: QuerySet[DigitalObject], narrowed: RescanFilter = RescanFilter()
) -> list[RescanLine]:
    """The lines of these objects: by library, then object by object, in the order of pages.

    The number of queries does not depend on the number of lines.
    """
    objects = narrow(objects.exclude(state=ObjectState.WITHDRAWN), narrowed)
    wanted = (
        open_rescan_verdicts()
        .filter(digital_object__in=objects)
        .exclude(page__state=PageState.SUPERSEDED)
    )
    lacking = open_missing_pages().filter(digital_object__in=objects)
    related = ("digital_object__library", "digital_object__device", "by")
    lines = [_line_of(verdict=row) for row in wanted.select_related("page", *related)]
    lines += [_line_of(missing=row) for row in lacking.select_related("after", *related)]
    return sorted(_furnished(lines), key=_place)


def narrow(objects: QuerySet[DigitalObject], narrowed: RescanFilter) -> QuerySet[DigitalObject]:
    """The objects that the filter lets through."""
    if narrowed.library_code:
        objects = objects.filter(library__code=narrowed.library_code)
    if narrowed.operator:
        objects = objects.filter(operator=narrowed.operator)
    if narrowed.device:
        objects = objects.filter(device__name=narrowed.device)
    return objects


def filter_choices(objects: QuerySet[DigitalObject]) -> dict[str, list[tuple[str, str]]]:
    """The libraries, operators and devices that the list of these objects can be narrowed to."""
    ids = {
        *open_rescan_verdicts().filter(digital_object__in=objects).values_list(
            "digital_object", flat=True
        ),
        *open_missing_pages().filter(digital_object__in=objects).values_list(
            "digital_object", flat=True
        ),
    }  # fmt: skip
    rows = DigitalObject.objects.filter(pk__in=ids).order_by()
    return {
        "library": sorted(set(rows.values_list("library__code", "library__name"))),
        "operator": sorted(
            {(name, name) for name in rows.values_list("operator", flat=True) if name}
        ),
        "device": sorted(
            {(name, name) for name in rows.values_list("device__name", flat=True) if name}
        ),
    }


def whereabouts_of(digital_object: DigitalObject) -> OriginalWhereabouts | None:
    """Where the original is, as far as anybody said."""
    return digital_object.whereabouts.select_related("library", "by").order_by("id").last()


def arrivals_of(digital_object: DigitalObject) -> QuerySet[RescanArrival]:
    """Every arrival of rescans, the oldest first."""
    return digital_object.arrivals.select_related("by", "closed_by", "undone_by").order_by("id")


def closed_arrivals(digital_object: DigitalObject) -> QuerySet[RescanArrival]:
    """The arrivals whose scans took their places, also those undone since."""
    return arrivals_of(digital_object).filter(
        state__in=(ArrivalState.CONFIRMED, ArrivalState.UNDONE)
    )


def open_arrival(digital_object: DigitalObject) -> RescanArrival | None:
    """The arrival whose scans wait for their places."""
    return arrivals_of(digital_object).filter(state__in=OPEN_ARRIVALS).first()


def _line_of(*, verdict: Verdict | None = None, missing: MissingPage | None = None) -> RescanLine:
    row = verdict or missing
    assert row is not None
    return RescanLine(
        digital_object=row.digital_object,
        page=verdict.page if verdict else missing.after if missing else None,
        verdict=verdict,
        missing=missing,
        note=row.note,
        asked_by=row.by,
        asked_at=row.at,
    )


def _furnished(lines: list[RescanLine]) -> list[RescanLine]:
    """The lines with what stands in other tables, a query a table."""
    objects = {line.digital_object.pk for line in lines}
    pages = {line.page.pk for line in lines if line.page and line.verdict}
    findings = _findings(pages)
    thumbnails = dict(
        DigitalFile.objects.filter(page__in=pages, use=FileUse.THUMBNAIL).values_list(
            "page", "logical_path"
        )
    )
    shelf_marks, originals = shelf_marks_of(objects), _originals(objects)
    with_arrival = set(
        RescanArrival.objects.filter(
            digital_object__in=objects, state__in=OPEN_ARRIVALS
        ).values_list("digital_object", flat=True)
    )
    return [
        RescanLine(
            digital_object=line.digital_object,
            page=line.page,
            verdict=line.verdict,
            missing=line.missing,
            note=line.note,
            asked_by=line.asked_by,
            asked_at=line.asked_at,
            findings=findings.get(line.page.pk, ()) if line.page and line.verdict else (),
            shelf_mark=shelf_marks.get(line.digital_object.pk, ""),
            original=originals.get(line.digital_object.pk),
            thumbnail=thumbnails.get(line.page.pk, "") if line.page and line.verdict else "",
            has_arrival=line.digital_object.pk in with_arrival,
        )
        for line in lines
    ]


def _findings(pages: Iterable[int]) -> dict[int, tuple[QaFinding, ...]]:
    """Warnings and errors of these pages that nobody has settled."""
    rows = QaFinding.objects.filter(page__in=pages, settled_by__isnull=True).exclude(
        severity=Severity.INFO
    )
    found: dict[int, tuple[QaFinding, ...]] = {}
    for row in rows.order_by("id"):
        if row.page_id is not None:
            found[row.page_id] = (*found.get(row.page_id, ()), row)
    return found


def shelf_marks_of(objects: Iterable[int]) -> dict[int, str]:
    """The shelf mark of each object: its own, else its record's, else its copy's."""
    keys = list(objects)
    of_items = (
        Item.objects.filter(digital_objects__in=keys)
        .exclude(shelf_mark="")
        .order_by("-object_links__sequence")
        .values_list("digital_objects", "shelf_mark")
    )
    of_records = (
        Identifier.objects.filter(kind=SHELF_MARK, record__digital_objects__in=keys)
        .order_by(F("record__object_links__sequence").desc(), "-id")
        .values_list("record__digital_objects", "value")
    )
    own = (
        Identifier.objects.filter(kind=SHELF_MARK, digital_object__in=keys)
        .order_by("-id")
        .values_list("digital_object", "value")
    )
    return dict(of_items) | dict(of_records) | dict(own)


def _originals(objects: Iterable[int]) -> dict[int, OriginalWhereabouts]:
    last = (
        OriginalWhereabouts.objects.filter(digital_object__in=list(objects))
        .order_by()
        .values("digital_object")
        .annotate(last=Max("pk"))
        .values("last")
    )
    rows = OriginalWhereabouts.objects.filter(pk__in=last).select_related("library", "by")
    return {row.digital_object_id: row for row in rows}


def _place(line: RescanLine) -> tuple[object, ...]:
    row = line.digital_object
    sequence = line.page.sequence if line.page else 0
    return (row.library.code, bytes(row.title_sort_key), row.pk, sequence, line.missing is not None)
