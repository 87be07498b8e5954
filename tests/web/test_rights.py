"""Every address of the site, asked by every role: what this table does not allow is forbidden."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from catalogue.models import Verdict
from catalogue.services.arrivals import (
    PlannedArrival,
    SeenScan,
    record_proposals,
    register_arrival,
)
from catalogue.services.missing_pages import ask_for_missing_page
from catalogue.services.verdicts import give_verdict
from pipeline.rendering import PYRAMID
from schemas.findings import Verdict as Decision
from schemas.rescans import Placement, PlacementKind
from settings.home import home_of
from tests.web.devices import scanner
from tests.web.objects import BEGAN, parted, sampled

pytestmark = pytest.mark.database

PEOPLE = (
    "anonymous", "stranger", "librarian", "other_librarian", "controller", "specialist",
    "administrator",
)  # fmt: skip
ALL = {"anonymous", "stranger", "librarian", "other_librarian", "controller", "specialist",
       "administrator"}  # fmt: skip
SIGNED_IN = ALL - {"anonymous"}
WHO_SEE = {"librarian", "controller", "specialist", "administrator"}
WHO_JUDGE = {"controller", "administrator"}
WHO_STRUCTURE = {"controller", "specialist", "administrator"}
WHO_RESCAN = {"controller", "specialist", "administrator"}
WHO_WRITE = {"librarian", "controller", "specialist", "administrator"}
WHO_TRACK = {"librarian", "controller", "specialist", "administrator"}

DEVICE_FORM = {"category": "newspaper", "when_missing": "info"}
#: Name of the address -> method, what is sent, who may. Who may not see learns nothing: 404.
TABLE = {
    "home": ("get", {}, SIGNED_IN),
    "objects": ("get", {}, SIGNED_IN),
    "devices": ("get", {}, SIGNED_IN),
    "device": ("get", {}, WHO_SEE),
    "device-edit": ("post", DEVICE_FORM, {"administrator"}),
    "target-sheet": ("get", {}, WHO_SEE),
    "sign-in": ("get", {}, ALL),
    "sign-out": ("post", {}, SIGNED_IN),
    "language": ("post", {"language": "en"}, ALL),
    "theme": ("post", {"theme": "dark"}, ALL),
    "health": ("get", {}, ALL),
    "object": ("get", {}, WHO_SEE),
    "object-pdf": ("get", {}, WHO_SEE),
    "object-epub": ("get", {}, WHO_SEE),
    "progress": ("get", {}, WHO_SEE),
    "verdict": ("post", {"verdict": "accept"}, WHO_JUDGE),
    "withdraw": ("post", {}, WHO_JUDGE),
    "page": ("get", {}, WHO_SEE),
    "page-verdict": ("post", {"verdict": "accept"}, WHO_JUDGE),
    "turn": ("post", {"degrees": "90"}, WHO_STRUCTURE),
    "split": ("post", {"line": "600"}, WHO_STRUCTURE),
    "page-text": ("get", {}, WHO_SEE),
    "text-correct": ("post", {"place": "1,1,1,1", "text": "x"}, WHO_WRITE),
    "text-undo": ("post", {}, WHO_WRITE),
    "transcribe": ("get", {}, WHO_SEE),
    "transcribe-save": ("post", {"text": "x"}, WHO_WRITE),
    "leaves": ("post", {"first": "1"}, WHO_STRUCTURE),
    "weakest": ("get", {}, SIGNED_IN),
    "weakest-csv": ("get", {}, SIGNED_IN),
    "reading-language": ("post", {"language": "lit+pol"}, WHO_WRITE),
    "text-store": ("post", {}, WHO_WRITE),
    "preparation": ("post", {}, WHO_STRUCTURE),
    "queue": ("get", {}, SIGNED_IN),
    "search": ("get", {"q": "kalnai"}, SIGNED_IN),
    "samples": ("get", {}, SIGNED_IN),
    "lot": ("get", {}, WHO_SEE),
    "sampled-page": ("post", {"answer": "good"}, WHO_JUDGE),
    "project": ("get", {}, WHO_SEE),
    "draw-sample": ("post", {}, WHO_JUDGE),
    "rescans": ("get", {}, SIGNED_IN),
    "rescans-csv": ("get", {}, SIGNED_IN),
    "rescans-pdf": ("get", {}, SIGNED_IN),
    "original": ("post", {"place": "department"}, WHO_TRACK),
    "missing": ("post", {}, WHO_JUDGE),
    "missing-withdraw": ("post", {}, WHO_JUDGE),
    "rescan": ("get", {}, WHO_SEE),
    "rescan-image": ("get", {}, WHO_SEE),
    "rescan-bring": ("post", {}, WHO_RESCAN),
    "rescan-place": ("post", {"kind": "none"}, WHO_RESCAN),
    "rescan-confirm": ("post", {}, WHO_RESCAN),
    "rescan-discard": ("post", {}, WHO_RESCAN),
    "rescan-undo": ("post", {}, WHO_RESCAN),
    "thumbnail": ("get", {}, WHO_SEE),
    "ark": ("get", {}, WHO_SEE),
    "ark-page": ("get", {}, WHO_SEE),
    "image": ("get", {}, WHO_SEE),
    "image-info": ("get", {}, WHO_SEE),
    "image-part": ("get", {}, WHO_SEE),
}
OF_OBJECT = (
    "object", "object-pdf", "object-epub", "progress", "verdict", "preparation", "text-store",
    "reading-language",
)  # fmt: skip
FOR_PROGRAMS = {"thumbnail", "image", "image-info", "image-part"}


def names_of(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def test_every_address_stands_in_the_table():
    assert set(names_of(get_resolver())) == set(TABLE)


def rescans_of(digital_object, user):
    """A missing page, and an arrived scan with its picture."""
    name = digital_object.name
    wish = ask_for_missing_page(digital_object, None, by=user, now=BEGAN)
    planned = [PlannedArrival("1.tif", 1, 0, "n" * 128)]
    arrival = register_arrival(digital_object, planned, source_folder="/n", by=user, now=BEGAN)
    seen = SeenScan(None, (), "", has_image=True)
    record_proposals(arrival, {1: seen}, {1: Placement(PlacementKind.NONE)})
    folder = home_of().rescans / name / "0001" / "pages" / "p0001"
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("L", (300, 400), 200).save(folder / PYRAMID)
    of_object = ("original", "rescan", "rescan-bring", "rescan-confirm", "rescan-discard")
    return {key: [name] for key in (*of_object, "rescan-undo")} | {
        "missing": [name, 2],
        "missing-withdraw": [name, wish.pk],
        "rescan-place": [name, 1],
        "rescan-image": [name, 1, 1],
    }


@pytest.fixture
def addresses(stored, people):
    verdict = give_verdict(
        stored, Decision.MEND, by=people["controller"], now=BEGAN, page=stored.pages.get(number=1)
    )
    name = stored.name
    arguments = {
        "withdraw": [name, verdict.pk],
        "ark": ["99999", name],
        "ark-page": ["99999", name, 2],
        "image-part": [name, 2, "full", "100,", "0", "default.jpg"],
    }
    lot = sampled(stored, people["controller"])
    arguments |= {
        "lot": [lot.pk], "sampled-page": [lot.pk, 1],
        "project": [lot.project_id], "draw-sample": [lot.project_id],
    }  # fmt: skip
    arguments |= rescans_of(stored, people["controller"])
    device = scanner(stored.library, gradings=1)
    arguments |= {"device": [device.pk], "device-edit": [device.pk]}
    arguments |= {"target-sheet": [device.gradings.get().pk]}
    of_object = {key: [name] for key in OF_OBJECT}
    page_addresses = ("page", "page-verdict", "turn", "thumbnail", "image", "image-info")
    of_text = ("page-text", "text-correct", "text-undo", "transcribe", "transcribe-save", "leaves")
    of_page = {key: [name, 2] for key in (*page_addresses, *of_text)}
    parted(stored, 2, 3)
    arguments["split"] = [name, 2]
    arguments |= of_object | of_page
    return {name: reverse(name, args=arguments.get(name, [])) for name in TABLE}


def expected(name, person, who):
    if person in who:
        # The door is open; what another address has just done may stand against it.
        return {200, 204, 302, 303, 409}
    if person == "anonymous":
        return {401} if name in FOR_PROGRAMS else {302}
    return {403, 404}


@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_opens_for_those_only_who_may(client, people, addresses, person):
    wrong = {}
    for name, (method, sent, who) in TABLE.items():
        if person != "anonymous":
            client.force_login(people[person])
        answer = getattr(client, method)(addresses[name], sent)
        leads_to_sign_in = answer.headers.get("Location", "").startswith("/sign-in/")
        if answer.status_code not in expected(name, person, who):
            wrong[name] = answer.status_code
        if leads_to_sign_in and person in who:
            wrong[name] = "sign-in"
        client.logout()
    assert not wrong


def test_who_may_only_look_changes_nothing(client, people, addresses):
    client.force_login(people["librarian"])
    before = Verdict.objects.count()

    statuses = {
        client.post(addresses[name], sent).status_code
        for name, (method, sent, who) in TABLE.items()
        if method == "post" and "librarian" not in who
    }

    assert statuses == {403}
    assert Verdict.objects.count() == before


def test_forged_form_is_refused(people, addresses):
    from django.test import Client  # noqa: PLC0415 -- a browser that checks the token

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people["controller"])

    assert browser.post(addresses["verdict"], {"verdict": "accept"}).status_code == 403
    assert Verdict.objects.count() == 1


def test_signed_out_part_of_a_page_leads_to_the_sign_in(client, addresses):
    answer = client.get(addresses["progress"], headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in/?next=")
