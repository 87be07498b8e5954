"""Rescans take their places in the object, and give them back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from catalogue.interchange import facts_of, recipe_of, recipe_of_json
from catalogue.judgement import JUDGEABLE
from catalogue.models import (
    ArrivedScan,
    DigitalObject,
    MissingPage,
    Page,
    PagePart,
    PageRescan,
    RescanArrival,
    Scan,
    User,
    Verdict,
)
from catalogue.models.rescans import ArrivalState
from catalogue.queries.wishes import open_missing_pages, open_rescan_verdicts
from catalogue.rescan_errors import (
    ArrivalDoubtfulError,
    ArrivalTooEarlyError,
    NoArrivalError,
    PlacesClashError,
)
from catalogue.rescanning import recipe_of_rescan
from catalogue.services.arrivals import discard_arrival, is_doubtful
from catalogue.services.locks import lock_object
from catalogue.services.pages import change_recipe
from catalogue.services.states import change_state
from catalogue.states import PageState, Trigger
from schemas.pages import RecipePart
from schemas.rescans import Evidence, PlacementKind

#: Further than any page's place in the order: pages pass by here while places shift.
_ASIDE = 10_000_000


@transaction.atomic
def confirm_arrival(digital_object: DigitalObject, *, by: User, now: datetime) -> RescanArrival:
    """Let the arrived scans take their places; the object is then in work until its flow ends.

    The scans before stay as masters, the recipes before in the pages' history. Scans that belong
    to no page are left out; where all do, the arrival is discarded.

    Raises:
        NoArrivalError: no scans wait for it.
        ArrivalDoubtfulError: a person must decide about a place first.
        PlacesClashError: two scans want one page.
        ArrivalTooEarlyError: the object is in work, failed or withdrawn.
    """
    locked = lock_object(digital_object)
    arrival = locked.arrivals.filter(state=ArrivalState.PROPOSED).first()
    if arrival is None:
        raise NoArrivalError(object_id=locked.object_id)
    _require_rest(locked)
    rows = list(arrival.scans.select_related("page"))
    doubtful = sum(is_doubtful(row) for row in rows)
    if doubtful:
        raise ArrivalDoubtfulError(object_id=locked.object_id, doubtful=doubtful, scans=len(rows))
    placed = [row for row in rows if row.kind != PlacementKind.NONE]
    if not placed:
        return discard_arrival(digital_object, by=by, now=now)
    _Placing(locked, arrival, by, now).place_all(placed)
    arrival.state, arrival.closed_by, arrival.closed_at = ArrivalState.CONFIRMED, by, now
    arrival.save(update_fields=("state", "closed_by", "closed_at"))
    _fulfil_whole(locked, arrival)
    _begin(digital_object, locked, by, now, f"rescan {arrival.number}")
    return arrival


@transaction.atomic
def undo_arrival(digital_object: DigitalObject, *, by: User, now: datetime) -> RescanArrival:
    """Take the last confirmed rescans back: recipes and pages as before, lines on the list again.

    The new scans stay as masters that no page is made of.

    Raises:
        NoArrivalError: none was confirmed, or all were undone.
        ArrivalTooEarlyError: the object is in work, failed or withdrawn.
    """
    locked = lock_object(digital_object)
    arrival = (
        locked.arrivals.filter(state=ArrivalState.CONFIRMED).order_by("closed_at", "id").last()
    )
    if arrival is None:
        raise NoArrivalError(object_id=locked.object_id)
    _require_rest(locked)
    touched = PageRescan.objects.filter(arrived__arrival=arrival).select_related(
        "page", "recipe_change"
    )
    for row in touched.order_by("-id"):
        if row.recipe_change is None:
            _take_out(locked, row.page)
        else:
            before = recipe_of_json(row.recipe_change.before)
            change_recipe(row.page, before, by=by, now=now, why=f"rescan {arrival.number} undone")
            _await(row.page)
    arrival.state, arrival.undone_by, arrival.undone_at = ArrivalState.UNDONE, by, now
    arrival.save(update_fields=("state", "undone_by", "undone_at"))
    _begin(digital_object, locked, by, now, f"rescan {arrival.number} undone")
    return arrival


def _require_rest(digital_object: DigitalObject) -> None:
    if digital_object.state not in JUDGEABLE:
        raise ArrivalTooEarlyError(object_id=digital_object.object_id, state=digital_object.state)


def _begin(
    digital_object: DigitalObject, locked: DigitalObject, by: User, now: datetime, why: str
) -> None:
    locked.scan_count = locked.scans.count()
    locked.page_count = locked.pages.exclude(state=PageState.SUPERSEDED).count()
    locked.save(update_fields=("scan_count", "page_count"))
    change_state(locked, Trigger.BEGIN, now=now, by=by, why=why)
    digital_object.refresh_from_db()


def _await(page: Page) -> None:
    """The page is to be taken through its steps again."""
    page.state = PageState.WAITING
    page.save(update_fields=("state",))


class _Placing:
    """One arrival taking its places."""

    def __init__(
        self, digital_object: DigitalObject, arrival: RescanArrival, by: User, now: datetime
    ) -> None:
        self.object, self.arrival, self.by, self.now = digital_object, arrival, by, now
        wishes = open_rescan_verdicts().filter(digital_object=digital_object, page__isnull=False)
        self.wishes: dict[int, Verdict] = {row.page_id: row for row in wishes if row.page_id}
        self.lacking = list(open_missing_pages().filter(digital_object=digital_object))
        self.touched: set[int] = set()

    def place_all(self, rows: list[ArrivedScan]) -> None:
        """Give every scan its number and its place."""
        last = self.object.scans.aggregate(last=Max("number"))["last"] or 0
        for number, row in enumerate(rows, start=last + 1):
            row.scan = Scan.objects.create(
                digital_object=self.object,
                number=number,
                file=f"rescan-{self.arrival.number}/{row.file}",
                image_in_file=row.image_in_file,
                sha512=row.sha512,
                facts=row.facts,
            )
            row.save(update_fields=("scan",))
        for row in rows:
            if row.kind == PlacementKind.REPLACE:
                self._replace(row)
        # From the last place backwards, so that several after one page keep their order.
        for row in reversed([row for row in rows if row.kind == PlacementKind.INSERT]):
            self._insert(row)

    def _replace(self, row: ArrivedScan) -> None:
        assert row.page is not None
        assert row.scan is not None
        for page in (row.page, *self._other_halves(row)):
            if page.pk in self.touched:
                raise PlacesClashError(object_id=self.object.object_id, page=page.sequence)
            self.touched.add(page.pk)
            recipe = _new_recipe(page, row)
            change = change_recipe(
                page, recipe, by=self.by, now=self.now, why=f"rescan {self.arrival.number}"
            )
            _await(page)
            done = PageRescan.objects.create(arrived=row, page=page, recipe_change=change)
            if wish := self.wishes.get(page.pk):
                done.verdicts.add(wish)

    def _other_halves(self, row: ArrivedScan) -> list[Page]:
        """Pages on the list that are cut from the same old scan, where the new one is a spread."""
        assert row.page is not None
        if all(part.crop is None for part in _new_recipe(row.page, row)):
            return []
        parts = list(row.page.parts.all())
        cut = PagePart.objects.filter(scan__in=[part.scan_id for part in parts], crop__isnull=False)
        pages = Page.objects.filter(pk__in=cut.values("page")).exclude(pk=row.page.pk)
        return [page for page in pages.order_by("sequence") if page.pk in self.wishes]

    def _insert(self, row: ArrivedScan) -> None:
        assert row.scan is not None
        after = Page.objects.get(pk=row.page.pk) if row.page else None
        place = after.sequence if after else 0
        pages = self.object.pages
        _shift(self.object, place, +1)
        number = pages.aggregate(last=Max("number"))["last"] or 0
        page = Page.objects.create(
            digital_object=self.object, number=number + 1, sequence=place + 1
        )
        PagePart.objects.create(page=page, scan=row.scan)
        PageRescan.objects.create(arrived=row, page=page, missing=self._wish_after(after))

    def _wish_after(self, after: Page | None) -> MissingPage | None:
        for wish in reversed(self.lacking):
            if wish.after_id == (after.pk if after else None):
                self.lacking.remove(wish)
                return wish
        return None


def _new_recipe(page: Page, row: ArrivedScan) -> tuple[RecipePart, ...]:
    """The page as it is made of the arrived scan."""
    assert row.scan is not None
    before = recipe_of(page)
    first = page.parts.select_related("scan").first()
    return recipe_of_rescan(
        before,
        facts_of(first.scan) if first else None,
        row.scan.number,
        facts_of(row.scan),
        looks_alike=Evidence.CONTENT in row.evidence,
    )


def _shift(digital_object: DigitalObject, after: int, by: int) -> None:
    """Move every page behind a place by one; in two steps, for no two may share a place."""
    pages = digital_object.pages.exclude(state=PageState.SUPERSEDED)
    pages.filter(sequence__gt=after).update(sequence=F("sequence") + _ASIDE)
    pages.filter(sequence__gt=_ASIDE).update(sequence=F("sequence") - _ASIDE + by)


def _take_out(digital_object: DigitalObject, page: Page) -> None:
    """An inserted page leaves the order; its number is never given again."""
    page.refresh_from_db(fields=("sequence",))
    page.findings.filter(settled_by__isnull=True).delete()
    page.state = PageState.SUPERSEDED
    page.save(update_fields=("state",))
    _shift(digital_object, page.sequence, -1)


def _fulfil_whole(digital_object: DigitalObject, arrival: RescanArrival) -> None:
    """A wish for the whole object is fulfilled when every page has been scanned again since."""
    wish = open_rescan_verdicts().filter(digital_object=digital_object, page=None).first()
    if wish is None:
        return
    done = PageRescan.objects.filter(
        page__digital_object=digital_object,
        arrived__arrival__state=ArrivalState.CONFIRMED,
        arrived__arrival__closed_at__gte=wish.at,
    )
    pages = digital_object.pages.exclude(state=PageState.SUPERSEDED)
    last = PageRescan.objects.filter(arrived__arrival=arrival).last()
    if last is not None and not pages.exclude(pk__in=done.values("page")).exists():
        last.verdicts.add(wish)
