"""The reader's language on the command line: Lithuanian unless asked otherwise.

It must be known before the commands are declared, since their help is text too; so it is
looked up once, from ``--lang`` or the environment.
"""

import gettext
import os
import sys
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"
LANGUAGES = ("lt", "en")


def asked_language(arguments: list[str], environment: dict[str, str]) -> str:
    """The language a call asks for: ``--lang``, ``SKRYNIA_LANG``, an English system, Lithuanian."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return known(arguments[place + 1])
        if argument.startswith("--lang="):
            return known(argument.removeprefix("--lang="))
    if wish := environment.get("SKRYNIA_LANG"):
        return known(wish)
    system = environment.get("LC_ALL") or environment.get("LANG") or ""
    return "en" if system.startswith("en") else "lt"


def known(wish: str) -> str:
    """The wish where it is a language we speak, else Lithuanian."""
    return wish if wish in LANGUAGES else LANGUAGES[0]


@cache
def translations() -> gettext.NullTranslations:
    """The catalogue of this call's language."""
    language = asked_language(sys.argv[1:], dict(os.environ))
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("django", LOCALE, [language], fallback=True)


def language() -> str:
    """The language of this call, ``lt`` or ``en``."""
    return asked_language(sys.argv[1:], dict(os.environ))


def _(text: str) -> str:
    """A text in the language of this call."""
    return translations().gettext(text) if text else text


def ngettext(one: str, many: str, number: int) -> str:
    """A counted text in the language of this call."""
    return translations().ngettext(one, many, number)


def said_number(value: float | None) -> str:
    """A number as its reader writes it: decimal comma in Lithuanian."""
    if value is None:
        return "–"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if language() == "lt" else text
