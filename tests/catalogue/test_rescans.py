import pytest

from catalogue.interchange import recipe_of
from catalogue.models import MissingPage, Page, PageRescan, Scan, Verdict
from catalogue.models.rescans import ArrivalState, OriginalPlace
from catalogue.outcomes import JudgedFinding, PageOutcome
from catalogue.queries.rescans import RescanFilter, rescan_lines
from catalogue.rescan_errors import (
    ArrivalDoubtfulError,
    ArrivalOpenError,
    ArrivalTooEarlyError,
    NoArrivalError,
    PlacesClashError,
    UnknownPlaceError,
    WishClosedError,
)
from catalogue.rights import visible_objects
from catalogue.roles import Role
from catalogue.services.arrivals import (
    PlannedArrival,
    SeenScan,
    choose_place,
    discard_arrival,
    record_proposals,
    register_arrival,
)
from catalogue.services.missing_pages import ask_for_missing_page, withdraw_missing_page
from catalogue.services.originals import place_original
from catalogue.services.pages import record_page_outcome
from catalogue.services.rescans import confirm_arrival, undo_arrival
from catalogue.services.states import change_state
from catalogue.services.verdicts import finish_work, give_verdict, needs_person, withdraw_verdict
from catalogue.states import ObjectState, PageState, Trigger
from schemas.findings import Finding, Region, Severity
from schemas.findings import Verdict as Decision
from schemas.pages import RecipePart
from schemas.rescans import Evidence, Placement, PlacementKind

pytestmark = pytest.mark.database
BLURRED = JudgedFinding(Finding("QA-FOCUS-01", 2.4, 1.2), Severity.ERROR, "px")
FACTS = {
    "media_type": "image/tiff", "width_px": 1000, "height_px": 1400, "channels": 3,
    "bits_per_channel": 8, "colour_space": "rgb", "compression": "none", "ppi_x": 300.0,
    "ppi_y": 300.0, "icc_profile": None, "orientation": 1, "images_in_file": 1,
}  # fmt: skip
SPREAD = FACTS | {"width_px": 2000}
REPLACE, INSERT, NONE = PlacementKind.REPLACE, PlacementKind.INSERT, PlacementKind.NONE


@pytest.fixture
def flagged(in_state, now):
    """``flagged("a", "b", "c")``: an object whose second page is blurred, at rest."""

    def make(*contents, **values):
        digital_object = in_state(ObjectState.IN_WORK, *(contents or ("a", "b", "c")), **values)
        digital_object.scans.update(facts=FACTS)
        outcome = PageOutcome(2, PageState.DONE, findings=(BLURRED,))
        record_page_outcome(digital_object, outcome, now=now)
        finish_work(digital_object, now=now)
        return digital_object

    return make


@pytest.fixture
def wanted(flagged, controller, now):
    """An object of three pages whose second is to be rescanned."""
    digital_object = flagged()
    ask(digital_object, controller, now, 2)
    return digital_object


@pytest.fixture
def arrive(controller, now):
    """``arrive(object, Placement(…), …)``: as many scans, with these places proposed."""

    def make(digital_object, *places, facts=FACTS, letter="n", folder="/new"):
        planned = [
            PlannedArrival(f"{n}.tif", n, 0, f"{letter}{n}" * 64) for n, _ in enumerate(places, 1)
        ]
        arrival = register_arrival(
            digital_object, planned, source_folder=folder, by=controller, now=now
        )
        seen = {n: SeenScan(facts, (), "", True) for n, _ in enumerate(places, 1)}
        record_proposals(arrival, seen, dict(enumerate(places, 1)))
        return arrival

    return make


def ask(digital_object, by, now, number):
    page = digital_object.pages.get(number=number)
    give_verdict(digital_object, Decision.RESCAN, by=by, now=now, page=page, note="neryšku")


def finish(digital_object, now, *findings, number=2):
    """The flow's way after a confirmation, with these findings on the page."""
    outcome = PageOutcome(number, PageState.DONE, findings=findings)
    record_page_outcome(digital_object, outcome, now=now)
    finish_work(digital_object, now=now)


