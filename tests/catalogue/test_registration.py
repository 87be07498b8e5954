from dataclasses import replace

import pytest

from catalogue.errors import (
    NoIdentifierLeftError,
    NoScansError,
    PlanRefusedError,
    ScansChangedError,
    UnknownLibraryError,
)
from catalogue.interchange import description_of, recipe_of
from catalogue.models import BibRecord, DigitalObject, Page, Scan, StateChange
from catalogue.plans import PlannedPage, PlannedScan, SourceRecord
from catalogue.services.registration import register_object
from catalogue.services.states import change_state
from catalogue.states import ObjectState, Trigger
from language.sorting import sort_key
from schemas.findings import Region
from schemas.identifiers import Ark, check_character, parse_ark
from schemas.objects import DublinCore, Identifier
from schemas.pages import PageRole, RecipePart, ScanRole

pytestmark = pytest.mark.database
NAAN = "99999"


def ark(stem: str) -> Ark:
    return Ark(NAAN, stem + check_character(NAAN, stem))


def test_object_is_registered_with_all_that_is_known(county, person, plan_of, now):
    operator = person()
    description = DublinCore(title=("Vilniaus žinios",), identifiers=(Identifier("libis", "LT-1"),))
    plan = plan_of(
        "a",
        title="",
        description=description,
        source_record=SourceRecord(b"\xff<record/>", "application/marc", "record.mrc"),
        identifiers=(Identifier("shelfmark", "R 17"),),
        project="Spauda",
        batch="2026-03",
        device="Copibook",
        ignored=(("Thumbs.db", "system file"),),
    )

    made, already = register_object(plan, naan=NAAN, now=now, by=operator)

    record = BibRecord.objects.get()
    change = StateChange.objects.get()
    assert not already
    assert parse_ark(made.object_id).name == made.name
    assert (made.title, bytes(made.title_sort_key)) == ("Vilniaus žinios", sort_key(made.title))
    assert (made.project.name, made.batch.name, made.device.name) == (
        "Spauda", "2026-03", "Copibook",
    )  # fmt: skip
    assert bytes(record.source) == b"\xff<record/>"
    assert description_of(made) == description
    assert made.identifiers.get().value == "R 17"
    assert record.identifiers.get().value == "LT-1"
    assert made.ignored == [{"path": "Thumbs.db", "reason": "system file"}]
    assert (change.from_state, change.to_state, change.by) == ("", "Captured", operator)


def test_scans_and_pages_are_many_to_many(county, plan_of, now):
    left, right = Region(0, 0, 500, 900), Region(500, 0, 500, 900)
    plan = plan_of(
        *"abcd",
        pages=(
            PlannedPage((RecipePart(1, crop=left),), PageRole.TITLE_PAGE, "i"),
            PlannedPage((RecipePart(1, rotation_degrees=90, crop=right),)),
            PlannedPage((RecipePart(2), RecipePart(3, below=True)), PageRole.FOLD_OUT),
        ),
    )
    target = replace(plan.scans[3], role=ScanRole.TARGET)

    made, _ = register_object(replace(plan, scans=(*plan.scans[:3], target)), naan=NAAN, now=now)

    pages = list(made.pages.all())
    assert [recipe_of(page) for page in pages] == [page.parts for page in plan.pages]
    assert [scan.pages.count() for scan in made.scans.all()] == [2, 1, 1, 0]
    assert (made.scan_count, made.page_count) == (4, 3)
    assert (pages[0].role, pages[0].label) == ("title_page", "i")


def test_same_scans_are_the_same_object_wherever_they_lie(registered, plan_of, now):
    first = registered("a", "b")
    elsewhere = plan_of("a", "b", source_folder="/elsewhere", title="Other")

    again, already = register_object(elsewhere, naan=NAAN, now=now)

    assert (again, already) == (first, True)
    assert (again.title, Scan.objects.count(), StateChange.objects.count()) == ("Žemės ūkis", 2, 1)


def test_order_of_scans_belongs_to_identity(registered):
    assert registered("a", "b") != registered("b", "a")


