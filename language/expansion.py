"""The tokens that answer one word of a query, a class of likeness a function."""

from collections.abc import Iterator
from itertools import islice, product

from language.encoding import encoded
from language.keys import LANGUAGES_OF_SCRIPT, skeleton, skeleton_of, stem_of
from language.letters import bare, plain, script_of
from language.misreading import misread
from language.names import forms_of
from language.tokens import (
    BARE,
    EXACT,
    STEM_PREFIXES,
    counts_everywhere,
    exact_key,
    skeleton_key,
)
from schemas.reading import Script

#: Places in a word that are tried with and without a caron: 2 to this power spellings.
_CARON_PLACES = 4
#: Letters beside a to z, of languages that have few.
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_LETTERS = {
    "pol": frozenset("ąćęłńóśźżé"),
    "deu": frozenset("äöüßé"),
    "lat": frozenset("æœëâêîôûàèìòùáéíóú"),
}
_CARON_LANGUAGES = ("lit", "lav")


def exact_tokens(word: str) -> Iterator[str]:
    """The word itself."""
    yield EXACT + exact_key(word)


def bare_tokens(word: str) -> Iterator[str]:
    """The word where its diacritics are missing in the query, in the print, or in both."""
    without = encoded(bare(word))
    yield EXACT + without
    yield BARE + without


def _languages(word: str) -> tuple[str, ...]:
    """The languages ``word`` may be in, by its letters."""
    script = script_of(word)
    foreign = set(plain(word)) - _ASCII
    possible = LANGUAGES_OF_SCRIPT[script] if script else ()
    return tuple(each for each in possible if foreign <= _LETTERS.get(each, foreign))


def modern_tokens(word: str) -> Iterator[str]:
    """Stems of the modern spelling, in every language the word may be in."""
    for spelt, languages in _spellings(word):
        for language in languages:
            yield STEM_PREFIXES[language] + encoded(stem_of(spelt, language))


def skeleton_tokens(word: str) -> Iterator[str]:
    """Skeletons, in every language the word may be in; a stem may be its own skeleton."""
    for spelt, languages in _spellings(word):
        for language in languages:
            if bones := skeleton_of(spelt, language):
                yield skeleton_key(bones, language)
                others = languages if counts_everywhere(bones) else (language,)
                yield from (STEM_PREFIXES[each] + encoded(bones) for each in others)


def _spellings(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """``word`` and what it may stand for, with the languages that have such letters."""
    small = plain(word)
    languages = _languages(word)
    for spelt in _with_carons(small):
        yield spelt, languages if spelt == small else _CARON_LANGUAGES


def _with_carons(small: str) -> Iterator[str]:
    """``small``, then, where it was typed without any diacritics, with them: s or š, c or č."""
    yield small
    places = [n for n, sign in enumerate(small) if sign in "scz"]
    if not small.isascii() or script_of(small) is not Script.ANTIQUA or len(places) > _CARON_PLACES:
        return
    for choice in islice(product((False, True), repeat=len(places)), 1, None):
        letters = list(small)
        for place, with_caron in zip(places, choice, strict=True):
            if with_caron:
                letters[place] = {"s": "š", "c": "č", "z": "ž"}[small[place]]
        yield "".join(letters)


def misread_tokens(word: str) -> Iterator[str]:
    """The word after one typical error of reading, in any spelling of its likeliest language."""
    language = next(iter(_languages(word)), "")
    if not language:
        return
    stem = stem_of(word, language)
    variants = list(dict.fromkeys(misread(stem)))
    for variant in variants:
        yield STEM_PREFIXES[language] + encoded(variant)
    for variant in variants:
        yield skeleton_key(skeleton(variant), language)


def name_tokens(word: str) -> Iterator[str]:
    """The other forms of a name, declined or not, in texts of their own language or Lithuanian."""
    forms = forms_of(word)
    for form in forms:
        yield STEM_PREFIXES[form.language] + encoded(stem_of(form.text, form.language))
    for form in forms:
        yield EXACT + exact_key(form.text)
        if form.language in ("pol", "deu"):
            yield STEM_PREFIXES["lit"] + encoded(stem_of(form.text, "lit"))