def lines_of(digital_object):
    return [line for line in rescan_lines(type(digital_object).objects.all())]


def order(digital_object):
    """The numbers of the pages in their order."""
    pages = digital_object.pages.exclude(state=PageState.SUPERSEDED).order_by("sequence")
    numbers = list(pages.values_list("number", flat=True))
    assert list(pages.values_list("sequence", flat=True)) == list(range(1, len(numbers) + 1))
    return numbers


def test_confirmed_rescan_leaves_the_list_and_keeps_what_was(wanted, arrive, controller, now):
    arrive(wanted, Placement(REPLACE, 2, 0.99, (Evidence.ORDER, Evidence.CONTENT)))

    confirm_arrival(wanted, by=controller, now=now)

    page = wanted.pages.get(number=2)
    assert recipe_of(page) == (RecipePart(4),)
    assert page.recipe_changes.get().before[0]["scan_number"] == 2
    assert (page.state, wanted.state) == (PageState.WAITING, ObjectState.IN_WORK)
    new = wanted.scans.get(number=4)
    assert (new.file, new.sha512) == ("rescan-1/1.tif", "n1" * 64)
    assert wanted.scan_count == 4
    assert Verdict.objects.get().decision == Decision.RESCAN, "the verdict is not overwritten"
    assert lines_of(wanted) == []

    finish(wanted, now)

    assert wanted.state == ObjectState.READY


def test_still_faulty_rescan_is_judged_anew(wanted, arrive, controller, now):
    arrive(wanted, Placement(REPLACE, 2, 0.99))
    confirm_arrival(wanted, by=controller, now=now)

    finish(wanted, now, BLURRED)

    assert wanted.state == ObjectState.NEEDS_REVIEW
    assert lines_of(wanted) == []
    ask(wanted, controller, now, 2)
    assert len(lines_of(wanted)) == 1


def test_undone_rescan_is_wanted_again(wanted, arrive, controller, now):
    arrive(wanted, Placement(REPLACE, 2, 0.99))
    confirm_arrival(wanted, by=controller, now=now)
    finish(wanted, now)

    arrival = undo_arrival(wanted, by=controller, now=now)

    page = wanted.pages.get(number=2)
    assert recipe_of(page) == (RecipePart(2),)
    assert arrival.state == ArrivalState.UNDONE
    assert wanted.state == ObjectState.IN_WORK
    assert wanted.scans.filter(number=4).exists(), "a scan that came is never forgotten"
    assert [line.page.number for line in lines_of(wanted)] == [2]
    finish(wanted, now, BLURRED)
    assert wanted.state == ObjectState.RESCAN_WANTED
    with pytest.raises(NoArrivalError, match="RESC-004"):
        undo_arrival(wanted, by=controller, now=now)


def test_inserted_page_shifts_places_and_leaves_numbers(wanted, arrive, controller, now):
    ask_for_missing_page(wanted, wanted.pages.get(number=1), by=controller, now=now)
    arrive(
        wanted,
        Placement(REPLACE, 2, 0.99),
        Placement(INSERT, 1, 0.95),
        Placement(INSERT, 1, 0.95),
        Placement(INSERT, None, 0.95),
    )

    confirm_arrival(wanted, by=controller, now=now)

    assert len(order(wanted)) == 6
    assert set(order(wanted)) == {1, 2, 3, 4, 5, 6}, "numbers are given once"
    by_scan = [page.scans.get().number for page in wanted.pages.order_by("sequence")]
    assert by_scan == [7, 1, 5, 6, 4, 3], "several after one page keep the folder's order"
    assert wanted.page_count == 6
    assert lines_of(wanted) == []

    finish(wanted, now)
    undo_arrival(wanted, by=controller, now=now)

    assert order(wanted) == [1, 2, 3]
    assert wanted.page_count == 3
    assert {line.missing is not None for line in lines_of(wanted)} == {True, False}


