"""Texts made comparable: strictly as printed, or without what transcribers write differently."""

import re
import unicodedata

#: Letters that one transcriber keeps and another resolves.
_LETTERS = str.maketrans(
    {
        "ſ": "s", "ẜ": "ꞩ", "ꝛ": "r", "ʒ": "z", "ꝫ": "z",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "⸗": "-", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "=": "-",
        "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‟": '"',
        "‚": "'", "‘": "'", "’": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
#: A small e above a vowel is the older way to write the two dots.
_E_ABOVE = re.compile("([aouAOU])\u0364")
_DIVIDED_WORD = re.compile(r"(?<=\w)[-¬\u00ad]+[ \t]*\r?\n\s*(?=\w)")
#: Marks of a divided word that transcribers add to the hyphen, or write in its place.
_DIVISION_MARKS = re.compile("[¬\u00ad]")


def strict(text: str) -> str:
    """Composed characters, and one space for any space or line end."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """Strict, with long s, ligatures, dashes and quotes in one form and divided words joined."""
    composed = unicodedata.normalize("NFC", _E_ABOVE.sub("\\1\u0308", text))
    joined = _DIVIDED_WORD.sub("", composed.translate(_LETTERS))
    return strict(_DIVISION_MARKS.sub("", joined))
