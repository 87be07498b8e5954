"""What people write of a page: words they corrected in place, and pages they transcribed.

Both are layers of their own. They are laid over what the machine read each time it reads, so that
a new reading never loses them, and the machine's own words stay beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.reading import ProcessingStep

#: A correction speaks of every word whose middle lies in its place, widened by this share of its
#: height: a new reading draws its boxes a little otherwise.
ROOM = 0.15


class TranscriptionStatus(StrEnum):
    """How far a transcription is."""

    DRAFT = "draft"
    FINISHED = "finished"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class TextCorrection:
    """What stands at one place of a page, as a person reads it.

    Attributes:
        region: the place, in pixels of the page image.
        machine_text: what the machine had read there when it was corrected; may be empty.
        text: what stands there; empty where nothing stands there.
        by: who says so.
        at: when, ISO 8601 with its zone.
    """

    region: Region
    machine_text: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class TranscribedLine:
    """One line as a person wrote it down; its place where it was marked."""

    text: str
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Transcription:
    """A page written down by hand, line by line."""

    lines: tuple[TranscribedLine, ...]
    status: TranscriptionStatus
    by: str
    at: str
    language: str = ""

    @property
    def text(self) -> str:
        """The lines as plain text."""
        return "\n".join(line.text for line in self.lines)


def words_at(page: PageText, region: Region) -> tuple[Word, ...]:
    """The words of which a correction of this place would speak."""
    room = 1 + ROOM * region.height
    top, bottom = region.y - room, region.y + region.height + room
    return tuple(
        word
        for block in page.blocks
        for line in block.lines
        for word in line.words
        # Most words of a page lie above or below: told by a glance, which long pages need.
        if word.region.y <= bottom
        and word.region.y + word.region.height >= top
        and is_at(word.region, region)
    )


def corrected(page: PageText, corrections: Sequence[TextCorrection]) -> PageText:
    """The page with what people corrected; later corrections of a place outrank earlier ones."""
    for one in corrections:
        page = _with_correction(page, one)
    steps = tuple(ProcessingStep("correction", one.at, one.by, _said(one)) for one in corrections)
    return replace(page, history=(*page.history, *steps)) if steps else page


def transcribed(page: PageText, transcription: Transcription) -> PageText:
    """The page as a person transcribed it; lines without a place are laid out evenly."""
    height = max(1, page.height_px // (len(transcription.lines) + 1))
    lines = tuple(
        _line(one, one.region or Region(0, number * height, page.width_px, height))
        for number, one in enumerate(transcription.lines)
        if one.text.strip()
    )
    block = TextBlock(_around([line.region for line in lines]), lines) if lines else None
    step = ProcessingStep(
        "transcription", transcription.at, transcription.by, transcription.status.value
    )
    return replace(
        page,
        blocks=(block,) if block else (),
        language=transcription.language or page.language,
        engine="",
        engine_version="",
        model="",
        reading=None,
        history=(step,),
    )


def _said(one: TextCorrection) -> str:
    return f"{one.machine_text or '–'} → {one.text or '–'}"


def _with_correction(page: PageText, one: TextCorrection) -> PageText:
    held = words_at(page, one.region)
    machine = " ".join(_machine_text(word) for word in held).strip()
    word = Word(one.text, one.region, 1.0, machine_text=machine or one.machine_text)
    if not held:
        return _with_new_word(page, word) if one.text else page
    return _with_word_instead(page, word, held)


def _machine_text(word: Word) -> str:
    return word.text if word.machine_text is None else word.machine_text


def _with_word_instead(page: PageText, word: Word, held: Sequence[Word]) -> PageText:
    """The page with one word where others stood; the first of them gives the place in the line."""
    first, gone = held[0], {id(one) for one in held}

    def of_line(line: TextLine) -> TextLine:
        if not any(id(one) in gone for one in line.words):
            return line
        words = tuple(
            word if one is first else one
            for one in line.words
            if one is first or id(one) not in gone
        )
        kept = tuple(one for one in words if one is not word or word.text)
        return replace(line, words=kept)

    return replace(
        page,
        blocks=tuple(
            replace(block, lines=tuple(of_line(line) for line in block.lines))
            for block in page.blocks
        ),
    )


def _with_new_word(page: PageText, word: Word) -> PageText:
    """The page with a word where none was read: in the line at its height, else in a block."""
    blocks = list(page.blocks)
    for at, block in enumerate(blocks):
        for number, line in enumerate(block.lines):
            if _is_beside(word.region, line.region):
                words = tuple(sorted((*line.words, word), key=lambda one: one.region.x))
                region = _around([line.region, word.region])
                lines = list(block.lines)
                lines[number] = replace(line, words=words, region=region)
                blocks[at] = replace(
                    block, lines=tuple(lines), region=_around([block.region, region])
                )
                return replace(page, blocks=tuple(blocks))
    below = next((n for n, b in enumerate(blocks) if b.region.y > word.region.y), len(blocks))
    blocks.insert(below, TextBlock(word.region, (TextLine(word.region, (word,)),)))
    return replace(page, blocks=tuple(blocks))


def _line(one: TranscribedLine, region: Region) -> TextLine:
    """A line whose words share its width by their length."""
    texts = one.text.split()
    letters = sum(len(text) for text in texts) + len(texts) - 1
    words, before = [], 0
    for text in texts:
        left = region.x + region.width * before // max(1, letters)
        before += len(text)
        right = region.x + region.width * before // max(1, letters)
        before += 1
        place = Region(left, region.y, max(1, right - left), region.height)
        words.append(Word(text, place, 1.0))
    return TextLine(region, tuple(words))


def is_at(inner: Region, outer: Region) -> bool:
    """Whether a word in ``inner`` is one of which a correction of ``outer`` speaks."""
    room = ROOM * outer.height
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    across = outer.x - room <= x <= outer.x + outer.width + room
    return across and outer.y - room <= y <= outer.y + outer.height + room


def _is_beside(word: Region, line: Region) -> bool:
    """Whether a place lies at the height of a line, within it or within a line's height of it."""
    middle = word.y + word.height / 2
    at_height = line.y <= middle <= line.y + line.height
    near = word.x <= line.x + line.width + 3 * line.height
    return at_height and near and word.x + word.width >= line.x - 3 * line.height


def _around(regions: Sequence[Region]) -> Region:
    left, top = min(one.x for one in regions), min(one.y for one in regions)
    right = max(one.x + one.width for one in regions)
    bottom = max(one.y + one.height for one in regions)
    return Region(left, top, right - left, bottom - top)
