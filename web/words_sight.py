"""A page's text as it is corrected: line by line, word by word, with what people wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from catalogue.interchange import region_of
from catalogue.models import Correction, Page
from catalogue.queries.page_writing import corrections_in_force, placed
from catalogue.services.page_words import TextLayers
from schemas.findings import Region
from schemas.pages import TextBlock, Word
from web.wording import number

#: Words of less confidence are offered to be looked at; nothing else is decided by it.
WEAK_WORD = 0.7


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction in force: what, by whom, when."""

    pk: int
    text: str
    machine_text: str
    by: str
    at: datetime
    place: str
    """x,y,width,height on the page; empty where the place was lost."""


@dataclass(frozen=True, slots=True)
class ShownWord:
    """One word with its place."""

    text: str
    place: str
    kind: str
    """``weak``, ``corrected`` or empty."""
    about: str
    """Why it is marked, in words."""
    machine_text: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line; its words may all be gone."""

    number: int
    words: list[ShownWord]
    starts_block: bool

    @property
    def text(self) -> str:
        """The line as one text."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class ShownText:
    """Everything the screen shows of the text."""

    lines: list[ShownLine]
    width: int
    height: int
    weak: int
    corrections: list[ShownCorrection]
    """The newest first."""
    unplaced: list[ShownCorrection]
    is_transcribed: bool

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(len(line.words) for line in self.lines)


def text_shown(page: Page, layers: TextLayers) -> ShownText:
    """The text of a page with what people corrected; one query beside the layers."""
    rows = corrections_in_force(page)
    here = placed(page, rows)
    shown = {row.pk: _correction(row, is_placed=row in here) for row in rows}
    by_place = {shown[row.pk].place: shown[row.pk] for row in here}
    standing = layers.standing
    lines = list(_lines(standing.blocks, by_place))
    return ShownText(
        lines=lines,
        width=standing.width_px,
        height=standing.height_px,
        weak=sum(word.kind == "weak" for line in lines for word in line.words),
        corrections=[shown[row.pk] for row in reversed(here)],
        unplaced=[one for one in reversed(shown.values()) if not one.place],
        is_transcribed=layers.human.transcription is not None,
    )


def last_own(page: Page, user_pk: int) -> Correction | None:
    """The last correction of a page that this person made and that still stands."""
    return page.corrections.filter(undone_at=None, by=user_pk).order_by("id").last()


def said_place(region: Region) -> str:
    """A region as the browser reads it."""
    return f"{region.x},{region.y},{region.width},{region.height}"


def place_said(text: str) -> Region | None:
    """A region as the browser wrote it; None where it is none."""
    parts = text.split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    x, y, width, height = (int(part[:7]) for part in parts)
    return Region(x, y, width, height) if width and height else None


def _lines(
    blocks: Sequence[TextBlock], corrected: dict[str, ShownCorrection]
) -> Iterable[ShownLine]:
    count = 0
    for block in blocks:
        for place, line in enumerate(block.lines):
            words = [_word(word, corrected) for word in line.words if word.text]
            yield ShownLine(count, words, starts_block=place == 0)
            count += 1


def _word(word: Word, corrected: dict[str, ShownCorrection]) -> ShownWord:
    place = said_place(word.region)
    if (one := corrected.get(place)) is not None and word.machine_text is not None:
        return ShownWord(word.text, place, "corrected", _who(one), word.machine_text)
    if word.confidence < WEAK_WORD:
        return ShownWord(word.text, place, "weak", _how_sure(word), word.text)
    return ShownWord(word.text, place, "", "", word.text)


def _who(one: ShownCorrection) -> str:
    words = gettext("corrected by {by}, {day}; the machine read “{text}”")
    return words.format(by=one.by, day=f"{one.at:%Y-%m-%d}", text=one.machine_text or "–")


def _how_sure(word: Word) -> str:
    percent = number(round(word.confidence * 100))
    return gettext("read with confidence {percent} %").format(percent=percent)


def _correction(row: Correction, *, is_placed: bool) -> ShownCorrection:
    region = region_of(row.region)
    return ShownCorrection(
        pk=row.pk,
        text=row.text,
        machine_text=row.machine_text,
        by=row.by.get_full_name() or row.by.get_username(),
        at=row.at,
        place=said_place(region) if region and is_placed else "",
    )
