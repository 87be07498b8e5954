"""How many old forms a modern query finds, over pairs written by hand."""

import pytest

from language.letters import bare, script_of
from language.query import MatchClass, term_of
from language.tokens import keys_of
from schemas.reading import Script
from tests.language.spellings import BUILT_ON, HELD_OUT, OTHERS

#: The classes that a reader is shown at once.
SURE = (MatchClass.EXACT, MatchClass.BARE, MatchClass.MODERN, MatchClass.SKELETON, MatchClass.NAME)


def is_found(typed, printed):
    language = OTHERS.get(printed, "lit")
    language = "rus" if script_of(printed) is Script.CYRILLIC else language
    stored = set(keys_of(printed, language))
    return any(kind in SURE and stored & set(tokens) for kind, tokens in term_of(typed).classes)


@pytest.mark.parametrize("pairs", [BUILT_ON, HELD_OUT], ids=["built on", "held out"])
@pytest.mark.parametrize("typed", [str, bare], ids=["as spelt", "without diacritics"])
def test_nine_of_ten_old_forms_are_found_by_the_modern_word(pairs, typed):
    missed = [(modern, old) for modern, old in pairs if not is_found(typed(modern), old)]

    assert len(pairs) >= 150
    assert len(missed) <= 0.07 * len(pairs), missed


def test_words_that_differ_are_not_found_by_each_other():
    words = sorted({modern for modern, _ in HELD_OUT})
    crossed = [(a, b) for a in words for b in words if a != b and is_found(a, b)]

    assert len(words) > 100
    assert len(crossed) <= 0.02 * len(words), crossed
