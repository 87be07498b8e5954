from itertools import pairwise

import pytest

from language import sorting
from language.errors import IcuMissingError
from language.searching import search_key
from language.sorting import icu_version, sort_key

#: In the order of a Lithuanian catalogue.
ORDERED = [
    "", "2 tomas", "10 tomas", "a", "ą", "ab", "azuolas", "ąžuolas", "ciz", "čia", "daug",
    "ede", "ėde", "ędes", "y", "įa", "ja", "suo", "šuo", "usas", "ūsas", "ųsb", "zona",
    "žiema", "Žiema",
]  # fmt: skip


def test_titles_stand_in_the_lithuanian_order():
    for earlier, later in pairwise(ORDERED):
        assert sort_key(earlier) < sort_key(later), (earlier, later)


@pytest.mark.parametrize("own", ["cč", "sš", "zž"])
def test_hacek_makes_a_letter_of_its_own(own):
    plain, marked = own

    assert sort_key(plain + "z") < sort_key(marked + "a")


@pytest.mark.parametrize(
    ("plain", "marked"),
    [("a", "ą"), ("e", "ę"), ("e", "ė"), ("i", "į"), ("i", "y"), ("u", "ų"), ("u", "ū")],
)
def test_other_marks_count_only_where_all_else_is_equal(plain, marked):
    assert sort_key(plain + "a") < sort_key(marked + "a") < sort_key(plain + "b")
    assert sort_key(marked + "a") < sort_key(plain + "b")


def test_digits_count_as_numbers():
    titles = ["Nr. 100", "Nr. 9", "Nr. 010"]

    assert sorted(titles, key=sort_key) == ["Nr. 9", "Nr. 010", "Nr. 100"]


def test_spacing_and_composition_do_not_matter():
    assert sort_key("  Žemė \n ūkis") == sort_key("Žemė ūkis") == sort_key("Z\u030cemė ūkis")


@pytest.mark.parametrize("text", ["ž" * 5000, "中" * 5000, "a\udc80b", "\x00", "Ąžė " * 900])
def test_any_text_gets_a_key_that_an_index_takes(text):
    assert len(sort_key(text)) <= sorting.KEY_BYTES


def test_missing_icu_is_said(monkeypatch):
    monkeypatch.setattr(sorting, "LIBRARY", "icu-of-nowhere")
    sorting._lithuanian.cache_clear()

    with pytest.raises(IcuMissingError, match=r"LANG-001.*libicu72"):
        sort_key("a")

    monkeypatch.undo()
    assert icu_version().isdigit()


def test_search_key_forgets_capitals_and_diacritics():
    assert search_key("  Žemės  ŪKIS, įėjimas") == "zemes ukis, iejimas"
