"""Search keys: one word, spelt in many ways, under few names.

K0 is the word as printed; K1 the stem of its modern spelling; K2 a skeleton in which whatever
spelling, hearing and time confuse is one.
"""

import re
from functools import lru_cache

from language import stems
from language.letters import bare, plain, script_of
from language.orthography import german, lithuanian, lithuanian_cyrillic, others, polish, russian
from language.orthography.rules import rules
from schemas.reading import Script

#: Languages a word may be in, by its letters; the first is taken where nothing else is known.
LANGUAGES_OF_SCRIPT = {
    Script.ANTIQUA: ("lit", "pol", "deu", "lav", "lat"),
    Script.FRAKTUR: ("lit", "deu", "lav"),
    Script.CYRILLIC: ("rus", "lit"),
    Script.HEBREW: ("yid",),
}
#: The old spelling has s for z and z for c.
_LATVIAN_HISSES = str.maketrans("zc", "ss")
#: Letters a word needs to have a skeleton, and the skeleton itself; shorter ones are all alike.
SKELETON_LETTERS = 4
_BONES = 3

_FOLDS = str.maketrans(
    {"ą": "a", "ę": "e", "ė": "e", "į": "i", "ų": "u", "ū": "u",
     "ā": "a", "ē": "e", "ī": "i", "ō": "o"}
)  # fmt: skip
_DOUBLED = re.compile(r"([^\W\d])\1")

#: Within a stem only n is spelt before these; old prints set the nasal letter: szwętas, -inįkas.
_NASAL = re.compile("(?<=[bcčdfgklmnprštvzž])(?:[ąęų](?=[tdkgcč])|į(?=k))")
_NASALS = {"ą": "an", "ę": "en", "į": "in", "ų": "un"}
#: Behind š, č and ž old prints spell no softness: krikszczonis.
_SOFT = re.compile("(?<=[čšž])i(?=[aouąųū])")

_SKELETON = rules(
    {
        "sch": "š", "tsch": "č", "sz": "š", "cz": "č", "ś": "š", "ć": "č", "ż": "ž", "ź": "ž",
        "ß": "s", "w": "v", "ł": "l", "ń": "n", "y": "i", "j": "i", "h": "", "ъ": "", "ь": "",
        "x": "ks", "ph": "f", "q": "k", "ck": "k", "tz": "c", "ó": "o", "ů": "o", "ä": "e",
        "ö": "e", "ü": "i", "ѣ": "е", "ё": "е", "э": "е", "й": "и", "ы": "и", "і": "и",
    },
    after=(
        ("[iy]j", "i"),
        ("uo", "o"),
        ("ie|(?<=[bcčdfgklmnprsštvzž])ia", "e"),
        ("(?<=[bcdfgklmnprtvz])i(?=[ou])", ""),
        ("inink", "inik"),
        ("([aeiu])n(?=[sšzž])", r"\1"),
        (r"([^\W\d])\1+", r"\1"),
    ),
)  # fmt: skip


def modernised(word: str, language: str) -> str:
    """``word`` (in small letters) as it is spelt today in ``language``."""
    if language == "lit":
        if script_of(word) is Script.CYRILLIC:
            return lithuanian_cyrillic.modernised(word)
        return lithuanian.modernised(word)
    rewrite = _MODERNISERS.get(language)
    return rewrite(word) if rewrite else word


def folded(modern: str) -> str:
    """A modern spelling without what old ones do not tell apart: ė ę e, ų ū u, doubled letters."""
    if not modern.isascii():
        modern = _SOFT.sub("", _NASAL.sub(lambda match: _NASALS[match[0]], modern))
    word = _DOUBLED.sub(r"\1", modern.translate(_FOLDS))
    return f"i{word[1:]}" if word.startswith("y") else word


@lru_cache(maxsize=65_536)
def stem_of(word: str, language: str) -> str:
    """K1: the stem of the modern spelling of ``word``, as it is compared."""
    modern = modernised(plain(word), language)
    if language == "lit":
        return stems.lithuanian_stem(folded(modern))
    if language == "lav":
        return stems.latvian_stem(folded(modern))
    if language == "lat":
        return stems.latin_stem(modern)
    algorithm = _SNOWBALL.get(language)
    return _DOUBLED.sub(r"\1", stems.snowball(algorithm)(modern)) if algorithm else modern


@lru_cache(maxsize=65_536)
def skeleton_of(word: str, language: str) -> str:
    """K2: the skeleton of the stem of ``word``; empty for short words."""
    if len(plain(word)) < SKELETON_LETTERS:
        return ""
    bones = skeleton(stem_of(word, language))
    if language == "lav":
        bones = bones.translate(_LATVIAN_HISSES)
    return bones if len(bones) >= _BONES else ""


def skeleton(stem: str) -> str:
    """What is left of ``stem`` when all that is confused counts as one; š, č and ž stay."""
    return _kept_carons(_SKELETON.rewritten(stem))


def _kept_carons(word: str) -> str:
    return word if word.isascii() else "".join(s if s in "ščž" else bare(s) for s in word)


_MODERNISERS = {
    "pol": polish.modernised,
    "deu": german.modernised,
    "rus": russian.modernised,
    "yid": others.modernised_yiddish,
    "lav": others.modernised_latvian,
    "lat": others.modernised_latin,
}
_SNOWBALL = {"pol": "polish", "deu": "german", "rus": "russian", "yid": "yiddish"}
