"""What a search finds, in which order, and where; the same on both databases."""

import pytest
from django.db import connection

from catalogue.roles import Role
from catalogue.search.finding import find
from catalogue.search.indexing import forget_pages, index_page
from catalogue.search.wishes import SearchWish
from catalogue.states import ObjectState
from language.query import MatchClass
from schemas.findings import Region
from schemas.objects import DublinCore, Material
from tests.catalogue.search.conftest import page_text

pytestmark = pytest.mark.database


def sought(text, user=None, **wish):
    return find(SearchWish(text, **wish), user)


def pages(found):
    return [hit.page.number if hit.page else 0 for hit in found.hits]


def test_surer_classes_come_first(indexed):
    indexed(["szwiesa deg"], ["sviesa deg"], ["šviesos deg"], ["šviesa deg"], ["nieko nėra"])

    found = sought("šviesa")

    assert pages(found)[:2] == [4, 2]
    assert sorted(pages(found)) == [1, 2, 3, 4]
    assert found.hits[0].kind is MatchClass.EXACT
    assert found.hits[1].kind is MatchClass.BARE
    assert found.hits[-1].kind >= MatchClass.MODERN


def test_letters_typed_without_diacritics_find_their_words(indexed):
    indexed(["Panevėžys yra miestas"], ["sziandien nieko"])

    assert pages(sought("panevezys")) == [1]


def test_exact_search_is_exact(indexed):
    indexed(["szwiesa deg"], ["šviesa deg"], ["šviesos deg"])

    assert pages(sought("šviesa", is_exact=True)) == [2]
    assert pages(sought("szwiesa", is_exact=True)) == [1]


def test_all_words_are_asked_for_and_a_minus_leaves_out(indexed):
    indexed(["duona ir druska"], ["duona ir vynas"], ["vynas ir druska"])

    assert pages(sought("duona druska")) == [1]
    assert pages(sought("duona -vynas")) == [1]
    assert pages(sought("duona")) == [1, 2]


def test_phrase_wants_its_words_in_a_row(indexed):
    indexed(["balta duona ir druska"], ["duona balta"], ["balta, duona!"])

    assert pages(sought("„balta duona“")) == [1, 3]
    assert pages(sought('"duona ir druska"')) == [1]


def test_phrase_is_found_in_other_spelling_below_the_exact_one(indexed):
    indexed(["lietuwos szwiesa gera"], ["Lietuvos šviesa gera"], ["šviesa Lietuvos"])

    found = sought("„Lietuvos šviesa“")

    assert pages(found) == [2, 1]
    assert [hit.kind for hit in found.hits] == [MatchClass.EXACT, MatchClass.MODERN]
    assert pages(sought("„Lietuvos šviesa“", is_exact=True)) == [2]


def test_divided_word_is_found_by_its_whole_and_in_phrases(indexed):
    wholes = {"gra-": "gražios", "žios": "gražios"}
    indexed(["Tėvynės gra-", "žios laukai"], wholes=wholes)

    [hit] = sought("gražios").hits
    [mark] = hit.marks
    [phrase] = sought("„tėvynės gražios laukai“").hits

    assert mark.text == "gra- žios"
    assert mark.regions == (Region(196, 100, 48, 30), Region(100, 140, 48, 30))
    assert len(phrase.marks) == 3


def test_hit_tells_place_line_and_snippet(indexed):
    indexed(["viena antra", "Wilniaus miestas trecias"])

    [hit] = sought("miestas").hits

    assert [mark.regions for mark in hit.marks] == [(Region(208, 140, 84, 30),)]
    assert hit.line == Region(100, 140, 288, 30)
    assert [(piece.text, piece.is_match) for piece in hit.snippet] == [
        ("viena antra Wilniaus ", False), ("miestas", True), (" trecias ", False),
    ]  # fmt: skip
    assert (hit.width_px, hit.height_px) == (1200, 1800)


def test_beginning_with_a_star(indexed):
    indexed(["knygnešys ėjo"], ["knyga guli"], ["stalas stovi"])

    assert pages(sought("knyg*")) == [1, 2]


def test_objects_with_more_pages_come_first(indexed):
    one = indexed(["vėjas"], title="Pirma")
    two = indexed(["vėjas"], ["vėjas"], title="Antra")

    assert [hit.digital_object for hit in sought("vėjas").hits] == [two, two, one]


def test_titles_are_found_and_can_be_asked_for_alone(indexed):
    indexed(["aušra teka"], title="Kalendorius")
    indexed(["nieko"], title="Aušra")

    assert sorted(pages(sought("aušra"))) == [0, 1]
    assert pages(sought("aušra", field="title")) == [0]
    assert pages(sought("aušra", field="text")) == [1]


