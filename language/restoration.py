"""Letters a model cannot print, put back into what it read.

A Fraktur model has none of ą č ė ę į š ų ū ž: it reads them as the letters nearest in shape. The
word list tells which word was meant; only its missing letters are put back, and its old spelling
(sz, cz, w, doubled letters) stays as printed. Where more than one word may be meant, nothing is
done. For Russian before 1918 see ``language.yat``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from language import stems
from language.keys import folded
from language.letters import WORD_LETTERS, bare, plain, words_in
from language.lexicon import Lexicon
from language.orthography import lithuanian
from language.small_words import small_words

#: What a letter that the model lacks was read as, beside its own base letter.
_READ_AS = {"y": "ų", "g": "ą", "q": "ą", "j": "į"}
#: Letters of such a kind in one word that are taken for misread at most.
_MISREAD_AT_MOST = 2
#: A restored word is this many times as frequent as its rivals, or nothing is restored.
_CLEARLY = 10
#: A stem with so many times the forms of another is the more usual one beyond chance.
_CLEARLY_MORE = 1.5
#: Share of the different words that hold w, sz or cz above which a text is spelt as before 1905:
#: a fifth to a third there; later none but foreign names.
_OLD_SHARE = 0.08
_OLD_SIGNS = re.compile("w|sz|cz|ß")

_SOFT = re.compile("(?<=[scz])i(?=[aou])")
_NO_ENDING = re.compile("(?<=[bcčdfgklmnprsštvzž])j$")
_NO_PAIR = re.compile("(?<=i)y$")
#: Older prints do have these.
_NO_LETTERS = str.maketrans("éèê", "ėėė")

#: A letter as read, as spelt today, and as it is put back.
_Pair = tuple[str, str, str]
_COMMON: tuple[_Pair, ...] = (
    ("y", "ų", "ų"), ("g", "ą", "ą"), ("q", "ą", "ą"), ("a", "ą", "ą"), ("j", "į", "į"),
    ("i", "į", "į"), ("e", "ė", "ė"), ("e", "ę", "ę"), ("é", "ė", "ė"), ("è", "ė", "ė"),
    ("ê", "ė", "ė"), ("z", "ž", "ž"),
    ("ß", "š", "ß"), ("y", "i", "y"), ("i", "y", "i"), ("j", "i", "j"), ("i", "j", "i"),
)  # fmt: skip
#: In the old spelling š and č are sz and cz, and ū is u: these are no missing letters.
_OLD: tuple[_Pair, ...] = (("u", "ū", "u"), ("u", "ų", "u"))
_NEW: tuple[_Pair, ...] = (
    ("u", "ū", "ū"), ("u", "ų", "ų"), ("s", "š", "š"), ("c", "č", "č"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restorer:
    """The words of a lexicon by what is left of them without their marks."""

    by_key: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Restorer":
        """A restorer over a Lithuanian ``lexicon``; costs 2 seconds for 200,000 words."""
        by_key: dict[str, tuple[str, ...]] = {}
        for word in lexicon.words:
            key = _key(word)
            by_key[key] = (*by_key.get(key, ()), word)
        forms = Counter(map(_stem, lexicon.words))
        return cls({key: _genuine(words, forms) for key, words in by_key.items()})

    def restored(
        self, words: Sequence[str], frequencies: Mapping[str, int] | None = None
    ) -> tuple[str, ...]:
        """``words`` of one text, as read, with their missing letters.

        Args:
            words: printed words with their punctuation, as the model gave them.
            frequencies: how often modern words occur in like texts, to choose among several.
        """
        pairs = _COMMON + (_OLD if is_old_spelling(" ".join(words)) else _NEW)
        done: dict[str, str] = {}
        return tuple(
            done[word]
            if word in done
            else done.setdefault(word, self._printed(word, pairs, frequencies or {}))
            for word in words
        )

    def _printed(
        self, printed: str, pairs: tuple[_Pair, ...], frequencies: Mapping[str, int]
    ) -> str:
        """A printed word with its punctuation; what holds several words is left as it is."""
        singles = list(words_in(printed))
        if len(singles) != 1 or not singles[0].isalpha() or singles[0] not in printed:
            return printed
        raw = singles[0]
        small = raw.lower().replace("ſ", "s")
        if len(small) != len(raw) or len(raw) > WORD_LETTERS or raw == "I":
            return printed
        restored = self._choice(small, pairs, frequencies)
        return printed.replace(raw, _as_cased(restored, raw)) if restored else printed

    def _choice(
        self, small: str, pairs: tuple[_Pair, ...], frequencies: Mapping[str, int]
    ) -> str | None:
        """The one way to restore ``small``; None where there is none, or no telling which."""
        if small == "j" or (small == "i" and pairs[-1] in _NEW):
            return "į"
        weights: dict[str, int] = {}
        for modern in self._candidates(small):
            for restored in _aligned(small, modern, pairs):
                weights[restored] = max(weights.get(restored, 0), frequencies.get(modern, 0))
        ranked = sorted(weights, key=lambda form: -weights[form])
        if not ranked:
            return _surely_meant(small, is_old=pairs[-1] in _OLD)
        if len(ranked) == 1:
            return ranked[0]
        if weights[ranked[0]] >= _CLEARLY * max(1, weights[ranked[1]]):
            return ranked[0]
        return _agreed(small, ranked)

    def _candidates(self, small: str) -> Iterator[str]:
        seen: set[str] = set()
        for spelt in _as_meant(small):
            key = _key(spelt)
            if key not in seen:
                seen.add(key)
                yield from self.by_key.get(key, ())


def _surely_meant(small: str, *, is_old: bool) -> str:
    """An unknown word without the letters and endings that Lithuanian has not."""
    restored = _NO_ENDING.sub("į", small.replace("q", "ą"))
    restored = _NO_PAIR.sub("ų", restored)
    return restored if is_old else restored.translate(_NO_LETTERS)


def _stem(word: str) -> str:
    """What is left of ``word`` without its ending, marks kept."""
    return word[: len(stems.lithuanian_stem(folded(word)))]


def _genuine(words: tuple[str, ...], forms: Mapping[str, int]) -> tuple[str, ...]:
    """``words``, alike but for marks, without those that somebody typed without marks.

    Word lists gathered from the web are full of them. Where two stems differ in marks alone, the
    one with clearly more forms is the word; where they have about as many, the marked one is:
    few true words differ so, and every marked word is also typed without marks. Of small words
    the true one is known.
    """
    if len(words) == 1:
        return words
    known = small_words("lit")
    if small := [word for word in words if word in known]:
        return tuple(small)
    counts = {word: forms[_stem(word)] for word in words}
    most = max(counts.values())
    return tuple(
        word
        for word in words
        if counts[word] * _CLEARLY_MORE > most
        and not any(
            _marks(_stem(other)) > _marks(_stem(word)) and count * _CLEARLY_MORE > counts[word]
            for other, count in counts.items()
        )
    )


def _marks(stem: str) -> int:
    return sum(not sign.isascii() for sign in stem)


def _agreed(small: str, forms: Sequence[str]) -> str:
    """``small`` with the letters that all ``forms`` put back; elsewhere as read."""
    return "".join(
        letters[0] if len(set(letters)) == 1 else read
        for read, *letters in zip(small, *forms, strict=True)
    )


def is_old_spelling(text: str) -> bool:
    """Whether a Lithuanian ``text`` is spelt with w, sz and cz, as before 1905."""
    words = {word.lower() for word in words_in(text)}
    old = sum(bool(_OLD_SIGNS.search(word)) for word in words)
    return old > max(1, _OLD_SHARE * len(words))


def _key(word: str) -> str:
    # Folding drops softness behind š, č and ž, which the model reads as s, c and z.
    return _SOFT.sub("", bare(folded(lithuanian.modernised(plain(word)))))


def _as_meant(small: str) -> Iterator[str]:
    """``small``, and with up to two letters taken for what they were misread from."""
    yield small
    places = [n for n, sign in enumerate(small) if sign in _READ_AS]
    for count in range(1, _MISREAD_AT_MOST + 1):
        for chosen in combinations(places, count):
            yield "".join(_READ_AS[s] if n in chosen else s for n, s in enumerate(small))


def _aligned(small: str, modern: str, pairs: tuple[_Pair, ...]) -> Iterator[str]:
    """The ways ``small`` is ``modern`` in another spelling, its missing letters put back."""
    if not small or not modern:
        if not small and not modern:
            yield ""
        return
    for raw, new, put in _steps(small, modern, pairs):
        for rest in _aligned(small[len(raw) :], modern[len(new) :], pairs):
            yield put + rest


def _steps(small: str, modern: str, pairs: tuple[_Pair, ...]) -> Iterator[_Pair]:
    if small[0] == modern[0]:
        yield small[0], modern[0], small[0]
        if len(small) > 1 and small[1] == small[0] and modern[1:2] != modern[0]:
            yield small[:2], modern[0], small[:2]
    for pair in pairs:
        if small.startswith(pair[0]) and modern.startswith(pair[1]):
            yield pair
    for length in (5, 4, 3, 2, 1):
        new = lithuanian.TABLE.get(small[:length]) if length <= len(small) else None
        if new and modern.startswith(new) and not (length == 1 and (small[0], new) in _PAIRED):
            yield small[:length], new, small[:length]


def _as_cased(restored: str, raw: str) -> str:
    if raw.isupper() and len(raw) > 1:
        return restored.upper()
    # Long s is kept where nothing else stands in its place.
    kept = "".join(
        r if r.lower() == s or (r == "ſ" and s == "s") else s
        for r, s in zip(raw, restored, strict=True)
    )
    return kept[0].upper() + kept[1:] if raw[0].isupper() else kept


_PAIRED = frozenset((raw, new) for raw, new, _ in _COMMON + _NEW)
