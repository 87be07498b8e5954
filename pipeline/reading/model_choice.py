"""Which model reads a script and its languages: chosen by the letters it can print.

A model that cannot print a language's letters is never chosen while another can; among those that
can, the order below holds, which is that of the errors measured on rendered pages.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.engines import models
from schemas.reading import Reason, Script

#: Letters a language cannot be printed without.
LETTERS = {
    "lit": "ąčęėįšųūž",
    "pol": "ąćęłńóśźż",
    "deu": "äöüß",
    "lav": "āčēģīķļņšūž",
    "rus": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "yid": "אבגדהוזחטיכלמנסעפצקרשת",
}
#: Lithuanian before 1905 prints these beside its own.
OLD_LITHUANIAN = "łżó"
#: Russian before 1918.
OLD_RUSSIAN = "ѣі"
#: The order of trial for a script whose language is unknown or has no model of its own.
OF_SCRIPT = {
    Script.ANTIQUA: ("Latin", "lit+pol+deu", "lit", "eng"),
    Script.FRAKTUR: ("frk", "Fraktur", "deu"),
    Script.CYRILLIC: ("Cyrillic", "rus"),
    Script.HEBREW: ("yid", "heb"),
}
#: Models of one language, which read it better or sooner than those of a whole script.
OF_LANGUAGE = {
    (Script.ANTIQUA, "lit"): ("lit",),
    (Script.ANTIQUA, "deu"): ("deu",),
    (Script.ANTIQUA, "lav"): ("lav",),
    (Script.ANTIQUA, "pol"): ("Latin", "pol"),
    (Script.ANTIQUA, "lat"): ("Latin", "lat"),
    (Script.CYRILLIC, "rus"): ("rus",),
    (Script.HEBREW, "yid"): ("yid",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that reads first, those that may read again, and why."""

    model: str
    others: tuple[str, ...]
    reasons: tuple[Reason, ...]


def choose(
    script: Script, languages: Sequence[str], is_old: bool, there: Collection[str]
) -> Choice | None:
    """The model for a script and its languages; None where none that is installed can read it.

    Args:
        script: the letters that were seen.
        languages: the languages that were found, the most frequent first; may be none.
        is_old: whether an old spelling was seen, with letters that went out of use.
        there: the models that are installed.
    """
    own = OF_LANGUAGE.get((script, languages[0]), ()) if len(languages) == 1 else ()
    order = [one for one in (*own, *OF_SCRIPT[script]) if is_there(one, there)]
    if not order:
        return None
    needed = letters_of(languages, is_old) if script is not Script.FRAKTUR else ""
    able = [one for one in order if models.can_print(one, needed)]
    best = able or sorted(order, key=lambda one: _lacking(one, needed))
    reasons = _reasons(order, best[0], languages, needed)
    others = tuple(dict.fromkeys(one for one in order if one != best[0]))
    return Choice(best[0], others, reasons)


def is_there(model: str, there: Collection[str]) -> bool:
    """Whether every part of a model is installed."""
    return all(part in there for part in model.split("+"))


def letters_of(languages: Sequence[str], is_old: bool) -> str:
    """The letters that these languages need."""
    needed = "".join(LETTERS.get(language, "") for language in languages)
    if is_old and "lit" in languages:
        needed += OLD_LITHUANIAN
    if is_old and "rus" in languages:
        needed += OLD_RUSSIAN
    return "".join(sorted(set(needed)))


def not_printable(model: str, languages: Sequence[str]) -> frozenset[str]:
    """Letters of these languages, small and capital, that a model does not have."""
    small = letters_of(languages, is_old=False)
    return frozenset(small + small.upper()) - models.letters_of(model)


def _lacking(model: str, needed: str) -> int:
    return len(set(needed) - models.letters_of(model))


def _reasons(
    order: Sequence[str], chosen: str, languages: Sequence[str], needed: str
) -> tuple[Reason, ...]:
    reasons = []
    for passed_over in order[: order.index(chosen)]:
        lacked = "".join(sorted(set(needed) - models.letters_of(passed_over)))
        reasons.append(Reason("letters-missing", {"model": passed_over, "letters": lacked}))
    wanted = "".join(LETTERS.get(language, "") for language in languages)
    lacking = "".join(sorted(set(wanted) - models.letters_of(chosen)))
    if lacking:
        reasons.append(Reason("letters-not-printable", {"model": chosen, "letters": lacking}))
    reasons.append(Reason("model-chosen", {"model": chosen}))
    return tuple(reasons)
