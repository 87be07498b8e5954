import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalogue.models import FlowRequest, MissingPage
from catalogue.services.arrivals import (
    PlannedArrival,
    SeenScan,
    record_proposals,
    register_arrival,
)
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState
from schemas.findings import Verdict as Decision
from schemas.rescans import Evidence, Placement, PlacementKind
from settings.home import home_of
from tests.web.objects import BEGAN, BLURRED, begin, finish, read_pages, register

pytestmark = pytest.mark.database
SURE = Placement(PlacementKind.REPLACE, 2, 0.99, (Evidence.ORDER, Evidence.CONTENT))
DOUBTFUL = Placement(PlacementKind.REPLACE, 2, 0.5, (Evidence.ORDER, Evidence.UNLIKE))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own: its inbox is empty."""
    monkeypatch.setenv("SKRYNIA_HOME", str(tmp_path / "home"))
    home_of().make_folders()
    return home_of()


@pytest.fixture
def wanted(flagged, people):
    """An object whose second page is to be rescanned."""
    ask(flagged, people)
    return flagged


def ask(digital_object, people):
    page = digital_object.pages.get(number=2)
    give_verdict(
        digital_object, Decision.RESCAN, by=people["controller"], now=BEGAN, page=page,
        note="neryšku prie įrišimo",
    )  # fmt: skip


def arrive(digital_object, people, *places):
    planned = [PlannedArrival(f"{n}.tif", n, 0, f"n{n}" * 64) for n, _ in enumerate(places, 1)]
    arrival = register_arrival(
        digital_object, planned, source_folder="/inbox/nauji", by=people["specialist"], now=BEGAN
    )
    seen = {n: SeenScan(None, (), "", False) for n, _ in enumerate(places, 1)}
    record_proposals(arrival, seen, dict(enumerate(places, 1)))
    return arrival


def address(digital_object, name="rescan", *more):
    return reverse(name, args=[digital_object.name, *more])


def test_list_says_page_reason_shelf_mark_and_that_nobody_knows_where_it_is(controller, wanted):
    html = controller.get("/rescans/").content.decode()

    for words in (
        "Page 2", "edges are 2.4\xa0px wide", "neryšku prie įrišimo", "A 1861/3",
        "where it is was not recorded", "Rūta", "asked by controller",
    ):  # fmt: skip
        assert words in html


def test_list_in_lithuanian(controller, wanted):
    controller.cookies["django_language"] = "lt"

    html = controller.get("/rescans/").content.decode()

    assert "2,4" in html
    assert "neryšku prie įrišimo" in html


def test_list_of_nothing_says_how_pages_come_here(controller, flagged):
    html = controller.get("/rescans/").content.decode()

    assert "Nothing is to be scanned again." in html
    assert "by the verdict" in html


def test_where_the_original_is_can_be_said(controller, wanted):
    sent = {"place": "library", "since": "2026-02-11", "note": "su kurjeriu"}

    answer = controller.post(address(wanted, "original"), sent, follow=True)

    row = wanted.whereabouts.get()
    assert (row.library, str(row.since), row.by.username) == (
        wanted.library, "2026-02-11", "controller",
    )  # fmt: skip
    assert "returned to Anykščių rajono biblioteka on 2026-02-11" in answer.content.decode()


def test_original_cannot_be_where_no_place_is(controller, wanted):
    assert controller.post(address(wanted, "original"), {"place": "moon"}).status_code == 404


def test_table_and_sheet_say_the_same_as_the_screen(controller, wanted):
    table = controller.get("/rescans.csv")
    sheet = controller.get("/rescans.pdf?operator=Rūta")

    [row] = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert (row["To be scanned"], row["Shelf mark"]) == ("page 2", "A 1861/3")
    assert row["Note"] == "neryšku prie įrišimo"
    assert sheet.content.startswith(b"%PDF")
    assert sheet.headers["Content-Disposition"].endswith('.pdf"')


def test_cell_that_a_table_program_would_compute_is_only_text(controller, town, people):
    evil = finish(read_pages(begin(register(town.code, title="=cmd()")), {2: [BLURRED]}))
    ask(evil, people)

    assert b",'=cmd()," in controller.get("/rescans.csv").content


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_number_of_queries(
    controller, town, people, rows, django_assert_num_queries
):
    for number in range(rows):
        one = finish(read_pages(begin(register(town.code, title=f"T{number}")), {2: [BLURRED]}))
        ask(one, people)

    with django_assert_num_queries(24):
        controller.get("/rescans/")


def test_missing_page_is_asked_for_and_taken_back(controller, flagged):
    controller.post(address(flagged, "missing", 2), {"note": "trūksta lapo"})

    html = controller.get("/rescans/").content.decode()
    assert "A page missing after page 2" in html
    wish = MissingPage.objects.get()
    controller.post(address(flagged, "missing-withdraw", wish.pk))
    assert "A page missing" not in controller.get("/rescans/").content.decode()


def test_sure_rescans_are_put_in_their_places_with_one_button(controller, wanted, people):
    arrive(wanted, people, SURE)
    html = controller.get(address(wanted)).content.decode()
    assert 'data-key="c"' in html
    assert "It shows the same as the page did before." in html

    answer = controller.post(address(wanted, "rescan-confirm"))

    assert answer.headers["Location"] == reverse("object", args=[wanted.name])
    wanted.refresh_from_db()
    assert wanted.state == ObjectState.IN_WORK
    kinds = FlowRequest.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["remember", "digitise"]
    assert "Page 2" not in controller.get("/rescans/").content.decode()


def test_doubtful_rescan_waits_for_a_person(controller, wanted, people):
    arrive(wanted, people, DOUBTFUL)
    html = controller.get(address(wanted)).content.decode()
    assert 'data-key="c"' not in html
    assert "It does not look like the page did before." in html
    refused = controller.post(address(wanted, "rescan-confirm"))
    assert refused.status_code == 409
    assert "RESC-005" in refused.content.decode()

    controller.post(address(wanted, "rescan-place", 1), {"kind": "replace", "page": "3"})

    html = controller.get(address(wanted)).content.decode()
    assert 'data-key="c"' in html
    assert "Page 3" in html
    assert "A person chose this place." in html


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "burn"}, {"kind": "replace", "page": "99"}, {"kind": "insert", "page": "99"},
    ],
)  # fmt: skip
def test_place_that_is_none_is_not_found(controller, wanted, people, sent):
    arrive(wanted, people, DOUBTFUL)

    assert controller.post(address(wanted, "rescan-place", 1), sent).status_code == 404


def test_discarded_rescans_change_nothing(controller, wanted, people):
    arrive(wanted, people, SURE)

    controller.post(address(wanted, "rescan-discard"))

    assert "discarded" in controller.get(address(wanted)).content.decode()
    wanted.refresh_from_db()
    assert wanted.state == ObjectState.RESCAN_WANTED


def test_confirmed_rescans_are_taken_back(controller, wanted, people):
    arrive(wanted, people, SURE)
    controller.post(address(wanted, "rescan-confirm"))
    finish(read_pages(wanted))
    html = controller.get(reverse("page", args=[wanted.name, 2])).content.decode()
    assert "the scan before is kept: 0002.tif" in html

    controller.post(address(wanted, "rescan-undo"))

    wanted.refresh_from_db()
    assert wanted.state == ObjectState.IN_WORK
    assert wanted.pages.get(number=2).scans.get().number == 2


def test_folder_of_the_inbox_is_brought(controller, wanted, home):
    (home.inbox / "nauji").mkdir()

    controller.post(address(wanted, "rescan-bring"), {"folder": "nauji"})

    request = FlowRequest.objects.get()
    assert (request.kind, request.parameters["folder"]) == ("rescan", str(home.inbox / "nauji"))
    assert "are being looked at" in controller.get(address(wanted)).content.decode()


@pytest.mark.parametrize("folder", ["..", "/etc", "nothing", ""])
def test_folder_beside_the_inbox_is_not_taken(controller, wanted, folder):
    answer = controller.post(address(wanted, "rescan-bring"), {"folder": folder}, follow=True)

    assert not FlowRequest.objects.exists()
    assert "Choose a folder" in answer.content.decode()


def test_files_are_sent_under_plain_names(controller, wanted):
    picture = io.BytesIO()
    Image.new("L", (20, 30), 200).save(picture, "TIFF")
    file = SimpleUploadedFile("../../a b;c.tif", picture.getvalue(), "image/tiff")

    controller.post(address(wanted, "rescan-bring"), {"files": [file]})

    folder = FlowRequest.objects.get().parameters["folder"]
    [kept] = (home_of().rescans / "uploads").rglob("*.tif")
    assert (str(kept.parent), kept.name) == (folder, "a b_c.tif")


def test_file_that_is_no_image_is_refused(controller, wanted):
    file = SimpleUploadedFile("0001.tif", b"MZ not a picture", "image/tiff")

    answer = controller.post(address(wanted, "rescan-bring"), {"files": [file]})

    assert answer.status_code == 409
    assert "RESC-011" in answer.content.decode()
    assert not FlowRequest.objects.exists()
    assert list((home_of().rescans / "uploads").iterdir()) == []


def test_failed_arrival_says_why(controller, wanted):
    FlowRequest.objects.create(
        kind="rescan", digital_object=wanted, fingerprint="f", state="failed", asked_at=BEGAN,
        finished_at=BEGAN, outcome={"error": "CAP-003: no image"},
    )  # fmt: skip

    assert "CAP-003: no image" in controller.get(address(wanted)).content.decode()


def test_those_who_only_look_see_the_list_without_buttons(client, people, wanted):
    client.force_login(people["librarian"])
    client.cookies["django_language"] = "en"
    arrive(wanted, people, SURE)

    html = client.get(address(wanted)).content.decode()

    assert "1 new scan" in html
    assert "rescan/confirm" not in html
    client.force_login(people["other_librarian"])
    assert client.get(address(wanted)).status_code == 404
    assert "Nothing is to be scanned" in client.get("/rescans/").content.decode()