def test_search_is_narrowed(indexed):
    old = DublinCore(title=("Sena",), date=("1864",))
    indexed(["vėjas"], title="Sena", description=old, material=Material.NEWSPAPER)
    new = DublinCore(title=("Nauja",), date=("1930-05-01",))
    indexed(["vėjas"], title="Nauja", description=new, language="pol")

    def titles(**wish):
        return {hit.digital_object.title for hit in sought("vėjas", **wish).hits}

    assert titles() == {"Sena", "Nauja"}
    assert titles(first_year=1861, last_year=1899) == {"Sena"}
    assert titles(last_year=1863) == set()
    assert titles(first_year=1900) == {"Nauja"}
    assert titles(material="newspaper") == {"Sena"}
    assert titles(language="pol") == {"Nauja"}
    assert titles(library_code="avb") == {"Sena", "Nauja"}
    assert titles(library_code="nowhere") == set()


def test_only_own_library_is_searched(indexed, person, territory):
    indexed(["vėjas"], title="Apskrities")
    indexed(["vėjas"], title="Rajono", library_code="rsv")

    def titles(user):
        return {hit.digital_object.title for hit in sought("vėjas", user).hits}

    assert titles(person(Role.LIBRARIAN)) == {"Apskrities", "Rajono"}
    assert titles(person(Role.LIBRARIAN, library=territory)) == {"Rajono"}
    assert titles(person()) == set()


def test_number_of_queries_does_not_grow_with_hits(indexed, person, django_assert_num_queries):
    user = person(Role.LIBRARIAN)
    indexed(["vėjas"])
    queries = 6 if connection.vendor == "sqlite" else 9  # a transaction that bids use the index
    with django_assert_num_queries(queries):
        assert len(sought("vėjas", user).hits) == 1
    indexed(["vėjas"], ["vėjas"], title="Antra")
    with django_assert_num_queries(queries):
        assert len(sought("vėjas", user).hits) == 3


def test_result_pages_follow_each_other(indexed):
    indexed(*[["vėjas"]] * 5)

    first = find(SearchWish("vėjas"), None, limit=2)
    second = find(SearchWish("vėjas"), None, offset=2, limit=2)
    last = find(SearchWish("vėjas"), None, offset=4, limit=2)

    assert (pages(first), pages(second), pages(last)) == ([1, 2], [3, 4], [5])
    assert (first.total, first.next_offset, last.next_offset) == (5, 2, None)


def test_page_read_again_is_found_by_its_new_text_alone(indexed, now):
    digital_object = indexed(["senas tekstas"])
    index_page(digital_object.pages.get(), page_text("naujas tekstas"), now=now)

    assert pages(sought("senas")) == []
    assert pages(sought("naujas")) == [1]


def test_what_is_forgotten_is_found_no_more(indexed):
    digital_object = indexed(["vėjas"], ["vėjas"])
    forget_pages(digital_object.pages.filter(number=1))

    assert pages(sought("vėjas")) == [2]


def test_withdrawn_object_is_found_again_when_it_returns(indexed, now):
    from catalogue.services.states import change_state  # noqa: PLC0415 -- beside its use
    from catalogue.states import Trigger  # noqa: PLC0415 -- as above

    digital_object = indexed(["vėjas"])
    change_state(digital_object, Trigger.WITHDRAW, now=now)
    assert digital_object.state == ObjectState.WITHDRAWN
    assert pages(sought("vėjas")) == []

    change_state(digital_object, Trigger.RESTORE, now=now)
    assert pages(sought("vėjas")) == [1]


HOSTILE = (
    "", "   ", '"', '""', "-", "-vėjas", "*", "(", ")", "'", "vėjas'", "vėjas OR 1=1",
    "'; DROP TABLE catalogue_searchrow; --", 'vėjas" OR word:"x', "NEAR(vėjas x)", "word:vėjas",
    "{word stem}:vėjas", "^vėjas", "vėjas + x", "vėjas & !x | y <-> z", "%s %(x)s {0}", "\x00",
    "a\x00b", "\ud800", "שלום עולם", "\u202evėjas\u202c", "„„““", "😀", "1" * 50, "a* b* c*",
    "-a -b -c", '-"a b"', "\\", "ß ſ ﬁ", "vėjas " * 2000, "ą" * 10_000, '"' * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_does_no_harm(indexed, text):
    indexed(["vėjas pučia"])

    for is_exact in (False, True):
        assert sought(text, is_exact=is_exact).total in (0, 1)
    assert pages(sought("vėjas")) == [1]
