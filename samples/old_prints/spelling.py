"""Lithuanian, German and Russian as they were spelt in their time, from the modern or own spelling.

Each manner goes from today's letters to the older ones. It is written from what prints show, and
apart from the rules by which the product reads old spellings, so that one can judge the other.
"""

import re
from collections.abc import Callable
from zlib import crc32

from samples.old_prints.sentences import plain, with_capital_nouns

Rules = tuple[tuple[str, str], ...]
_WORD = re.compile(r"\w+")
_VOWELS = "aąeęėiįouųūyëů"
_HARD_L: Rules = ((r"l(?=[aąouųūů]|[^\Weęėiįyëjl]|\b)", "ł"),)
_SIBILANTS: Rules = (("š", "sz"), ("č", "cz"))

#: Calendars and prayer books after the Polish manner, 1860 to 1880.
_CALENDAR: Rules = (
    *_HARD_L, *_SIBILANTS, ("ž", "ż"), ("v", "w"), ("uo", "ů"), ("ū", "u"),
    (rf"([ae])i(?![{_VOWELS}])", r"\1j"),
)  # fmt: skip
#: The first newspapers, printed in Prussia for readers beyond the border, 1883 to 1890.
_NEWSPAPER: Rules = (*_SIBILANTS, ("v", "w"), ("ie", "ë"), ("uo", "ů"), ("ū", "u"))
#: The nineties, half way to the modern alphabet.
_NINETIES: Rules = (*_SIBILANTS, ("ū", "u"), ("uo", "ů"))
_PRUSSIAN: Rules = (*_SIBILANTS, ("v", "w"), ("uo", "ů"), ("ū", "u"))
_MEMEL: Rules = (*_PRUSSIAN, ("ė", "ē"))
_SHORT = re.compile(rf"(?<![{_VOWELS}])([aeiu])([sktmnlpr])(?=[{_VOWELS}])")
_LONG_S = re.compile(r"s(?=\w)")


def _by(rules: Rules, text: str) -> str:
    def respelt(found: re.Match[str]) -> str:
        word = found[0]
        lower = word.lower()
        for old, new in rules:
            lower = re.sub(old, new, lower)
        if word.isupper() and len(word) > 1:
            return lower.upper()
        return lower[0].upper() + lower[1:] if word[0].isupper() else lower

    return _WORD.sub(respelt, text)


def calendar(sentence: str) -> str:
    """Lithuanian in antiqua after the Polish manner: sz, cz, ż, w, hard ł, aj."""
    return _by(_CALENDAR, plain(sentence))


def newspaper(sentence: str) -> str:
    """Lithuanian in antiqua as in the first newspapers: sz, cz, w, ë, ů."""
    return _by(_NEWSPAPER, plain(sentence))


def nineties(sentence: str) -> str:
    """Lithuanian in antiqua of the eighteen-nineties: sz, cz, v, ů."""
    return _by(_NINETIES, plain(sentence))


def prussian(sentence: str) -> str:
    """Lithuanian of Lithuania Minor in Fraktur: capital nouns, doubled consonants, ſ."""
    return long_s(_doubled(_by(_PRUSSIAN, with_capital_nouns(sentence))))


def memel(sentence: str) -> str:
    """Lithuanian in Fraktur as the Memel press set it about 1920: ē where ė is spoken."""
    return long_s(_doubled(_by(_MEMEL, with_capital_nouns(sentence))))


def german_fraktur(sentence: str) -> str:
    """German with capital nouns and ſ."""
    return long_s(with_capital_nouns(sentence))


def long_s(text: str) -> str:
    """ſ everywhere but at the end of a word."""
    return _LONG_S.sub("ſ", text)


def _doubled(text: str) -> str:
    """Words whose first short vowel was heard as such, with the consonant after it doubled."""

    def twice(found: re.Match[str]) -> str:
        word = found[0]
        # A word is spelt in one way throughout, and about half of all have the doubling.
        if crc32(word.lower().encode()) % 2:
            return word
        return _SHORT.sub(r"\1\2\2", word, count=1)

    return _WORD.sub(twice, text)


_CYRILLIC: Rules = (
    ("šč", "щ"), ("iuo", "іô"), ("uo", "ô"), ("ie", "ѣ"), ("ch", "х"), ("au", "аў"), ("eu", "еў"),
    (rf"(?<=[^{_VOWELS}])i[aą]", "я"), (rf"(?<=[^{_VOWELS}])i[uųū]", "ю"),
    (rf"(?<=[^{_VOWELS}])io", "іо"), ("j[aą]", "я"), ("j[uųū]", "ю"), ("jo", "іо"),
    ("j([eęė])", r"\1"), ("(?<=[aeu])i", "й"), ("j", "й"),
)  # fmt: skip
_CYRILLIC_LETTERS = str.maketrans(
    {
        "a": "а", "ą": "а", "b": "б", "c": "ц", "č": "ч", "d": "д", "e": "е", "ę": "е", "ė": "е",
        "f": "ф", "g": "г", "h": "г", "i": "и", "į": "и", "y": "и", "k": "к", "l": "л", "m": "м",
        "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "š": "ш", "t": "т", "u": "у", "ų": "у",
        "ū": "у", "v": "в", "z": "з", "ž": "ж",
    }
)  # fmt: skip
_HARD_END = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])\b")


def cyrillic(sentence: str) -> str:
    """Lithuanian in the Russian letters of 1864: ѣ, ô, ў, and ъ after a last consonant."""
    text = _by(_CYRILLIC, plain(sentence))
    lower = "".join(
        letter.lower().translate(_CYRILLIC_LETTERS).upper()
        if letter.isupper()
        else letter.translate(_CYRILLIC_LETTERS)
        for letter in text
    )
    return _WORD.sub(lambda found: _HARD_END.sub("ъ", found[0]), lower)


def modern_russian(sentence: str) -> str:
    """Russian after 1918, from the older spelling."""
    text = re.sub(r"(?<=\w\w\w)аго\b", "ого", re.sub(r"ъ\b", "", plain(sentence)))
    return text.translate(str.maketrans("ѣіѳѵѢІѲѴ", "еифиЕИФИ"))


def german(sentence: str) -> str:
    """German in antiqua."""
    return with_capital_nouns(sentence)


Manner = Callable[[str], str]
