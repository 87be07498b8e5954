"""Correcting words where they stand: what the page shows is what a person speaks of."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from catalogue.errors import NothingCorrectedError, PageTranscribedError, TextChangedError
from catalogue.interchange import region_of
from catalogue.line_changes import changed_words
from catalogue.models import Correction, Page, User
from catalogue.queries.human_text import NOTHING_WRITTEN, HumanText, human_text_of
from catalogue.queries.page_writing import corrections_in_force, placed
from catalogue.services.human_text import correct_text, undo_correction
from catalogue.services.locks import lock_object
from schemas.findings import Region
from schemas.human_text import corrected, is_at, transcribed, words_at
from schemas.pages import PageText, TextLine


@dataclass(frozen=True, slots=True)
class TextLayers:
    """The text of a page: as the machine read it, and what people wrote over it."""

    machine: PageText
    """Without blocks where the machine read nothing."""
    human: HumanText = NOTHING_WRITTEN

    @property
    def standing(self) -> PageText:
        """The text as it stands."""
        if self.human.transcription is not None:
            return transcribed(self.machine, self.human.transcription)
        return corrected(self.machine, self.human.corrections)

    def with_present(self, page: Page) -> "TextLayers":
        """The same with what people have written by now."""
        return replace(self, human=human_text_of([page]).get(page.pk, NOTHING_WRITTEN))


@dataclass(frozen=True, slots=True)
class SaidWord:
    """What somebody says of one place."""

    region: Region
    shown: str
    """What the page showed there when they looked."""
    text: str


@transaction.atomic
def say_word(
    page: Page, layers: TextLayers, said: SaidWord, *, by: User, now: datetime
) -> list[Correction]:
    """Say what stands at one place; to say what the machine had read takes corrections back.

    Returns:
        the correction that was made, or those that were taken back.

    Raises:
        PageTranscribedError: a transcription stands instead of what the machine read.
        TextChangedError: something else stands there by now.
        NothingCorrectedError: the text says what stands there already.
        TextTooLongError: it is longer than a few words.
    """
    lock_object(page.digital_object)
    layers = layers.with_present(page)
    if layers.human.transcription is not None:
        raise PageTranscribedError(page=page.sequence)
    standing = text_at(layers.standing, said.region)
    if said.shown != standing and not _stands(layers.standing, said):
        raise TextChangedError(standing=standing, shown=said.shown)
    text = " ".join(said.text.split())
    if text == standing:
        raise NothingCorrectedError(text=text)
    machine = text_at(layers.machine, said.region)
    if text == machine and (taken_back := _corrections_at(page, said.region)):
        for row in taken_back:
            undo_correction(row, by=by, now=now)
            row.undone_by, row.undone_at = by, now
        return taken_back
    return [correct_text(page, said.region, machine, text, by=by, now=now)]


@transaction.atomic
def say_line(
    page: Page, layers: TextLayers, number: int, shown: str, text: str, *, by: User, now: datetime
) -> list[Correction]:
    """Say what stands in one line: each word that changed becomes a correction.

    Raises:
        TextChangedError: another line stands there by now.
        NothingCorrectedError: the line says what stands there already.
        PageTranscribedError, TextTooLongError: as for one word.
    """
    lock_object(page.digital_object)
    lines = lines_of(layers.with_present(page).standing)
    line = lines[number] if number < len(lines) else None
    standing = " ".join(word.text for word in line.words) if line else ""
    if line is None or not line.words or standing != shown:
        raise TextChangedError(standing=standing, shown=shown)
    words = [word.text for word in line.words]
    changed = changed_words(words, text.split())
    if not changed:
        raise NothingCorrectedError(text=shown)
    made: list[Correction] = []
    for place, now_said in changed.items():
        said = SaidWord(line.words[place].region, words[place], now_said)
        made += say_word(page, layers, said, by=by, now=now)
    return made


def lines_of(text: PageText) -> list[TextLine]:
    """The lines of a page in reading order; one whose every word is gone stays a line."""
    return [line for block in text.blocks for line in block.lines]


def text_at(text: PageText, region: Region) -> str:
    """What stands at a place; empty where nothing does."""
    return " ".join(word.text for word in words_at(text, region) if word.text)


def _stands(text: PageText, said: SaidWord) -> bool:
    """Whether one of several words whose places overlap is the one that was shown."""
    return any(one.region == said.region and one.text == said.shown for one in text.words)


def _corrections_at(page: Page, region: Region) -> list[Correction]:
    rows = placed(page, corrections_in_force(page))
    return [row for row in rows if (place := region_of(row.region)) and is_at(place, region)]
