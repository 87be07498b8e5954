import random

import pytest

from pipeline.naming import has_word, natural_key, number_in, object_prefix, without_side


@pytest.mark.parametrize(
    "names",
    [
        ["0009", "0010", "0012", "0012a", "0012b", "0013"],
        ["p 9", "p 10", "p 100"],
        ["Agota", "Ąžuolas", "Cecilija", "Čiurlionis", "Zita", "Žemaitė"],
        ["1-1", "1-2", "1-10", "2-1"],
    ],
)
def test_natural_key_sorts_as_a_librarian_would(names):
    shuffled = random.Random(7).sample(names, len(names))

    assert sorted(shuffled, key=natural_key) == names


def test_natural_key_takes_both_ways_of_writing_a_letter_alike():
    assert natural_key("Š") == natural_key("S\u030c")


def test_natural_key_stands_very_long_names():
    assert natural_key("a" * 300) < natural_key("a" * 299 + "b")


@pytest.mark.parametrize(
    ("stem", "words", "bare"),
    [
        ("0001_L", ("L", "left"), "0001"),
        ("0001l", ("L", "left"), "0001"),
        ("left-0001", ("L", "left"), "0001"),
        ("Laiškas_0001", ("L", "left"), None),
        ("0001_R", ("L", "left"), None),
        ("12v", ("v", "verso"), "12"),
        ("verso_0012", ("v", "verso"), "0012"),
        ("versme_0012", ("v", "verso"), None),
        ("0001_L", (), None),
    ],
)
def test_without_side_takes_the_word_only_where_it_stands_free(stem, words, bare):
    assert without_side(stem, words) == bare


@pytest.mark.parametrize(
    ("stem", "prefix"),
    [
        ("LNB-C12_0003", "LNB-C12"),
        ("LNB-C12_0003a", "LNB-C12"),
        ("0003", ""),
        ("viršelis", "viršelis"),
        ("Kauno žinios 1923-05-01 0007", "Kauno žinios 1923-05-01"),
    ],
)
def test_object_prefix_is_what_stands_before_the_last_number(stem, prefix):
    assert object_prefix(stem) == prefix


def test_number_in_takes_the_last_number():
    assert number_in("C12_0003") == 3
    assert number_in("viršelis") is None


def test_has_word_looks_at_beginnings_without_diacritics():
    assert has_word("00_Viršelis", ("virsel",))
    assert not has_word("povirselis", ("virsel",))
