"""Stems: what is left of a word when its ending is taken off, an algorithm a language.

Lithuanian and Latvian are stemmed over folded letters (no ė, ę, ų, ū, ą, į apart), so that an
old ending, whose letters nobody can tell apart, leaves the same stem as the modern one.
"""

import re
from collections.abc import Callable
from functools import cache

import snowballstemmer

#: The shortest stem an ending leaves behind.
_SHORTEST = 2

_LIT_ENDINGS = (
    # Nouns and adjectives, the vowels folded.
    "as a o ui u us e es is io iu ys y ai ei oi ie ies os om oms omis ose on ona osna ems emis "
    "ese en ena esna im ims imis yse yje yi in ams amus ais us uos uose uosna uje um ums umis ou "
    "am ame an ana oje ej eje i am iam aus iaus ieji iesiems uosius aisiais uosiuose asis ysis "
    "ojo ajam aji uoju ajame uju oji osios ajai aja ojoje osioms asias osiomis osiose iems iemus "
    "emus omus op ump iump ens eniu enis enyje enims enys enu eni eny ent "
    # Verbs.
    "ti yti iti eti oti au iau ome eme ime siu si sime site davo davau ant "
)
#: Endings that are also the end of many stems: only behind three letters.
_LIT_LATE_ENDINGS = (
    "ens eniu enis enyje enims enys enu eni eny ent ti ome eme ime siu si sime site "
    "davo davau ame ams amus ums umis yti iti eti oti ant en ena in an ana on ona op um am im om "
    "ump iump"
)
_LAV_ENDINGS = (
    "s is us as es a e u i o am em im ai ei um ams ems im iem ies os as es is us ā ē ī ū "
    "ais ajs ajam aja ajiem ajos ajas t ot iet ams"
)
_LAT_ENDINGS = (
    "ibus ius ae am as em es ia is nt os ud um us a e i o u at it et ant ent unt ur tur mus tis"
)


def _ending_pattern(endings: str, softened: str = "") -> re.Pattern[str]:
    longest_first = sorted(set(endings.split()), key=len, reverse=True)
    return re.compile(f"{softened}(?:{'|'.join(longest_first)})$")


_LIT = _ending_pattern(_LIT_ENDINGS)
#: gyvenims, pasakojims: nouns of action in -imas, no datives of the akims kind.
_LIT_BARE_IMS = re.compile("(?:oj|av|ven|kin|tin|din)ims$")
_LIT_BARE_S = re.compile("(?<=..)(?<=[bdgklmnprtv])s$")
_LIT_LATE = frozenset(_LIT_LATE_ENDINGS.split())
_LAV = _ending_pattern(_LAV_ENDINGS)
_LAT = _ending_pattern(_LAT_ENDINGS)


def lithuanian_stem(folded: str) -> str:
    """The stem of a Lithuanian word of folded letters: szwies-os, žod-is and žodž-io alike."""
    if _LIT_BARE_IMS.search(folded):
        return folded[:-1]
    for ending in _matches(_LIT, folded):
        left = len(folded) - len(ending)
        if left >= (3 if ending in _LIT_LATE else _SHORTEST):
            return _hardened(folded[:left])
    # The old nominative without a vowel: dievs, viens, gyvenims.
    return folded[:-1] if _LIT_BARE_S.search(folded) else folded


def latvian_stem(folded: str) -> str:
    """The stem of a Latvian word of folded letters."""
    return _first_cut(_LAV, folded, 3)


def latin_stem(word: str) -> str:
    """The stem of a Latin word spelt with i and u."""
    return _first_cut(_LAT, word, 4)


@cache
def snowball(algorithm: str) -> Callable[[str], str]:
    """The Snowball stemmer of that name, as a function."""
    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem


def _matches(pattern: re.Pattern[str], word: str) -> list[str]:
    """The endings of ``word``, longest first."""
    found = []
    at = 0
    while match := pattern.search(word, at):
        found.append(match[0])
        at = match.start() + 1
    return found


def _first_cut(pattern: re.Pattern[str], word: str, shortest: int) -> str:
    for ending in _matches(pattern, word):
        if len(word) - len(ending) >= shortest:
            return word[: len(word) - len(ending)]
    return word


def _hardened(stem: str) -> str:
    """Without the softness before a back vowel: žodži- is žod-, jauči- is jaut-."""
    if len(stem) > _SHORTEST:
        stem = stem.removesuffix("i")
    if len(stem) > _SHORTEST and stem.endswith("dž"):
        return stem[:-1]
    if len(stem) > _SHORTEST and stem.endswith("č"):
        return stem[:-1] + "t"
    return stem
