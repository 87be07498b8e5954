"""Every code of a finding with its severity, unit and wording, and every reason not to judge.

The only place where quality assurance is worded. Codes are public and never used again for
something else; each has its paragraph in ``docs/qa-codes.md``.
"""

from collections.abc import Callable

from qa.wordings import content, files, geometry, light, sequence, sharpness, targets, work
from qa.wordings.base import Wording
from schemas.findings import Finding, Severity
from schemas.texts import N_, Translate, untranslated

#: Writes a number in the reader's language.
FormatNumber = Callable[[float], str]


CODES: dict[str, Wording] = {
    **files.CODES,
    **work.CODES,
    **sharpness.CODES,
    **light.CODES,
    **geometry.CODES,
    **content.CODES,
    **sequence.CODES,
    **targets.CODES,
}

REASONS: dict[str, str] = {
    "bilevel": N_("the scan knows black and white only, so there are no tones to measure"),
    "no-colour": N_("the scan has no colours"),
    "few-tones": N_("the scan has too few tones"),
    "no-direction": N_("which way up the print stands cannot be told from its letters alone"),
    "no-calm-paper": N_("there is no calm paper on which noise could be measured"),
    "no-edges": N_("there is too little print or drawing to measure"),
    "no-lines": N_("no lines of text were found"),
    "no-margin": N_("there is no margin to compare the print with"),
    "no-neutral": N_("nothing that should be neutral lies beside the page"),
    "no-margins": N_("there is too little paper without print to measure"),
    "no-paper": N_("no paper was found that could be measured"),
    "no-profile": N_("the file does not say what its colours mean"),
    "no-resolution": N_("the file does not say its resolution"),
    "no-text": N_("no text was found"),
    "too-small": N_("the picture is too small to be measured"),
    "no-tones": N_("the picture is of one tone"),
}


#: Facts that are words of ours and are said in the reader's language.
WORDS = frozenset({"reason", "side"})


class _Known(dict[str, str]):
    """What a finding knows; an older finding may lack what today's wording names."""

    def __missing__(self, name: str) -> str:
        return "–"


def plain_number(value: float) -> str:
    """A number as programs write it; the edge gives one that knows the reader's language."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def severity_of(code: str) -> Severity:
    """How much a code weighs."""
    return CODES[code].severity


def unit_of(code: str) -> str:
    """The unit of a code's measure and limit; empty where it has none."""
    return CODES[code].unit


def sentence(
    finding: Finding,
    translate: Translate = untranslated,
    format_number: FormatNumber = plain_number,
) -> str:
    """The finding as a sentence in the reader's language."""
    values = _Known(
        (name, value if isinstance(value, str) else format_number(value))
        for name, value in finding.facts.items()
    )
    for name in WORDS & values.keys():
        values[name] = translate(values[name])
    for name, number in (("measured", finding.measured), ("limit", finding.limit)):
        if number is not None:
            values[name] = format_number(number)
    return translate(CODES[finding.code].text).format_map(values)


def reason_sentence(reason: str, translate: Translate = untranslated) -> str:
    """Why a check did not judge, in the reader's language."""
    return translate(REASONS[reason])
