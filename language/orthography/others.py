"""Yiddish, Latvian and Latin of older prints, as they are spelt today."""

import unicodedata

from language.orthography.rules import rules

_YIDDISH = rules(
    {"װ": "וו", "ױ": "וי", "ײ": "יי"},
    after=(
        # Spellings after the German model: silent ה and ע, doubled letters.
        ("(?<=[אעיוו])ה(?=[לרנמט])", ""),
        ("יע(?=[לרנטבדגקשס])", "י"),
        ("טה", "ט"),
        ("([בגדזחטכלמנספצקרש])\\1", r"\1"),
    ),
)  # fmt: skip

_LATVIAN = rules(
    {
        "tsch": "č", "dsch": "dž", "sch": "š", "ee": "ie", "ah": "ā", "eh": "ē", "ih": "ī",
        "uh": "ū", "oh": "o", "w": "v", "y": "ī", "â": "ā", "ê": "ē", "î": "ī", "û": "ū",
        "ŗ": "r", "ß": "s", "ph": "f", "ck": "k",
    },
)  # fmt: skip

_LATIN = rules(
    {"æ": "e", "œ": "e", "ae": "e", "oe": "e", "ę": "e", "j": "i", "v": "u", "w": "u", "y": "i",
     "ph": "f", "th": "t", "ch": "c", "rh": "r"},
)  # fmt: skip


def modernised_yiddish(word: str) -> str:
    """A Yiddish ``word`` without vowel points, spelt as today."""
    parted = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _YIDDISH.rewritten(letters)


def modernised_latvian(word: str) -> str:
    """A Latvian ``word`` of the German-like spelling, spelt as today."""
    return _LATVIAN.rewritten(word)


def modernised_latin(word: str) -> str:
    """A Latin ``word`` with i for j, u for v, e for ae and oe: one spelling for all."""
    parted = unicodedata.normalize("NFD", _LATIN.rewritten(word))
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
