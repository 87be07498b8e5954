"""How a page was read, in words; the weakest pages; a person's choice of language."""

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.models import FlowRequest
from tests.web.objects import BEGAN
from web.reading_words import error_told, quality_of, reason_told

READING = {
    "script": "fraktur",
    "languages": ["lit", "deu"],
    "reasons": [
        {"code": "script-seen", "facts": {"script": "fraktur", "share": 0.93}},
        {"code": "not-worded-yet", "facts": {}},
    ],
    "attempts": [
        {"engine": "tesseract", "model": "frk", "preparation": ["deskew:1.8"],
         "estimated_error": 0.043, "is_kept": True},
    ],
    "is_by_person": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("error", "told", "quality"),
    [
        (None, "", ""),
        (0.0, "about 0 % errors", "good"),
        (0.004, "about 0.4 % errors", "good"),
        (0.043, "about 4 % errors", "fair"),
        (0.31, "about 31 % errors", "weak"),
    ],
)
def test_estimate_is_told_in_words_and_per_cent(error, told, quality):
    with translation.override("en"):
        assert (error_told(error), quality_of(error)) == (told, quality)


def test_reason_names_its_facts_in_the_readers_words():
    with translation.override("en"):
        told = reason_told(READING["reasons"][0])
        assert "Fraktur" in told
        assert "0.93" in told
        languages = {"code": "language-seen", "facts": {"languages": "lit, deu"}}
        assert "Lithuanian, German" in reason_told(languages)
        assert reason_told({"code": "not-worded-yet"}) == "not-worded-yet"


@pytest.fixture
def weak(flagged):
    flagged.pages.filter(number=2).update(
        estimated_error=0.31, languages="lit deu", language="frk", reading=READING, read_at=BEGAN
    )
    return flagged


@pytest.mark.database
def test_page_and_contact_sheet_tell_how_it_was_read(controller, weak):
    html = controller.get(reverse("page", args=[weak.name, 2])).content.decode()

    for words in ("weak text</strong>, about 31 % errors", "Lithuanian, German", "deskew:1.8"):
        assert words in html
    sheet = controller.get(reverse("object", args=[weak.name])).content.decode()
    assert '<span class="errors weak">about 31 % errors</span>' in sheet


@pytest.mark.database
def test_weakest_pages_are_listed_narrowed_and_taken_away(
    controller, weak, django_assert_num_queries
):
    address = reverse("weakest")
    with django_assert_num_queries(7):
        html = controller.get(address).content.decode()
    assert html.count("about 31 % errors") == 1
    weak.pages.filter(number=3).update(estimated_error=0.2, language="=1+1", read_at=BEGAN)
    with django_assert_num_queries(7):
        html = controller.get(address).content.decode()
    assert html.index("about 31 %") < html.index("about 20 %")
    assert "about 31 %" not in controller.get(f"{address}?language=rus").content.decode()

    table = controller.get(reverse("weakest-csv") + "?since=2026-02-10").getvalue().decode()

    assert table.startswith("\ufeffIdentifier;Title")
    assert ";lit deu;frk;31;2026-02-10;" in table
    assert ";'=1+1;20;" in table, "no cell is a formula"
    assert len(table.splitlines()) == 3


@pytest.mark.database
@pytest.mark.parametrize("query", ["after=x", "after=9~9", "since=2026-99-99", "until=9999-12-31"])
def test_addresses_that_mean_nothing_show_the_list(controller, weak, query):
    assert controller.get(f"{reverse('weakest')}?{query}").status_code == 200


@pytest.mark.database
def test_list_goes_on_where_it_ended(controller, weak, monkeypatch):
    monkeypatch.setattr("web.weakest_list.ROWS", 1)
    weak.pages.filter(number=3).update(estimated_error=2e-05, read_at=BEGAN)

    first = controller.get(reverse("weakest"))
    second = controller.get(first.context["pages"].next_url)

    assert [row.heading for row in first.context["pages"].rows] == ["Page 2"]
    assert [row.heading for row in second.context["pages"].rows] == ["Page 3"]
    assert second.context["pages"].next_url == ""


@pytest.mark.database
def test_choice_of_language_is_kept_and_asks_for_a_new_reading(controller, weak):
    address = reverse("reading-language", args=[weak.name])

    controller.post(address, {"language": " lit + pol "})
    weak.refresh_from_db()
    assert weak.language == "lit+pol"
    assert FlowRequest.objects.filter(kind="digitise").count() == 1
    assert FlowRequest.objects.get(kind="remember").parameters == {"language": "lit+pol"}

    controller.post(address, {"language": "auto"})
    weak.refresh_from_db()
    assert weak.language == ""

    refused = controller.post(address, {"language": "lit;rm"})
    weak.refresh_from_db()
    assert (refused.status_code, weak.language) == (400, "")
    assert "CAT-067" in refused.content.decode()
    assert 'value="lit;rm"' in refused.content.decode(), "nothing typed is lost"
