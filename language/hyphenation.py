"""Words divided at a line end: which belong together, and what the whole word is."""

from collections.abc import Sequence

from language.letters import plain, words_in
from language.lexicon import Lexicon

#: Signs a word is divided with; the double strokes are those of Fraktur, ¬ that of engines.
HYPHENS = "-‐‑⸗¬=\u00ad\u2e17"
#: Dashes; they divide a word only where its whole is known.
DASHES = "–—"
#: Letters on either side; a single letter is more often a mark or an initial.
_LEAST_LETTERS = 2
#: Parts of a compound are words of their own from this length on.
_PART_LETTERS = 3
#: After these a hyphen stands for a part left out: „Haus- und Hofrat“.
_AND_OR = "und oder bzw u ir ar bei i oraz lub albo czy и или да un vai et vel און אדער"
_SUSPENDING = frozenset(_AND_OR.split())


def is_divided(text: str) -> bool:
    """Whether ``text``, the last word of a line, ends as the first half of a word."""
    core = text.rstrip(HYPHENS + DASHES)
    return core != text and _letters_at_end(core) >= _LEAST_LETTERS


def whole_of(first: str, second: str, lexicons: Sequence[Lexicon] = ()) -> str | None:
    """The whole word of the last word of a line and the first of the next; None for two words.

    A compound keeps its hyphen where its parts are known words and the whole is not. Punctuation
    before and after the word stays.

    Args:
        first: the last word of a line: „lietu-“.
        second: the first word of the next: „viškai,“.
        lexicons: of the languages of the text; without any, halves are joined.
    """
    if not is_divided(first) or not second[:1].isalpha():
        return None
    core = first.rstrip(HYPHENS + DASHES)
    if plain(_word(second)) in _SUSPENDING and not _knows(lexicons, core + second):
        return None
    if first[len(core)] in DASHES:
        return core + second if _knows(lexicons, core + second) else None
    return _joined(core, second, lexicons)


def _joined(core: str, second: str, lexicons: Sequence[Lexicon]) -> str:
    if _knows(lexicons, core + second):
        return core + second
    # German divides ck as k-k.
    if core.endswith("k") and second.startswith("k") and _knows(lexicons, f"{core[:-1]}c{second}"):
        return f"{core[:-1]}c{second}"
    if _is_compound(core, second, lexicons):
        return f"{core}-{second}"
    return core + second


def _is_compound(core: str, second: str, lexicons: Sequence[Lexicon]) -> bool:
    """Two names in a row, or two words that are known where their whole is not."""
    if second[0].isupper() and not _word(core).isupper():
        return True
    parts = (_word(core), _word(second))
    return all(len(p) >= _PART_LETTERS and _knows(lexicons, p) for p in parts)


def _knows(lexicons: Sequence[Lexicon], text: str) -> bool:
    word = _word(text)
    return bool(word) and any(lexicon.knows(word) for lexicon in lexicons)


def _word(text: str) -> str:
    return next(words_in(text), "")


def _letters_at_end(core: str) -> int:
    count = 0
    for sign in reversed(core):
        if not sign.isalpha():
            break
        count += 1
    return count