def test_doubtful_place_is_decided_by_a_person(wanted, arrive, controller, now):
    arrival = arrive(wanted, Placement(REPLACE, 2, 0.5, (Evidence.ORDER, Evidence.NOTHING)))
    with pytest.raises(ArrivalDoubtfulError, match="1 of 1 rescans"):
        confirm_arrival(wanted, by=controller, now=now)
    assert not Scan.objects.filter(number=4).exists()

    scan = arrival.scans.get()
    choose_place(scan, REPLACE, wanted.pages.get(number=3), by=controller)
    confirm_arrival(wanted, by=controller, now=now)

    assert recipe_of(wanted.pages.get(number=3)) == (RecipePart(4),)
    assert [line.page.number for line in lines_of(wanted)] == [2], "nobody rescanned page 2"
    finish(wanted, now, BLURRED)
    assert wanted.state == ObjectState.RESCAN_WANTED


def test_page_of_another_object_is_no_place(wanted, flagged, arrive, controller):
    scan = arrive(wanted, Placement(NONE)).scans.get()
    other = flagged("x", "y", "z")

    with pytest.raises(UnknownPlaceError):
        choose_place(scan, REPLACE, other.pages.get(number=1), by=controller)
    with pytest.raises(UnknownPlaceError):
        choose_place(scan, REPLACE, None, by=controller)


def test_two_scans_never_take_one_page(wanted, arrive, controller, now):
    arrive(wanted, Placement(REPLACE, 2, 0.99), Placement(REPLACE, 2, 0.99))

    with pytest.raises(PlacesClashError, match="page 2"):
        confirm_arrival(wanted, by=controller, now=now)

    assert not PageRescan.objects.exists()
    assert wanted.scans.count() == 3


def test_scans_of_no_page_change_nothing(wanted, arrive, controller, now):
    arrival = arrive(wanted, Placement(NONE, None, 1.0))

    confirm_arrival(wanted, by=controller, now=now)

    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.DISCARDED
    assert (wanted.state, wanted.scans.count()) == (ObjectState.RESCAN_WANTED, 3)


def test_same_scans_again_are_the_same_arrival_others_wait(wanted, arrive, controller, now):
    first = arrive(wanted, Placement(REPLACE, 2, 0.99))

    assert arrive(wanted, Placement(REPLACE, 2, 0.99)) == first
    with pytest.raises(ArrivalOpenError, match="/new"):
        arrive(wanted, Placement(REPLACE, 2, 0.99), letter="o", folder="/other")

    discard_arrival(wanted, by=controller, now=now)
    assert arrive(wanted, Placement(REPLACE, 2, 0.99), letter="o").number == 2


def test_object_in_work_waits(wanted, arrive, controller, now):
    arrive(wanted, Placement(REPLACE, 2, 0.99))
    change_state(wanted, Trigger.BEGIN, now=now)

    with pytest.raises(ArrivalTooEarlyError, match="InWork"):
        confirm_arrival(wanted, by=controller, now=now)


def test_spread_fills_both_of_its_pages(flagged, arrive, controller, now):
    wanted = flagged()
    halves = [Region(0, 0, 1000, 1400), Region(1000, 0, 1000, 1400)]
    scan = wanted.scans.get(number=2)
    scan.facts = SPREAD
    scan.save()
    for page, crop in zip(wanted.pages.filter(number__in=(2, 3)), halves, strict=True):
        part = page.parts.get()
        part.scan, part.crop = scan, {"x": crop.x, "y": 0, "width": 1000, "height": 1400}
        part.save()
        ask(wanted, controller, now, page.number)

    arrive(
        wanted, Placement(REPLACE, 2, 0.99), facts=SPREAD | {"width_px": 4000, "height_px": 2800}
    )
    confirm_arrival(wanted, by=controller, now=now)

    assert [recipe_of(page) for page in wanted.pages.filter(number__in=(2, 3))] == [
        (RecipePart(4, crop=Region(0, 0, 2000, 2800)),),
        (RecipePart(4, crop=Region(2000, 0, 2000, 2800)),),
    ]
    assert lines_of(wanted) == []


