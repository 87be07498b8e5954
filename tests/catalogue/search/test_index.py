"""The index itself: what is packed comes back, what is missing is brought in, what is near."""

import pytest

from catalogue.models import Page, SearchRow, SearchWord
from catalogue.roles import Role
from catalogue.search import facets
from catalogue.search.finding import find
from catalogue.search.indexing import index_title
from catalogue.search.nearness import distance
from catalogue.search.rebuilding import clear, rebuild, state_of_index
from catalogue.search.suggesting import near_words, suggestions_for
from catalogue.search.texts import (
    FILLER,
    PLACES_OF_TOKEN,
    pack,
    text_of_lines,
    text_of_page,
    unpack,
)
from catalogue.search.wishes import SearchWish
from schemas.objects import DublinCore
from tests.catalogue.search.conftest import page_text


def test_packed_text_comes_back_whole():
    text = text_of_page(page_text("viena, antra -", "trečia"))
    again = unpack(pack(text))

    assert again.words == ("viena,", "antra", "-", "trečia")
    assert again.positions == text.positions
    assert list(again.places) == [0, 1, 3]
    assert again.box(3) == page_text("viena, antra -", "trečia").words[3].region
    assert again.line_at(3) == range(3, 4)
    assert unpack(pack(text_of_lines("", ""))).positions == []


def test_places_of_one_word_are_bounded():
    text = text_of_lines("ir " * (PLACES_OF_TOKEN + 5), "lit")

    assert len(list(text.positions_of("eir"))) == PLACES_OF_TOKEN
    assert [position[0] for position in text.positions[-5:]] == [FILLER] * 5


def test_printed_word_of_two_words_takes_two_positions():
    text = text_of_lines("Vilnius–Kaunas kelias", "lit")

    assert list(text.places) == [0, 0, 1]


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (("1864",), [1864]),
        (("1861-1863",), [1861, 1862, 1863]),
        (("[1905?]", "c1907"), [1905, 1906, 1907]),
        (("1550", "1900"), [1550, 1900]),
        (("be metų", "18640"), []),
    ],
)
def test_years_of_publication(dates, years):
    assert facets.years_of(DublinCore(date=dates)) == years


@pytest.mark.parametrize(
    ("first", "last"), [(1864, 1904), (1800, 1899), (1899, 1901), (None, 1005)]
)
def test_period_covers_its_years_and_no_other(first, last):
    tokens = set(facets.tokens_of_period(first, last))

    for year in range(1000, 2100):
        is_within = (first or 1000) <= year <= last
        assert bool(tokens & set(facets.period_facets([year]))) is is_within, year


def test_confused_signs_are_nearer():
    assert distance("sviesa", "fviesa", 3) == 0.5
    assert distance("sviesa", "gviesa", 3) == 1
    assert distance("burna", "buma", 3) == 0.5
    assert distance("miestas", "meistas", 3) == 0.5
    assert distance("miestas", "duona", 2) > 2


@pytest.mark.database
def test_words_that_are_near_are_suggested(indexed):
    indexed(["knygnešys", "bažnyčia stovi"])

    assert near_words("bazmycia") == ["bažnyčia"]
    assert suggestions_for(SearchWish("bazmycia"), None) == ["bažnyčia"]
    assert suggestions_for(SearchWish("xqzw"), None) == []
    assert suggestions_for(SearchWish(""), None) == []


@pytest.mark.database
def test_nothing_is_suggested_that_somebody_may_not_see(indexed, person, territory):
    indexed(["bažnyčia"], title="Apskrities")

    assert suggestions_for(SearchWish("bazmycia"), person(Role.LIBRARIAN)) == ["bažnyčia"]
    other = person(Role.LIBRARIAN, library=territory)
    assert suggestions_for(SearchWish("bazmycia"), other) == []


@pytest.mark.database
def test_index_is_brought_up_to_date_and_goes_on_where_it_stopped(indexed, monkeypatch):
    monkeypatch.setattr("catalogue.search.rebuilding.BATCH_PAGES", 2)
    indexed(["vėjas"], ["vėjas"], ["vėjas"])
    texts = {page.pk: page_text("audra") for page in Page.objects.all()}
    assert state_of_index().is_whole

    clear()
    state = state_of_index()
    assert (state.pages, state.indexed, state.titles, state.objects) == (3, 0, 0, 1)
    assert not find(SearchWish("vėjas"), None).total
    assert not SearchWord.objects.exists()

    assert next(rebuild(lambda page: texts[page.pk])) == 2
    assert state_of_index().indexed == 2
    assert list(rebuild(lambda page: texts[page.pk])) == [1]
    assert state_of_index().is_whole
    assert find(SearchWish("audra"), None).total == 3
    assert not find(SearchWish("vėjas"), None).total


@pytest.mark.database
def test_rows_of_older_rules_are_made_anew(indexed):
    indexed(["vėjas"], ["vėjas"])
    SearchRow.objects.filter(page__number=1).update(keys_version="0")

    assert state_of_index().indexed == 1
    assert list(rebuild(lambda page: None)) == [1]
    assert find(SearchWish("vėjas"), None).total == 2


@pytest.mark.database
def test_pages_follow_their_object_when_its_date_changes(indexed, now):
    digital_object = indexed(["vėjas"], description=DublinCore(title=("A",), date=("1880",)))
    record = digital_object.records.get()
    record.dublin_core["date"] = ["1921"]
    record.save()
    index_title(digital_object, now=now)

    assert not find(SearchWish("vėjas", last_year=1900), None).total
    assert find(SearchWish("vėjas", first_year=1920), None).total == 1
