"""How the site tells how a page was read: languages, model, estimated errors, and why so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from catalogue.models import Page
from pipeline.reading.wording import SCRIPTS, said_reason
from schemas.reading import AUTO, Reason
from schemas.texts import N_
from web.wording import number, translated

LANGUAGES: dict[str, str] = {
    "lit": N_("Lithuanian"), "pol": N_("Polish"), "deu": N_("German"), "lat": N_("Latin"),
    "rus": N_("Russian"), "lav": N_("Latvian"), "yid": N_("Yiddish"), "bel": N_("Belarusian"),
    "est": N_("Estonian"), "eng": N_("English"), "fra": N_("French"), "heb": N_("Hebrew"),
}  # fmt: skip
#: What a title can be read with, for choosing; what is typed may be any model that is installed.
READING_CHOICES = (AUTO, "lit", "lit+pol", "pol", "deu", "frk", "lat", "rus", "lav", "yid")
#: Below this share of wrong letters a text can be read aloud without stumbling: every second
#: line holds an error at most. Above the second one most words are wrong.
GOOD, WEAK = 0.01, 0.08


@dataclass(frozen=True, slots=True)
class ReadingTold:
    """How a page was read, in words."""

    languages: str
    script: str
    model: str
    quality: str
    """``good``, ``fair``, ``weak``; empty where nothing was estimated."""
    quality_label: str
    error: str
    reasons: list[str]
    attempts: list[str]
    is_by_person: bool

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.languages or self.model or self.error or self.reasons)


def reading_told(page: Page) -> ReadingTold:
    """How this page was read."""
    reading: Mapping[str, Any] = page.reading or {}
    quality = quality_of(page.estimated_error)
    return ReadingTold(
        languages=languages_told(page.languages.split()),
        script=translated(SCRIPTS.get(str(reading.get("script") or ""), "")),
        model=page.language,
        quality=quality,
        quality_label=translated(QUALITIES[quality]),
        error=error_told(page.estimated_error),
        reasons=[reason_told(one) for one in reading.get("reasons", ())],
        attempts=[_attempt(one) for one in reading.get("attempts", ())],
        is_by_person=bool(reading.get("is_by_person")),
    )


QUALITIES: dict[str, str] = {
    "": "",
    "good": N_("good text"),
    "fair": N_("text with errors"),
    "weak": N_("weak text"),
}


def quality_of(estimated_error: float | None) -> str:
    """How good a text is, by its estimated errors; empty where there is no estimate."""
    if estimated_error is None:
        return ""
    if estimated_error <= GOOD:
        return "good"
    return "fair" if estimated_error < WEAK else "weak"


def error_told(estimated_error: float | None) -> str:
    """Estimated errors in words; empty where there is no estimate."""
    if estimated_error is None:
        return ""
    return gettext("about {percent} % errors").format(percent=percent(estimated_error))


def percent(share: float) -> str:
    """A share in per cent: below two with a decimal, else whole."""
    value = 100 * share
    return number(round(value, 1) if value < 2 else round(value))


def languages_told(codes: Sequence[str]) -> str:
    """Languages by their names, the most frequent first."""
    names = [translated(LANGUAGES.get(code, "")) or code for code in codes]
    if get_language() == "lt":  # where names of languages begin with a small letter
        names[1:] = [name.lower() for name in names[1:]]
    return ", ".join(names)


def reason_told(reason: Mapping[str, Any]) -> str:
    """One reason for the choice of a model; one that nobody has worded by its code and facts."""
    facts = dict(reason.get("facts") or {})
    if "languages" in facts:
        facts["languages"] = languages_told(
            [code.strip() for code in facts["languages"].split(",")]
        )
    return said_reason(Reason(str(reason.get("code", "")), facts), gettext, number)


def _attempt(one: Mapping[str, Any]) -> str:
    way = " · ".join(filter(None, (one.get("model", ""), ", ".join(one.get("preparation", ())))))
    error = error_told(one.get("estimated_error"))
    kept = gettext("kept") if one.get("is_kept") else ""
    return " · ".join(filter(None, (one.get("engine", ""), way, error, kept)))
