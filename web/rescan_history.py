"""What rescans did to one page: which scans it was made of before."""

from dataclasses import dataclass

from catalogue.models import DigitalObject, Page, PageRescan, Scan
from catalogue.models.rescans import ArrivalState
from web.rescan_words import day_of, named


@dataclass(frozen=True, slots=True)
class Replaced:
    """One rescan of a page."""

    day: str
    who: str
    before: list[str]
    """Files of the superseded scans; empty where the page was inserted."""
    now: str
    is_undone: bool


def rescans_of(page: Page, digital_object: DigitalObject) -> list[Replaced]:
    """The rescans of a page, the newest first; two queries at most."""
    rows = list(
        PageRescan.objects.filter(page=page)
        .select_related(
            "arrived__arrival__closed_by", "arrived__arrival__by", "arrived__scan", "recipe_change"
        )
        .order_by("-id")
    )
    if not rows:
        return []
    files = dict(Scan.objects.filter(digital_object=digital_object).values_list("number", "file"))
    return [_replaced(row, files) for row in rows]


def _replaced(row: PageRescan, files: dict[int, str]) -> Replaced:
    arrival = row.arrived.arrival
    before = row.recipe_change.before if row.recipe_change else []
    return Replaced(
        day=day_of(arrival.closed_at or arrival.at),
        who=named(arrival.closed_by or arrival.by),
        before=[files[part["scan_number"]] for part in before],
        now=row.arrived.scan.file if row.arrived.scan else "",
        is_undone=arrival.state == ArrivalState.UNDONE,
    )
