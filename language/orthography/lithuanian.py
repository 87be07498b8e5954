"""Lithuanian in Latin and Gothic letters, 1547 to 1940, as it is spelt today.

The most likely modern spelling, one a word. What the old spelling does not tell apart (e and ė,
u and ū, nasal vowels) is left as it is: keys fold it, and a lexicon tells it where one is there.
"""

import unicodedata

from language.orthography.rules import rules

_OWN = frozenset("ąčęėįšųūž")
_VOWELS = "aąeęėiįyouųū"

#: Old spellings and today's, in small letters.
TABLE = {
    "schcz": "šč", "sczcz": "šč", "szcz": "šč", "ßcz": "šč", "scz": "šč", "sztsch": "šč",
    "schtsch": "šč", "tsch": "č", "dsch": "dž", "sch": "š", "zsz": "zš", "sz": "š", "ß": "š",
    "cz": "č", "cż": "č", "dż": "dž", "dź": "dž", "ż": "ž", "ź": "ž", "ƶ": "ž", "z̓": "ž",
    "ś": "s", "ć": "č", "ń": "n", "ł": "l", "vv": "v", "w": "v", "ŵ": "v",
    "x": "ks", "qu": "kv", "q": "k", "ph": "f", "th": "t", "ck": "k", "tz": "c", "gh": "g",
    "ů": "uo", "u̇": "uo", "ŭo": "uo", "ů́": "uo", "ó": "uo", "ô": "uo",
    "uu": "ū", "ú": "ū", "ū": "ū",
    "ë": "ie", "é": "ė", "ē": "ė", "ê": "ė", "è": "ė", "eͣ": "ė", "ȩ": "ę", "ẹ": "ę",
    "yi": "y", "ii": "y", "ÿ": "y", "î": "y", "ī": "y", "ý": "y",
    "a̧": "ą", "ạ": "ą", "ą́": "ą", "ų́": "ų", "ū́": "ū", "ė́": "ė", "ę́": "ę",
}  # fmt: skip

_RULES = rules(
    TABLE,
    before=(
        # v and u changed places in the 16th and 17th centuries: vnt, diewas/dieuas.
        ("^v(?=[bcdgkmnpst])", "u"),
        ("^u(?=[aeyąęėē])", "v"),
        # Not after i, which there only softens: broliui, namuose and laukiuose are of today.
        (f"(?<=[{_VOWELS}])(?<!i)u(?=[{_VOWELS}])", "v"),
        # One sign for two sounds: uo within a word, ų at its end.
        ("û(?=.?$)", "ų"),
        ("û", "uo"),
    ),
    after=(
        ("dzi(?=[aouųū])", "dži"),
        (f"ij(?=[^{_VOWELS}j])", "y"),
        (f"(?<=[{_VOWELS}])j(?=[^{_VOWELS}]|$)", "i"),
        (f"(?<=[aeou])y(?=[^{_VOWELS}]|$)", "i"),
        (f"(?<=[^{_VOWELS}])j(?=[{_VOWELS}])", "i"),
        ("^i(?=[aouąų])", "j"),
    ),
)


def modernised(word: str) -> str:
    """The modern spelling of a Lithuanian ``word`` in Latin letters."""
    return _without_accents(_RULES.rewritten(word))


def _without_accents(word: str) -> str:
    """``word`` without the marks of stress, which dictionaries set on any letter."""
    if word.isascii():
        return word
    kept = []
    for sign in word:
        kept.append(sign if sign in _OWN or sign.isascii() else _base(sign))
    return "".join(kept)


def _base(sign: str) -> str:
    parted = unicodedata.normalize("NFD", sign)
    return "".join(part for part in parted if not unicodedata.combining(part))
