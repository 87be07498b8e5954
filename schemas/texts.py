"""Marks texts of the core for translation; they are translated where they are shown."""

from collections.abc import Callable

#: Turns a marked English text into the reader's language.
Translate = Callable[[str], str]


def N_(text: str) -> str:  # noqa: N802 -- the name every gettext extractor knows
    """Mark a text for the translators' catalogue and leave it as it is."""
    return text


def untranslated(text: str) -> str:
    """The translation into the source language: nothing changes."""
    return text
