"""Every code of a finding with its severity, unit and wording, and every reason not to judge.

The only place where quality assurance is worded. Codes are public and never used again for
something else; each has its paragraph in ``docs/qa-codes.md``.
"""

from collections.abc import Callable
from typing import NamedTuple

from schemas.findings import Finding, Severity
from schemas.texts import N_, Translate, untranslated

#: Writes a number in the reader's language.
FormatNumber = Callable[[float], str]


class Wording(NamedTuple):
    """What a code means: how much it weighs, the unit of its measure, and the sentence."""

    severity: Severity
    unit: str
    text: str


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

CODES: dict[str, Wording] = {
    "QA-FILE-01": Wording(
        _ERROR, "", N_("The file holds no picture: {reason}. Scan the page again.")
    ),
    "QA-FILE-02": Wording(
        _ERROR, "", N_("Pictures of this kind are not taken as masters: {reason}.")
    ),
    "QA-FILE-03": Wording(
        _ERROR,
        "",
        N_("The file is damaged; not all of the picture can be read: {reason}. Scan again."),
    ),
    "QA-FILE-04": Wording(
        _ERROR,
        "px",
        N_("The picture has {measured} pixels, {limit} are allowed; it was not opened."),
    ),
    "QA-FILE-05": Wording(
        _ERROR,
        "",
        N_("Opening the file took too much time or memory and was given up: {reason}."),
    ),
    "QA-FLOW-01": Wording(
        _ERROR,
        "",
        N_("A step broke down on this page by a fault in the program: {reason}. Run it again."),
    ),
    "QA-RES-01": Wording(
        _WARNING,
        "ppi",
        N_("The file does not say its resolution; at least {limit} ppi is asked for."),
    ),
    "QA-RES-02": Wording(
        _WARNING, "ppi", N_("The resolution is {measured} ppi; at least {limit} ppi is asked for.")
    ),
    "QA-RES-03": Wording(
        _WARNING,
        "mm",
        N_(
            "At {ppi} ppi the original would be {measured} mm long, which is unlikely (limit"
            " {limit} mm). The stated resolution is probably wrong."
        ),
    ),
    "QA-RES-04": Wording(
        _INFO,
        "ppi",
        N_("The file does not say its resolution, so the size of the original is not known."),
    ),
    "QA-RES-05": Wording(
        _WARNING,
        "%",
        N_(
            "The resolution differs by {measured} % between width ({ppi_x} ppi) and height"
            " ({ppi_y} ppi); {limit} % is allowed."
        ),
    ),
    "QA-DEPTH-01": Wording(
        _WARNING,
        "bit",
        N_("The scan keeps {measured} bits a channel; at least {limit} are asked for."),
    ),
    "QA-DEPTH-02": Wording(
        _INFO, "bit", N_("The scan knows black and white only; grey tones of the page are lost.")
    ),
    "QA-DEPTH-03": Wording(
        _WARNING,
        "bit",
        N_("The file claims {limit} bits a channel, but the picture uses only {measured}."),
    ),
    "QA-FOCUS-01": Wording(
        _ERROR,
        "px",
        N_("Out of focus: edges are {measured} px wide, {limit} px is allowed. Rescan the page."),
    ),
    "QA-FOCUS-02": Wording(
        _WARNING,
        "px",
        N_("A part of the page is out of focus: edges are {measured} px wide, {limit} px allowed."),
    ),
    "QA-EXP-01": Wording(
        _WARNING,
        "",
        N_("Too dark: the paper is at level {measured} of 255, at least {limit} is asked for."),
    ),
    "QA-EXP-02": Wording(
        _WARNING,
        "",
        N_(
            "Too light: the paper is burnt out and the print washed out; its darkest level is"
            " {measured} of 255, at most {limit} is allowed."
        ),
    ),
    "QA-EXP-03": Wording(
        _WARNING,
        "%",
        N_("{measured} % of the picture is burnt out to pure white; {limit} % is allowed."),
    ),
    "QA-EXP-04": Wording(
        _WARNING,
        "%",
        N_("{measured} % of the picture is lost in pure black; {limit} % is allowed."),
    ),
    "QA-EXP-05": Wording(
        _INFO, "%", N_("The paper is pure white on {measured} % of the scan; its tone is lost.")
    ),
    "QA-SKEW-01": Wording(
        _WARNING,
        "°",
        N_("The page stands {measured}° askew (limit {limit}°). Straighten it before OCR."),
    ),
    "QA-SKEW-02": Wording(
        _INFO, "°", N_("The page stands {measured}° askew, within the limit of {limit}°.")
    ),
    "QA-BLANK-01": Wording(_INFO, "", N_("The page is blank.")),
    "QA-BLANK-02": Wording(
        _INFO, "", N_("There are faint marks only, perhaps pencil or the print of the other side.")
    ),
    "QA-SEQ-01": Wording(
        _WARNING,
        "%",
        N_(
            "The page shows the same as page {other} (agreement {measured} %, limit {limit} %)."
            " Remove one of them or say that both are meant."
        ),
    ),
    "QA-OCR-01": Wording(_WARNING, "", N_("The text could not be read: {reason}.")),
    "QA-OCR-02": Wording(
        _WARNING,
        "s",
        N_("Reading the text took too long and was given up: {reason}."),
    ),
    "QA-OCR-03": Wording(
        _WARNING,
        "",
        N_("Lines of print are there, but no word was read. Look at the page and its language."),
    ),
    "QA-DER-01": Wording(_ERROR, "", N_("The picture for viewing could not be made: {reason}.")),
}

REASONS: dict[str, str] = {
    "bilevel": N_("the scan knows black and white only, so there are no tones to measure"),
    "no-edges": N_("there is too little print or drawing to measure"),
    "no-lines": N_("no lines of text were found"),
    "no-text": N_("no text was found"),
    "no-tones": N_("the picture is of one tone"),
}


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
    if reason := values.get("reason"):
        values["reason"] = translate(reason)
    for name, number in (("measured", finding.measured), ("limit", finding.limit)):
        if number is not None:
            values[name] = format_number(number)
    return translate(CODES[finding.code].text).format_map(values)


def reason_sentence(reason: str, translate: Translate = untranslated) -> str:
    """Why a check did not judge, in the reader's language."""
    return translate(REASONS[reason])
