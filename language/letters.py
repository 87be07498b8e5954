"""Letters as they are compared: Unicode forms, ligatures, long s, words out of a text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from schemas.reading import Script

#: Letters of a word that take part in anything; no word of any language here is longer.
WORD_LETTERS = 48

_LIGATURES = str.maketrans(
    {
        "ſ": "s", "ꝛ": "r", "ʒ": "z", "ꜩ": "tz",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
#: Signs that steer writing direction or line breaks and say nothing.
_SILENT = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SMALL_E_ABOVE = re.compile("([aouAOU])\u0364")
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u1ab0-\u1aff\u1dc0-\u1dff"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’ʼ״׳](?=[^\W_]))*")
_APOSTROPHES = re.compile("['’ʼ״׳]")
#: Letters with a stroke or tied together, which Unicode does not take apart.
_STROKED = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ß": "ss",
        "ƶ": "z", "ı": "i", "ð": "d", "þ": "th", "ꞩ": "s", "ꞡ": "g", "ꞣ": "k", "ꞥ": "n", "ꞧ": "r",
    }
)  # fmt: skip


def words_in(text: str) -> Iterator[str]:
    """The words and numbers of ``text`` in order, without punctuation."""
    cleaned = _SILENT.sub("", _SMALL_E_ABOVE.sub("\\1\u0308", text))
    return (match[0] for match in _WORD.finditer(cleaned) if plain(match[0]))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """``word`` in small letters, composed, with long s and ligatures resolved; ß stays."""
    lowered = unicodedata.normalize("NFC", word[: 2 * WORD_LETTERS]).lower().translate(_LIGATURES)
    # Lower-casing takes İ apart; composing again keeps one form for one letter.
    return unicodedata.normalize("NFC", _APOSTROPHES.sub("", lowered))[:WORD_LETTERS]


@lru_cache(maxsize=65_536)
def bare(word: str) -> str:
    """``word`` as typed without diacritics: „šviesa“ is "sviesa", „łąka“ is "laka"."""
    parted = unicodedata.normalize("NFD", plain(word))
    kept = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return kept.translate(_STROKED)


def script_of(word: str) -> Script | None:
    """Which letters ``word`` is written with; None without letters. Latin counts as antiqua."""
    for sign in word:
        if "a" <= sign <= "z" or "A" <= sign <= "Z" or "\u00c0" <= sign <= "\u024f":
            return Script.ANTIQUA
        if "\u0400" <= sign <= "\u052f":
            return Script.CYRILLIC
        if "\u0590" <= sign <= "\u05ff" or "\ufb1d" <= sign <= "\ufb4f":
            return Script.HEBREW
    return None
