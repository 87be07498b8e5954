from datetime import timedelta

import pytest

from catalogue.errors import (
    AmbiguousObjectError,
    BadCursorError,
    ObjectNotFoundError,
    PageNotFoundError,
)
from catalogue.outcomes import JudgedFinding, PageOutcome
from catalogue.queries.objects import (
    ObjectFilter,
    counts_by_state,
    find_object,
    list_objects,
    work_list,
)
from catalogue.queries.pages import findings_of, page_of, pages_of, verdicts_of
from catalogue.rights import visible_objects
from catalogue.roles import Role
from catalogue.services.findings import record_object_findings
from catalogue.services.pages import record_page_outcome
from catalogue.services.registration import register_object
from catalogue.services.states import change_state
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState, PageState, Trigger
from schemas.findings import Finding, Severity
from schemas.findings import Verdict as Decision
from schemas.identifiers import Ark
from schemas.objects import Identifier

pytestmark = pytest.mark.database
SKEWED = JudgedFinding(Finding("QA-SKEW-01"), Severity.WARNING)
NOTICED = JudgedFinding(Finding("QA-BLANK-01"), Severity.INFO)


@pytest.fixture
def named(county, plan_of, now):
    """``named("xb1")``: an object of this name, whatever its check character."""

    def make(name):
        plan = plan_of(name[-1])
        return register_object(
            plan, naan="99999", now=now, mint=lambda naan: Ark(naan, name)
        ).digital_object

    return make


@pytest.fixture
def viewer(person):
    return person(Role.LIBRARIAN)


def test_object_is_found_by_ark_name_and_beginning(named):
    wanted, _ = named("xbb1"), named("xbc2")

    for text in (
        "ark:/99999/xbb1", "ark:99999/xbb1", "ark:/99999/xbb1/p0003", "xbb1", " XBB1 ", "xb-b1",
        "xbb", "ark:/99999/xbb",
    ):  # fmt: skip
        assert find_object(text) == wanted


def test_whole_name_wins_over_longer_ones(named):
    wanted, _ = named("xbb1"), named("xbb12")

    assert find_object("xbb1") == wanted


def test_ambiguous_beginning_names_the_candidates(named):
    for number in range(7):
        named(f"xbb{number}")

    with pytest.raises(AmbiguousObjectError) as refused:
        find_object("xbb")

    assert refused.value.facts["count"] == 7
    assert refused.value.facts["candidates"].endswith("ark:/99999/xbb4 …")


@pytest.mark.parametrize("text", ["", "  ", "xzz", "ark:/12345/xbb1", "ark:/", "%", "x_b", "ą"])
def test_what_names_nothing_is_said(named, text):
    named("xbb1")

    with pytest.raises(ObjectNotFoundError):
        find_object(text)


def test_only_what_one_may_see_is_found(named, person):
    named("xbb1")

    with pytest.raises(ObjectNotFoundError):
        find_object("xbb1", visible_objects(person()))


def test_list_stands_in_lithuanian_order_across_result_pages(registered, viewer):
    titles = ["Žara", "Zona", "Šuo", "Suolas", "Nr. 10", "Nr. 9", "Įrašai", "Ypač", "Čia", "Zona"]
    for number, title in enumerate(titles):
        registered(str(number), title=title)
    seen, cursor = [], ""

    while True:
        rows, cursor = list_objects(viewer, after=cursor, limit=3)
        seen += rows
        if not cursor:
            break

    assert [row.title for row in seen] == [
        "Čia", "Ypač", "Įrašai", "Nr. 9", "Nr. 10", "Suolas", "Šuo", "Zona", "Zona", "Žara",
    ]  # fmt: skip
    assert len({row.pk for row in seen}) == len(titles)


def test_list_of_one_full_result_page_has_no_next(registered, viewer):
    for number in range(3):
        registered(str(number))

    assert list_objects(viewer, limit=3).next_cursor == ""


@pytest.mark.parametrize("cursor", ["x", "zz.1", "abc.1", "ab.", ".", "ab.-1"])
def test_broken_cursor_is_said(viewer, cursor):
    with pytest.raises(BadCursorError):
        list_objects(viewer, after=cursor)


