"""How the site says things: states, roles, verdicts and numbers in the reader's language."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from catalogue.states import ObjectState
from qa.codes import plain_number
from schemas.errors import LibraryError
from schemas.findings import Severity, Verdict
from schemas.objects import Material
from schemas.pages import PageRole
from schemas.texts import N_

#: The words of a state, and the kind that gives it its shape: work, look, stop, good or none.
STATES: dict[str, tuple[str, str]] = {
    ObjectState.CAPTURED: (N_("Captured"), "work"),
    ObjectState.IN_WORK: (N_("In work"), "work"),
    ObjectState.NEEDS_REVIEW: (N_("Waits for a verdict"), "look"),
    ObjectState.RESCAN_WANTED: (N_("To be rescanned"), "stop"),
    ObjectState.READY: (N_("Ready"), "good"),
    ObjectState.DELIVERED: (N_("Delivered"), "good"),
    ObjectState.WITHDRAWN: (N_("Withdrawn"), ""),
    ObjectState.FAILED: (N_("Failed"), "stop"),
}

#: What stands on the button, and what is said of a verdict once it is given.
VERDICTS: dict[str, tuple[str, str]] = {
    Verdict.ACCEPT: (N_("Accept"), N_("Accepted")),
    Verdict.ORIGINAL_DEFECT: (N_("Original’s defect"), N_("Accepted: the original is so")),
    Verdict.MEND: (N_("Mend"), N_("To be mended")),
    Verdict.RESCAN: (N_("Rescan"), N_("To be rescanned")),
    Verdict.REJECT: (N_("Reject"), N_("Rejected")),
}
#: One key each, the same in every language: letters move between layouts, digits stay.
VERDICT_KEYS: dict[str, str] = {
    Verdict.ACCEPT: "1",
    Verdict.ORIGINAL_DEFECT: "2",
    Verdict.MEND: "3",
    Verdict.RESCAN: "4",
    Verdict.REJECT: "5",
}

SEVERITIES: dict[str, str] = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFO: N_("Remark"),
}

PAGE_ROLES: dict[str, str] = {
    PageRole.FRONT_COVER: N_("Front cover"),
    PageRole.SPINE: N_("Spine"),
    PageRole.ENDPAPER: N_("Endpaper"),
    PageRole.TITLE_PAGE: N_("Title page"),
    PageRole.CONTENTS: N_("Table of contents"),
    PageRole.TEXT: "",
    PageRole.BLANK: N_("Blank"),
    PageRole.PLATE: N_("Plate"),
    PageRole.FOLD_OUT: N_("Fold-out"),
    PageRole.PHOTOGRAPH: N_("Photograph"),
    PageRole.PHOTOGRAPH_BACK: N_("Back of the photograph"),
    PageRole.BACK_COVER: N_("Back cover"),
}

MATERIALS: dict[str, str] = {
    Material.BOOK: N_("Book"),
    Material.NEWSPAPER: N_("Newspaper"),
    Material.PHOTOGRAPH: N_("Photograph"),
    Material.POSTCARD: N_("Postcard"),
    Material.NEGATIVE: N_("Negative"),
    Material.MAP: N_("Map"),
    Material.MANUSCRIPT: N_("Manuscript"),
}


_AFTER_NUMBER = re.compile(r"(?<=\d) (?=\w|%|°)")


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as it is shown."""

    value: str
    label: str
    kind: str


def translated(text: str) -> str:
    """A marked text in the reader's language; nothing stays nothing."""
    return gettext(text) if text else ""


def state_words(value: str) -> StateWords:
    """The words and the shape of an object's state."""
    label, kind = STATES[value]
    return StateWords(value, translated(label), kind)


def number(value: float) -> str:
    """A number as its reader writes it: with a decimal comma in Lithuanian."""
    text = plain_number(value)
    return text.replace(".", ",") if get_language() == "lt" else text


def kept_together(text: str) -> str:
    """A text in which a number is not parted from the word after it at a line's end."""
    return _AFTER_NUMBER.sub("\u00a0", text)


def with_unit(value: float | None, unit: str) -> str:
    """A measure with its unit, kept together on one line; empty where nothing was measured."""
    if value is None:
        return ""
    return f"{number(value)}{unit}" if unit == "°" else f"{number(value)}\u00a0{unit}".rstrip()


def said(error: LibraryError) -> str:
    """The error's own words, with its code at the end where it does not stand in the way."""
    code, _, words = error.said(gettext).partition(": ")
    return f"{words} ({code})"


def page_heading(sequence: int) -> str:
    """What one page is called."""
    return gettext("Page {number}").format(number=sequence)
