import re

import pytest

from language.encoding import decoded, encoded
from language.letters import bare, plain, words_in

WORDS = [
    "šviesa", "łąka", "ůžė", "straße", "свѣтъ", "ліетува", "שלום", "קאָוונע", "1863", "3d", "a0z1",
    "ꝛex", "𐌰𐌱", "çà", "ė́", "ʒ̇ydas",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_comes_back_from_its_code(word):
    assert re.fullmatch("[a-z0-9]+", encoded(word))
    assert decoded(encoded(word)) == word


def test_different_words_have_different_codes():
    words = ["sviesa", "šviesa", "svięsa", "swiesa", "świesa", "1s", "š", "0z", "o"]

    assert len({encoded(word) for word in words}) == len(words)


def test_the_code_of_a_beginning_begins_the_code():
    assert encoded("žemaitis").startswith(encoded("žem"))
    assert not encoded("šviesa").startswith(encoded("s"))


def test_decomposed_letters_ligatures_and_long_s_are_one_with_composed_ones():
    assert plain("S\u030cviesa") == plain("Šviesa") == "šviesa"
    assert plain("ſwieſa") == "swiesa"
    assert plain("oﬃcin") == "officin"
    assert list(words_in("Ko\u0364nig")) == ["Ko\u0308nig"]
    assert plain("Ko\u0308nig") == "könig"


def test_bare_drops_marks_and_strokes():
    assert bare("Panevėžys") == "panevezys"
    assert bare("Wiłkomierz") == "wilkomierz"
    assert bare("קאָוונע") == "קאוונע"


def test_words_are_found_among_signs_that_say_nothing():
    text = "\u202b(„žo\u00addis“) d'Artagnan 1863–1864 * \u2066 ʼʼ _"

    assert list(words_in(text)) == ["žodis", "d'Artagnan", "1863", "1864"]


def test_an_endless_word_is_cut():
    assert len(plain("x" * 10_000)) == 48
