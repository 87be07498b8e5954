"""Names in all their languages: Kaunas is Kowno and Ковно; Jankauskas is Jankowski.

Places stand in a table (``language/data/places.tsv``), a row a place; declined forms are known by
their stems. Surnames follow their endings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language.keys import LANGUAGES_OF_SCRIPT, stem_of
from language.letters import bare, plain, script_of, words_in
from schemas.reading import Script

_PLACES = Path(__file__).parent / "data" / "places.tsv"
#: Letters a stem needs to stand for a place; of shorter names only the whole form does.
_STEM_LETTERS = 4
#: Letters before the ending of a surname.
_ROOT_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A name as one language has it."""

    text: str
    language: str


#: Endings that are one, by language; the first row of a kind that fits is taken.
_SURNAMES: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "lit": ("evičius", "evičienė", "evičiūtė", "avičius", "avičienė", "avičiūtė", "ovičius"),
        "pol": ("iewicz", "ewicz", "owicz", "iewiczowa", "owiczówna"),
        "deu": ("ewitsch", "owitsch"),
        "rus": ("евичъ", "овичъ", "евич", "ович"),
    },
    {
        "lit": ("auskas", "auskis", "auskienė", "auskaitė"),
        "pol": ("owski", "owska"),
        "deu": ("owsky", "owski"),
        "rus": ("овскій", "овская", "овский"),
    },
    {
        "lit": ("inskas", "inskis", "inskienė", "inskaitė"),
        "pol": ("iński", "yński", "ińska", "inski"),
        "deu": ("insky", "inski"),
        "rus": ("инскій", "инская", "инский"),
    },
    {
        "lit": ("aitis", "aitienė", "aitytė"),
        "pol": ("ajtis", "ajć"),
        "deu": ("eit", "ait", "at"),
        "rus": ("айтисъ", "айтис"),
    },
    {"lit": ("ūnas", "ūnienė", "ūnaitė"), "pol": ("un",), "deu": ("un",), "rus": ("унъ", "ун")},
)
_TO_CYRILLIC = {
    "šč": "щ", "sz": "ш", "cz": "ч", "sch": "ш", "ch": "х", "ia": "я", "iu": "ю", "ie": "е",
    "ja": "я", "ju": "ю", "je": "е", "rz": "р", "š": "ш", "č": "ч", "ž": "ж", "ż": "ж",
    "w": "в", "a": "а", "ą": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "ę": "е", "ė": "е",
    "f": "ф", "g": "г", "h": "г", "i": "и", "į": "и", "j": "й", "k": "к", "l": "л", "ł": "л",
    "m": "м", "n": "н", "o": "о", "ó": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у",
    "ų": "у", "ū": "у", "v": "в", "y": "и", "z": "з",
}  # fmt: skip
_TO_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "ж": "ž", "з": "z",
    "и": "i", "і": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "ch", "ц": "c", "ч": "č", "ш": "š",
    "щ": "šč", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ѣ": "e",
}  # fmt: skip


def forms_of(word: str) -> tuple[Form, ...]:
    """The other forms of the name ``word`` (any case, any of the languages); mostly none."""
    return _place_forms(word) or tuple(_surname_forms(plain(word)))


def place_of(word: str) -> str:
    """The Lithuanian name of the place that ``word`` names in any language; empty for none."""
    forms = _place_forms(word)
    return forms[0].text if forms else ""


def _place_forms(word: str) -> tuple[Form, ...]:
    by_form, by_stem = _places()
    small = plain(word)
    if small in by_form:
        return by_form[small]
    script = script_of(word)
    for language in LANGUAGES_OF_SCRIPT[script] if script else ():
        stem = stem_of(word, language)
        if len(stem) >= _STEM_LETTERS and (language, stem) in by_stem:
            return by_stem[language, stem]
    return ()


@cache
def _places() -> tuple[dict[str, tuple[Form, ...]], dict[tuple[str, str], tuple[Form, ...]]]:
    """All forms of each place, by each of its forms and by their stems."""
    by_form: dict[str, tuple[Form, ...]] = {}
    by_stem: dict[tuple[str, str], tuple[Form, ...]] = {}
    head, *rows = _PLACES.read_text("utf-8").splitlines()
    languages = head.split("\t")
    for row in rows:
        cells = zip(languages, row.split("\t"), strict=True)
        forms = tuple(_forms_in(cells))
        for form in forms:
            by_form.setdefault(plain(form.text), forms)
            by_form.setdefault(bare(form.text), forms)
            by_stem.setdefault((form.language, stem_of(form.text, form.language)), forms)
    return by_form, by_stem


def _forms_in(cells: Iterator[tuple[str, str]]) -> Iterator[Form]:
    """Each name of a row; of a name of several words the last, which no other place shares."""
    for language, cell in cells:
        for name in cell.split(", "):
            *_, last = ("", *words_in(name))
            if last:
                yield Form(last, language)


def _surname_forms(small: str) -> Iterator[Form]:
    for kind in _SURNAMES:
        root = _root_of(small, kind)
        if root is None:
            continue
        latin = root if script_of(root) is Script.ANTIQUA else _spelt(root, _TO_LATIN)
        cyrillic = _spelt(root, _TO_CYRILLIC) if root is latin else root
        for language, endings in kind.items():
            for ending in endings:
                yield Form((cyrillic if language == "rus" else latin) + ending, language)
        return


def _root_of(small: str, kind: dict[str, tuple[str, ...]]) -> str | None:
    """What stands before the longest fitting ending; German ones are too short to tell."""
    endings = sorted(
        (e for language, ends in kind.items() for e in ends if language != "deu" or len(e) > 3),
        key=len,
        reverse=True,
    )
    for ending in endings:
        if small.endswith(ending) and len(small) - len(ending) >= _ROOT_LETTERS and len(ending) > 2:
            return small[: -len(ending)]
    return None


def _spelt(root: str, letters: dict[str, str]) -> str:
    spelt, at = [], 0
    while at < len(root):
        length = next((n for n in (3, 2, 1) if root[at : at + n] in letters), 0)
        spelt.append(letters[root[at : at + length]] if length else root[at])
        at += length or 1
    return "".join(spelt)