def test_library_belongs_to_identity(registered, territory):
    assert registered("a") != registered("a", library_code="rsv")


def test_changed_folder_is_refused_naming_its_files(registered, plan_of, now):
    first = registered("a", "b", "c", source_folder="/scans/x")
    plan = plan_of("a", "d", source_folder="/scans/x")
    scans = (*plan.scans, PlannedScan("new.tif", "e" * 128))

    with pytest.raises(ScansChangedError) as refused:
        register_object(replace(plan, scans=scans), naan=NAAN, now=now)

    assert refused.value.facts == {
        "folder": "/scans/x",
        "object_id": first.object_id,
        "changed": "0002.tif",
        "added": "new.tif",
        "missing": "0003.tif",
        "moved": "–",
    }
    assert DigitalObject.objects.count() == 1


def test_changed_order_is_refused_naming_its_files(registered, plan_of, now):
    registered("a", "b", "c", source_folder="/scans/x")
    plan = plan_of("a", "b", "c", source_folder="/scans/x")
    first, second, third = plan.scans

    with pytest.raises(ScansChangedError, match=r"moved: 0002\.tif, 0003\.tif"):
        register_object(replace(plan, scans=(first, third, second)), naan=NAAN, now=now)


def test_as_new_makes_a_second_object_and_running_again_resumes_it(registered, plan_of, now):
    first = registered("a")
    second = registered("a", as_new=True)

    again, already = register_object(plan_of("a"), naan=NAAN, now=now)

    assert (first.as_new, second.as_new) == (0, 1)
    assert (again, already) == (second, True)


def test_as_new_takes_a_changed_folder(registered):
    registered("a", source_folder="/scans/x")

    assert registered("b", source_folder="/scans/x", as_new=True).as_new == 0


def test_folder_of_a_withdrawn_object_is_free(registered, now):
    change_state(registered("a", source_folder="/scans/x"), Trigger.WITHDRAW, now=now)

    assert registered("b", source_folder="/scans/x").state == ObjectState.CAPTURED


def test_taken_name_is_drawn_again(registered, plan_of, now):
    taken = registered("a")
    draws = iter([Ark(NAAN, taken.name), Ark(NAAN, taken.name), ark("x123456789")])

    made, _ = register_object(plan_of("b"), naan=NAAN, now=now, mint=lambda naan: next(draws))

    assert made.name.startswith("x123456789")


def test_broken_chance_is_said(registered, plan_of, now):
    taken = registered("a")

    with pytest.raises(NoIdentifierLeftError):
        register_object(plan_of("b"), naan=NAAN, now=now, mint=lambda naan: Ark(naan, taken.name))

    assert (DigitalObject.objects.count(), Page.objects.count()) == (1, 1)


def test_object_need_not_have_pages(registered):
    made = registered("a", pages=())

    assert (made.page_count, made.pages.count(), made.scans.count()) == (0, 0, 1)


def test_title_falls_back_to_the_folder(registered):
    assert registered("a", title=" ", source_folder="/scans/1905 Nr. 3/").title == "1905 Nr. 3"


@pytest.mark.parametrize(
    "values",
    [
        {"pages": (PlannedPage(()),)},
        {"pages": (PlannedPage((RecipePart(3),)),)},
        {"pages": (PlannedPage((RecipePart(0),)),)},
        {"pages": (PlannedPage((RecipePart(1, rotation_degrees=45),)),)},
        {"scans": (PlannedScan("a.tif", "a" * 128), PlannedScan("a.tif", "b" * 128))},
    ],
)
def test_plan_that_cannot_be_true_is_refused(county, plan_of, now, values):
    with pytest.raises(PlanRefusedError):
        register_object(plan_of("a", "b", **values), naan=NAAN, now=now)


def test_nothing_is_no_object(county, plan_of, now):
    with pytest.raises(NoScansError):
        register_object(plan_of(), naan=NAAN, now=now)


def test_unknown_library_names_those_known(county, plan_of, now):
    with pytest.raises(UnknownLibraryError, match="avb"):
        register_object(plan_of("a", library_code="xyz"), naan=NAAN, now=now)
