import pytest

from catalogue.models import DigitalObject
from settings.demo import DEMO_USERS
from tests.web.objects import begin, flagged, register
from web.stored import stored_files

pytestmark = pytest.mark.database


def test_empty_house_says_what_will_appear_and_how(controller):
    html = controller.get("/").content.decode()

    assert "The chest is still empty" in html
    assert "skrynia digitise" in html


def test_work_list_tells_why_and_leads_to_the_first_page_with_findings(controller, flagged):
    html = controller.get("/").content.decode()

    assert "2 findings have no verdict." in html
    assert f'href="/objects/{flagged.name}/pages/2/"' in html


def test_others_objects_are_not_listed(client, people, flagged):
    client.force_login(people["other_librarian"])

    assert flagged.title not in client.get("/objects/").content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Ąžuolas", "Beržas", "Čiobrelis"]),
        ("order=-title", ["Čiobrelis", "Beržas", "Ąžuolas"]),
        ("order=pages", ["Beržas", "Čiobrelis", "Ąžuolas"]),
        ("order=-pages", ["Ąžuolas", "Čiobrelis", "Beržas"]),
        ("order=changed", ["Ąžuolas", "Beržas", "Čiobrelis"]),
        ("text=azuol", ["Ąžuolas"]),
        ("state=NeedsReview", ["Čiobrelis"]),
        ("state=waiting", ["Čiobrelis"]),
        ("text=nieko", []),
        ("order=secret&state=Nowhere", ["Ąžuolas", "Beržas", "Čiobrelis"]),
    ],
)
@pytest.mark.parametrize("rows", [1, 50])
def test_list_is_narrowed_and_sorted_over_its_pages(
    controller, town, query, titles, rows, monkeypatch
):
    for title, pages in (("Ąžuolas", 5), ("Beržas", 2)):
        begin(register(town.code, pages, title))
    flagged(town.code, title="Čiobrelis")
    monkeypatch.setattr("web.object_list.RESULT_PAGE_ROWS", rows)

    found, address = [], f"/objects/?{query}"
    while address:
        listed = controller.get(address).context["objects"]
        found += [row.title for row in listed.rows]
        address = listed.next_url

    assert found == titles


@pytest.mark.parametrize("cursor", ["x", "zz~1", "1~", "~1~2"])
def test_broken_mark_of_where_to_go_on_is_said(controller, flagged, cursor):
    answer = controller.get("/objects/", {"after": cursor, "order": "pages"})

    assert answer.status_code == 409
    assert "from its beginning" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_first_screen_takes_the_same_number_of_queries(
    controller, town, rows, django_assert_num_queries
):
    for number in range(rows):
        flagged(town.code, title=f"Raštai {number}")
    assert DigitalObject.objects.count() == rows

    with django_assert_num_queries(14):
        controller.get("/")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 objektas"), (2, "2 objektai"), (10, "10 objektų")]
)
def test_lithuanian_counts_by_its_rules(controller, town, number, words):
    for place in range(number):
        register(town.code, 1, f"Raštai {place}")
    controller.cookies["django_language"] = "lt"

    assert words in controller.get("/objects/").content.decode()


def test_cookie_of_colours_is_kept_and_forgotten(client, db):
    client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})
    assert 'data-theme="dark"' in client.get("/sign-in/").content.decode()

    answer = client.post("/theme/", {"theme": "", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert "data-theme" not in client.get("/sign-in/").content.decode()


def test_every_answer_forbids_foreign_scripts(client, db):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_health_needs_no_sign_in(client, db):
    answer = client.get("/health")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "storage": "ok"}


def test_demo_users_are_named_on_this_computer_only(client, db, settings):
    settings.DEMO = True
    first = DEMO_USERS[0]

    here = client.get("/sign-in/").content.decode()
    elsewhere = client.get("/sign-in/", REMOTE_ADDR="192.0.2.7").content.decode()
    settings.DEMO = False

    assert f"<code>{first.name}</code> · <code>{first.password}</code>" in here
    assert first.password not in elsewhere
    assert first.password not in client.get("/sign-in/").content.decode()


def test_health_names_the_part_that_does_not_answer(client, db, monkeypatch):
    monkeypatch.setenv("SKRYNIA_STORAGE", "ftp://nowhere")
    stored_files.cache_clear()

    answer = client.get("/health")
    stored_files.cache_clear()

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "storage": "failed"}


@pytest.mark.parametrize("address", ["/", "/objects/"])
def test_each_list_has_one_heading_of_the_first_rank(controller, stored, address):
    assert controller.get(address).content.decode().count("<h1") == 1
