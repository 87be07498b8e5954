"""A page's transcription as it is written: line by line beside the image, with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalogue.models import Page, PageTranscription
from catalogue.queries.page_writing import states_of
from catalogue.services.page_words import TextLayers, lines_of
from schemas.findings import Region
from schemas.human_text import TranscribedLine, TranscriptionStatus, corrected
from schemas.texts import N_
from web.reading_words import LANGUAGES
from web.wording import translated
from web.words_sight import said_place

STATUSES: dict[str, str] = {
    TranscriptionStatus.DRAFT: N_("Draft"),
    TranscriptionStatus.FINISHED: N_("Finished"),
    TranscriptionStatus.CHECKED: N_("Checked"),
}
#: Lines that a page can be divided into at once.
MOST_LINES = 200
#: Empty fields below the last line, for browsers that cannot add any.
SPARE = 5
#: The part of a page that is written on, where nobody marked lines: a margin on each side.
MARGIN = 0.06
#: Room above and below a line in its strip, as a share of its height.
ROOM = 0.3


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of the form."""

    number: int
    text: str
    place: str
    strip_url: str


@dataclass(frozen=True, slots=True)
class ShownState:
    """One state of the history."""

    pk: int
    status: str
    language: str
    by: str
    at: datetime
    lines: int
    beginning: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form."""

    lines: tuple[TranscribedLine, ...]
    status: str
    language: str
    was: int
    """The state it goes out from; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything the screen shows of the transcription."""

    lines: list[FieldLine]
    width: int
    height: int
    draft: Draft
    origin: str
    """Where the lines come from: ``person``, ``machine``, ``evenly`` or empty."""
    states: list[ShownState]
    is_standing: bool
    statuses: list[tuple[str, str]]
    languages: list[tuple[str, str]]


def transcript_of(
    page: Page, layers: TextLayers, iiif_url: str, *, divided: int = 0, typed: Draft | None = None
) -> Transcript:
    """The form as it is to be filled in, and the history below it.

    Args:
        page: the page.
        layers: its text.
        iiif_url: address of its image; empty where there is none yet.
        divided: into how many even lines an unread page is to be divided.
        typed: what somebody wrote that could not be saved.
    """
    states = states_of(page)
    origin, draft = ("person", typed) if typed else _begun(page, layers, states, divided)
    size = (layers.machine.width_px, layers.machine.height_px)
    spare = [TranscribedLine("")] * SPARE
    return Transcript(
        lines=[
            _field(place, line, iiif_url, size)
            for place, line in enumerate([*draft.lines, *spare], start=1)
        ],
        width=size[0],
        height=size[1],
        draft=draft,
        origin=origin,
        states=[_state(row, is_present=row == states[0]) for row in states],
        is_standing=layers.human.transcription is not None,
        statuses=[(value, translated(words)) for value, words in STATUSES.items()],
        languages=[(code, translated(words)) for code, words in LANGUAGES.items()],
    )


def evenly(count: int, width: int, height: int) -> tuple[TranscribedLine, ...]:
    """Empty lines, laid evenly over the part of a page that is written on."""
    left, top = round(MARGIN * width), round(MARGIN * height)
    pitch = (height - 2 * top) / max(1, count)
    return tuple(
        TranscribedLine(
            "", Region(left, round(top + place * pitch), width - 2 * left, max(1, round(pitch)))
        )
        for place in range(count)
    )


def _begun(
    page: Page, layers: TextLayers, states: Sequence[PageTranscription], divided: int
) -> tuple[str, Draft]:
    was = states[0].pk if states else 0
    standing = layers.human.transcription
    if standing is not None:
        return "person", Draft(standing.lines, standing.status, standing.language, was)
    language = next(iter(page.languages.split()), "")
    draft = TranscriptionStatus.DRAFT
    read = corrected(layers.machine, layers.human.corrections)
    lines = tuple(
        TranscribedLine(" ".join(word.text for word in line.words), line.region)
        for line in lines_of(read)
    )
    if lines:
        return "machine", Draft(lines, draft, language, was)
    count = min(divided, MOST_LINES)
    even = evenly(count, layers.machine.width_px, layers.machine.height_px)
    return "evenly" if even else "", Draft(even, draft, language, was)


def _field(number: int, line: TranscribedLine, iiif_url: str, size: tuple[int, int]) -> FieldLine:
    region = line.region
    return FieldLine(
        number=number,
        text=line.text,
        place=said_place(region) if region else "",
        strip_url=strip_url(iiif_url, region, *size) if region and iiif_url else "",
    )


def strip_url(iiif_url: str, region: Region, width: int, height: int) -> str:
    """The address of a line's part of the image, with a little room above and below."""
    room = round(ROOM * region.height)
    top, bottom = max(0, region.y - room), min(height, region.y + region.height + room)
    left, right = max(0, region.x - room), min(width, region.x + region.width + room)
    parts = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    said = ",".join(f"{100 * part:.3f}" for part in parts)
    return f"{iiif_url}/pct:{said}/max/0/default.jpg"


def _state(row: PageTranscription, *, is_present: bool) -> ShownState:
    texts = [str(one["text"]) for one in row.lines]
    return ShownState(
        pk=row.pk,
        status=translated(STATUSES[row.status]),
        language=translated(LANGUAGES.get(row.language, "")) or row.language,
        by=row.by.get_full_name() or row.by.get_username(),
        at=row.at,
        lines=len(texts),
        beginning=" ".join(" ".join(texts).split()[:8]),
        is_present=is_present,
    )