def test_wish_for_the_whole_object_is_fulfilled_page_by_page(flagged, arrive, controller, now):
    wanted = flagged()
    give_verdict(wanted, Decision.RESCAN, by=controller, now=now)
    [line] = lines_of(wanted)
    assert line.page is None

    arrive(wanted, Placement(REPLACE, 1, 0.99), Placement(REPLACE, 2, 0.99))
    confirm_arrival(wanted, by=controller, now=now)
    finish(wanted, now)
    assert (len(lines_of(wanted)), wanted.state) == (1, ObjectState.RESCAN_WANTED)

    arrive(wanted, Placement(REPLACE, 3, 0.99), letter="o")
    confirm_arrival(wanted, by=controller, now=now)
    finish(wanted, now)

    assert (lines_of(wanted), wanted.state) == ([], ObjectState.READY)


def test_missing_page_waits_until_withdrawn(in_state, controller, now):
    ready = in_state(ObjectState.READY)
    wish = ask_for_missing_page(ready, None, by=controller, now=now, note="titulinis")
    assert ready.state == ObjectState.RESCAN_WANTED
    assert needs_person(ready)
    [line] = lines_of(ready)
    assert (line.page, line.note) == (None, "titulinis")

    withdraw_missing_page(wish, by=controller, now=now)

    ready.refresh_from_db()
    assert (ready.state, lines_of(ready)) == (ObjectState.READY, [])
    with pytest.raises(WishClosedError):
        withdraw_missing_page(MissingPage.objects.get(), by=controller, now=now)


def test_withdrawn_wish_leaves_the_list(wanted, controller, now):
    withdraw_verdict(Verdict.objects.get(), by=controller, now=now)

    assert lines_of(wanted) == []


def test_line_says_what_staff_must_know(wanted, controller, territory, now):
    wanted.identifiers.create(kind="shelfmark", value="A 1861/3")
    [before] = lines_of(wanted)
    assert before.original is None, "nobody said where it is"

    place_original(wanted, OriginalPlace.DEPARTMENT, since=now.date(), by=controller, now=now)
    place_original(
        wanted, OriginalPlace.LIBRARY, since=now.date(), by=controller, now=now, library=territory
    )

    [line] = lines_of(wanted)
    assert (line.original.place, line.original.library) == ("library", territory)
    assert line.original.by == controller
    assert wanted.whereabouts.count() == 2, "what was said before stays"
    assert (line.shelf_mark, line.note, line.asked_by) == ("A 1861/3", "neryšku", controller)
    assert [finding.code for finding in line.findings] == ["QA-FOCUS-01"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_number_of_queries(
    flagged, controller, now, rows, django_assert_num_queries
):
    for number in range(rows):
        one = flagged(*(f"{letter}{number}" for letter in "abc"))
        ask(one, controller, now, 2)
        place_original(one, OriginalPlace.DEPARTMENT, since=now.date(), by=controller, now=now)

    with django_assert_num_queries(9):
        lines = lines_of(one)

    assert len(lines) == rows


def test_list_is_narrowed_and_shown_by_rights(
    flagged, controller, person, territory, now, registered
):
    ours = flagged(operator="Rūta", device="Zeutschel")
    theirs = flagged("x", "y", "z", library_code="rsv", operator="Jonas", device="Zeutschel")
    for one in (ours, theirs):
        ask(one, controller, now, 2)
    librarian = person(Role.LIBRARIAN, library=territory)

    def found(user=controller, **narrowed):
        lines = rescan_lines(visible_objects(user), RescanFilter(**narrowed))
        return [line.digital_object for line in lines]

    assert found() == [ours, theirs]
    assert found(library_code="rsv") == [theirs]
    assert found(operator="Rūta") == [ours]
    assert found(device="Zeutschel") == [ours, theirs]
    assert found(device="Canon") == []
    assert found(librarian) == [theirs]
    assert Page.objects.count() == 6
