"""The grading of a target in sentences, for screen and print alike."""

from qa.targets.measures import MEASURES, REASONS, UNMEASURED, Measure
from qa.targets.standards import Answer, Judged, LevelVerdict
from schemas.texts import N_, Translate

LEVEL = N_("{standard}: {level}")
AT_MOST = N_("{standard}: {level} at most (missing or without a known limit: {count})")
BELOW = N_("{standard}: below every level")
NOT_JUDGED = N_("{standard}: not judged, nothing of it could be measured")
NO_LIMITS = N_("{standard}: no limits are known for this kind of original")
DECIDED = N_("decided by {measures}")
DIRECTIONS = {"across": N_("across"), "down": N_("down")}
#: Names of kinds without a chart.
KINDS = {"edge": N_("slanted edge"), "ruler": N_("ruler")}


def number(value: float, digits: int, decimal: str = ".") -> str:
    """A number as its reader writes it."""
    return f"{value:.{digits}f}".replace(".", decimal).replace("-", "−")


def said_measure(measure: Measure, translate: Translate, decimal: str = ".") -> str:
    """A measure's value with its unit, or that there is none."""
    if measure.text:
        return measure.text
    value = measure.value
    if value is None:
        return translate(UNMEASURED)
    wording = MEASURES[measure.name]
    unit = translate(wording.unit) if wording.unit else ""
    return f"{number(value, wording.digits, decimal)} {unit}".rstrip()


def said_reason(measure: Measure, translate: Translate) -> str:
    """Why there is no value; empty where there is one."""
    return translate(REASONS[measure.reason]) if measure.reason else ""


def said_where(measure: Measure, translate: Translate) -> str:
    """The patch, pair or direction that the value belongs to."""
    known = DIRECTIONS.get(measure.where)
    return translate(known) if known else measure.where


def said_verdict(verdict: LevelVerdict, translate: Translate) -> str:
    """What a standard says, with the measures that decided."""
    names = ", ".join(translate(MEASURES[name].text) for name in verdict.decided_by)
    decided = translate(DECIDED).format(measures=names) if names else ""
    return "; ".join(filter(None, (said_level(verdict, translate), decided)))


def said_level(verdict: LevelVerdict, translate: Translate) -> str:
    """The level alone."""
    if not verdict.is_judged:
        text = NOT_JUDGED if verdict.rows else NO_LIMITS
    elif not verdict.level:
        text = BELOW
    else:
        text = LEVEL if verdict.is_complete else AT_MOST
    count = len({*verdict.not_measured, *verdict.not_known})
    return translate(text).format(standard=verdict.name, level=verdict.level, count=count)


def level_of(row: Judged, verdict: LevelVerdict) -> str:
    """The best level that one measure reaches: ``–`` for none, ``?`` where it is not known."""
    if Answer.MET in row.answers:
        return verdict.levels[row.answers.index(Answer.MET)]
    if set(row.answers) == {Answer.BROKEN}:
        return "–"
    return "?" if Answer.NOT_KNOWN in row.answers else ""
