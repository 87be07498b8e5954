"""The search page: what it shows, to whom, and how it answers whatever is typed."""

import re

import pytest
from django.urls import reverse

from catalogue.search.indexing import index_page, index_title
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from tests.web import objects

pytestmark = pytest.mark.database


def searchable(digital_object):
    """Its pages and title in the index: a line of verse in the middle of every page."""
    words = ["Kalnai", "kelmuoti,", "pakalnės", "nuplikę!", "Szwiesa", "ir", "žmonės"]
    line = TextLine(
        Region(100, 900, 1000, 40),
        tuple(Word(w, Region(100 + 140 * n, 900, 130, 40), 0.9) for n, w in enumerate(words)),
    )
    block = TextBlock(line.region, (line,))
    text = PageText(objects.WIDTH, objects.HEIGHT, (block,), language="lit")
    for page in digital_object.pages.all():
        index_page(page, text, now=objects.BEGAN)
    index_title(digital_object, now=objects.BEGAN)
    return digital_object


def shown(client, **wish):
    return client.get(reverse("search"), wish).content.decode()


def test_page_without_words_says_what_can_be_done(controller):
    page = shown(controller)

    assert "Write a word as it is written today" in page
    assert "autofocus" in page


def test_hits_stand_by_object_with_the_line_as_printed(controller, stored):
    searchable(stored)
    page = shown(controller, q="šviesa")

    assert page.count('class="line-picture"') == 3
    assert f"{reverse('page', args=[stored.name, 2])}?find=%C5%A1viesa" in page
    assert "<mark>Szwiesa</mark>" in page
    assert re.search(r'<rect x="660" y="900" width="130" height="40"/>', page)
    assert "other spelling or form" in page
    image = re.search(r'img src="(/iiif/[^"]+)"', page)[1]
    assert controller.get(image).headers["Content-Type"] == "image/jpeg"


def test_hits_without_image_are_shown_by_their_words(controller, flagged):
    searchable(flagged)
    page = shown(controller, q="kalnai")

    assert "line-picture" not in page
    assert page.count("<mark>Kalnai</mark>") == 3


def test_titles_are_found(controller, flagged):
    searchable(flagged)

    page = shown(controller, q="Anykščių", field="title")

    assert "<mark>Anykščių</mark>" in page
    assert reverse("object", args=[flagged.name]) in page


def test_search_within_one_object_and_back(controller, flagged, town):
    searchable(flagged)
    searchable(objects.flagged(town.code, title="Kita knyga"))

    assert shown(controller, q="kalnai").count('class="hit-head"') == 6
    page = shown(controller, q="kalnai", **{"in": flagged.name})
    assert page.count('class="hit-head"') == 3
    assert "Search everywhere" in page


def test_nothing_found_suggests_what_is_near(controller, flagged):
    searchable(flagged)
    page = shown(controller, q="kelduoti")

    assert "Nothing was found" in page
    assert "kelmuoti</a>" in page
    assert "Search everywhere" in shown(controller, q="kelduoti", language="pol")


def test_other_libraries_find_nothing(client, people, flagged):
    searchable(flagged)
    client.force_login(people["other_librarian"])

    assert "<mark>" not in shown(client, q="kalnai")


def test_result_pages_follow_each_other(controller, flagged, monkeypatch):
    monkeypatch.setattr("web.search.HITS_SHOWN", 20)
    searchable(flagged)
    first = controller.get(reverse("search"), {"q": "kalnai", "offset": "2"})

    assert first.content.decode().count('class="hit-head"') == 1
    assert 'rel="prev"' in first.content.decode()


@pytest.mark.parametrize(
    "wish",
    [
        {"q": "-kalnai"}, {"q": '"' * 10_000}, {"q": "ą" * 10_000},
        {"q": "<script>alert(1)</script>"},
        {"q": "kalnai", "from": "x", "to": "-1", "offset": "9" * 30}, {"q": "%00\x00' OR 1=1 --"},
        {"q": "kalnai", "field": "nowhere", "language": "xx", "material": "y", "library": "'"},
        {"q": "שלום"}, {"q": "kalnai", "from": "1999", "to": "1000"}, {"q": "kalnai", "in": "zzz"},
    ],
)  # fmt: skip
def test_whatever_is_asked_has_an_answer(controller, flagged, wish):
    searchable(flagged)

    answer = controller.get(reverse("search"), wish)

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_queries_do_not_grow_with_hits(controller, town, django_assert_max_num_queries):
    searchable(objects.flagged(town.code))
    with django_assert_max_num_queries(17) as one:
        shown(controller, q="kalnai")
    searchable(objects.flagged(town.code, title="Kita knyga"))
    with django_assert_max_num_queries(len(one.captured_queries)):
        shown(controller, q="kalnai")


def test_page_shows_where_it_answers(controller, stored):
    searchable(stored)
    address = reverse("page", args=[stored.name, 2])
    page = controller.get(address, {"find": "šviesa"}).content.decode()

    assert 'class="region hit" x="660" y="900" width="130" height="40"' in page
    assert 'data-severity="hit"' in page
    assert 'data-severity="hit"' not in controller.get(address).content.decode()
    assert "(0)" in controller.get(address, {"find": "xyzzy"}).content.decode()