def test_list_is_narrowed(registered, territory, viewer, now):
    farm = registered("a", title="Žemės ŪKIS")
    other = registered(
        "b", title="Kita", library_code="rsv", identifiers=(Identifier("isbn", "978-9"),)
    )
    change_state(other, Trigger.BEGIN, now=now)

    def found(**values):
        return list_objects(viewer, ObjectFilter(**values)).rows

    assert found(text="zemes uk") == found(text="ŽEMĖS") == found(text=farm.object_id) == [farm]
    assert found(text="978-9") == found(state=ObjectState.IN_WORK) == [other]
    assert found(library_code="rsv") == [other]
    assert found(library_code="rsv", text="žemės") == found(text="100%") == []


def test_work_list_begins_with_the_longest_waiting(registered, viewer, now):
    objects = [registered(content) for content in "abc"]
    for age, digital_object in enumerate(objects[:2]):
        moment = now - timedelta(days=age)
        change_state(digital_object, Trigger.BEGIN, now=moment)
        change_state(digital_object, Trigger.FLAG, now=moment)

    assert work_list(viewer) == [objects[1], objects[0]]
    counts = counts_by_state(viewer)
    assert (counts[ObjectState.NEEDS_REVIEW], counts[ObjectState.CAPTURED]) == (2, 1)
    assert counts[ObjectState.READY] == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_many_as_for_one(
    registered, viewer, rows, now, django_assert_num_queries
):
    for number in range(rows):
        change_state(registered(str(number)), Trigger.FAIL, now=now)

    with django_assert_num_queries(2):
        listed = list_objects(viewer).rows
        assert [(row.library.name, row.first_page) for row in listed] == [
            ("Apskrities biblioteka", 1)
        ] * rows
    with django_assert_num_queries(2):
        assert [row.library.code for row in work_list(viewer)] == ["avb"] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_often_for_many_as_for_one(
    registered, controller, rows, now, django_assert_num_queries
):
    digital_object = registered(*"abc"[:rows])
    for number in range(1, rows + 1):
        outcome = PageOutcome(number, PageState.DONE, findings=(SKEWED, NOTICED), text="a")
        record_page_outcome(digital_object, outcome, now=now)
    change_state(digital_object, Trigger.BEGIN, now=now)
    change_state(digital_object, Trigger.FLAG, now=now)

    with django_assert_num_queries(2):
        pages = list(pages_of(digital_object))
        assert [page.parts.all()[0].scan.file for page in pages] == [
            f"{number:04d}.tif" for number in range(1, rows + 1)
        ]
        assert [page.open_findings for page in pages] == [1] * rows

    give_verdict(digital_object, Decision.ACCEPT, by=controller, now=now)
    with django_assert_num_queries(1):
        assert {row.settled_by.by for row in findings_of(digital_object) if row.settled_by} == {
            controller
        }
    with django_assert_num_queries(1):
        [verdict] = verdicts_of(digital_object)
        assert (verdict.by, hasattr(verdict, "withdrawn_by")) == (controller, False)


def test_findings_of_the_whole_stand_first(registered, now):
    digital_object = registered()
    record_page_outcome(digital_object, PageOutcome(2, PageState.DONE, findings=(SKEWED,)), now=now)
    record_page_outcome(
        digital_object, PageOutcome(1, PageState.DONE, findings=(NOTICED,)), now=now
    )
    record_object_findings(
        digital_object, [JudgedFinding(Finding("QA-GAP-01"), Severity.WARNING)], now=now
    )

    assert [row.code for row in findings_of(digital_object)] == [
        "QA-GAP-01", "QA-BLANK-01", "QA-SKEW-01",
    ]  # fmt: skip


def test_superseded_pages_are_left_out_unless_asked(registered):
    digital_object = registered()
    digital_object.pages.filter(number=1).update(state=PageState.SUPERSEDED)

    assert [page.number for page in pages_of(digital_object)] == [2]
    assert [page.number for page in pages_of(digital_object, superseded=True)] == [1, 2]
    assert page_of(digital_object, 1).number == 1
    with pytest.raises(PageNotFoundError):
        page_of(digital_object, 3)
