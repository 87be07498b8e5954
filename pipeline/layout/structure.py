"""Offers labels and structure: printed numbers, running heads, headings, the table of contents.

``pipeline.labels`` finds numbers for checks of the sequence in any read text, however arranged;
here only what the arrangement marked is offered.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.layout.kinds import is_entry
from pipeline.layout.lines import around
from pipeline.layout.type_measures import text_of
from qa.volume.pages import PrintedLabel
from qa.volume.readings import Count, readings_of
from schemas.pages import BlockKind, PageText, TextBlock, TextLine
from schemas.structure import ContentsEntry, Offered, PageStructure, Section, SectionSource

#: How sure a kind of block is, beside the engine's belief in its words.
NUMBER, HEAD, ENTRY = 0.9, 0.85, 0.85
HEADING = {1: 0.8, 2: 0.75, 3: 0.6}
#: Titles in contents and at their place differ by errors of reading and by shortening.
ALIKE = 0.7
#: An entry is looked for on the page that its number points at, and so many beside it.
BESIDE = 1
#: Confidence of a section found by number alone, and by heading alone.
BY_NUMBER, BY_HEADING = 0.6, 0.5
#: So many pages must agree how numbers and scans run together.
LEAST_AGREEING = 2
_EDGES = " .,:;·…_-–—[]()"


def structure_of(page: PageText) -> PageStructure:
    """What an arranged page offers."""
    of_kind = {
        kind: [b for b in page.blocks if b.kind == kind and b.lines]
        for kind in (BlockKind.PAGE_NUMBER, BlockKind.RUNNING_HEAD)
    }
    headings = [b for b in page.blocks if b.kind == BlockKind.HEADING and b.lines]
    contents = [b for b in page.blocks if b.kind == BlockKind.CONTENTS]
    return PageStructure(
        number=_best(of_kind[BlockKind.PAGE_NUMBER], NUMBER),
        running_head=_best(of_kind[BlockKind.RUNNING_HEAD], HEAD),
        headings=tuple(_offered(b, HEADING.get(b.level, HEADING[3])) for b in headings),
        entries=tuple(_entries([line for block in contents for line in block.lines])),
    )


def _best(blocks: Sequence[TextBlock], sureness: float) -> Offered | None:
    """The likeliest of what was found; two columns' numbers are less sure than one."""
    offered = [_offered(block, sureness / len(blocks)) for block in blocks]
    return max(offered, key=lambda one: one.confidence, default=None)


def _offered(block: TextBlock, sureness: float) -> Offered:
    words = [w for line in block.lines for w in line.words]
    named = [w.confidence for w in words if any(map(str.isalnum, w.text))]
    belief = sum(named) / max(1, len(named))
    text = text_of(words).strip(_EDGES)
    return Offered(text, round(sureness * belief, 3), block.region, block.level)


def _entries(lines: Sequence[TextLine]) -> Iterator[ContentsEntry]:
    """Rows of a list of contents; a row without a number is the beginning of the next title."""
    unit = _unit(lines)
    begun: list[TextLine] = []
    for line in lines:
        if not is_entry(line, unit):
            begun.append(line)
            continue
        words = sorted(line.words, key=lambda w: w.region.x)
        title = " ".join([*(text_of(one.words) for one in begun), text_of(words[:-1])])
        belief = sum(w.confidence for w in words) / len(words)
        yield ContentsEntry(
            title=title.strip(_EDGES),
            label=words[-1].text.strip(_EDGES),
            confidence=round(ENTRY * belief, 3),
            region=around([w for one in (*begun, line) for w in one.words]),
        )
        begun = []


def _unit(lines: Sequence[TextLine]) -> float:
    heights = sorted(w.region.height for line in lines for w in line.words)
    return float(heights[len(heights) // 2]) if heights else 1.0


def contents_of(pages: Sequence[PageStructure]) -> tuple[Section, ...]:
    """The sections of a work, from its table of contents held against numbers and headings.

    Without a table of contents headings alone are offered, less surely. A section whose page is
    not found is left out.

    Args:
        pages: all pages in the order of the work.
    """
    entries = [(at, entry) for at, page in enumerate(pages) for entry in page.entries]
    if not entries:
        return tuple(_by_headings(pages))
    numbers = [_number(page.number) for page in pages]
    shift = _shift(numbers)
    found = (_section(entry, at, pages, numbers, shift) for at, entry in entries)
    sections = [one for one in found if one is not None]
    return tuple(sorted(sections, key=lambda one: one.page))


def _by_headings(pages: Sequence[PageStructure]) -> Iterator[Section]:
    for at, page in enumerate(pages):
        for heading in page.headings:
            if 1 <= heading.level <= 2:
                sure = round(BY_HEADING * heading.confidence, 3)
                label = page.number.text if page.number else ""
                source = SectionSource.HEADING
                yield Section(heading.text, at, heading.level, label, source, sure)


def _number(offered: Offered | None) -> int | None:
    """An arabic page number; None for others."""
    return None if offered is None else _value(offered.text)


def _value(text: str) -> int | None:
    readings = readings_of(PrintedLabel(text, 1.0))
    return next((one.place for one in readings if one.count == Count.PAGES), None)


def _shift(numbers: Sequence[int | None]) -> int | None:
    """By how much most pages' places differ from their numbers."""
    shifts = Counter(at - number for at, number in enumerate(numbers) if number is not None)
    [(shift, count)] = shifts.most_common(1) or [(0, 0)]
    return shift if count >= LEAST_AGREEING else None


def _section(
    entry: ContentsEntry,
    listed: int,
    pages: Sequence[PageStructure],
    numbers: Sequence[int | None],
    shift: int | None,
) -> Section | None:
    number = _value(entry.label)
    place = _place(number, numbers, shift)
    near = range(len(pages)) if place is None else _around(place, len(pages))
    at, alike, level = max(
        (
            (page, _likeness(entry.title, heading.text), heading.level)
            for page in near
            if page != listed
            for heading in pages[page].headings
        ),
        key=lambda one: one[1],
        default=(None, 0.0, 0),
    )
    if at is not None and alike >= ALIKE:
        agrees = place is not None and at == place
        sure = entry.confidence * (0.5 + 0.5 * alike) * (1.0 if agrees else 0.8)
        return Section(entry.title, at, level, entry.label, SectionSource.BOTH, round(sure, 3))
    if place is None:
        return None
    sure = round(BY_NUMBER * entry.confidence, 3)
    return Section(entry.title, place, 1, entry.label, SectionSource.CONTENTS, sure)


def _place(number: int | None, numbers: Sequence[int | None], shift: int | None) -> int | None:
    """The page that bears a number, or would bear it as its neighbours do."""
    if number is None:
        return None
    if shift is not None and 0 <= number + shift < len(numbers):
        return number + shift
    bearing = [at for at, one in enumerate(numbers) if one == number]
    return bearing[0] if len(bearing) == 1 else None


def _around(place: int, count: int) -> range:
    return range(max(0, place - BESIDE), min(count, place + BESIDE + 1))


def _likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1; a heading may say more or less than its entry."""
    a, b = _plain(one), _plain(other)
    short, long = sorted((a, b), key=len)
    if len(short) >= 6 and short in long:
        return 0.95
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _plain(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())
