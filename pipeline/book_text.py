"""The running text of a volume: pages, lines and divided words put together to paragraphs.

What the printer put on each page for himself or for leafing (numbers, running heads, signatures)
is left out; where a page begins is kept as a mark within the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.pdf.navigation import heading_text
from schemas.pages import BlockKind, PageText, TextBlock, Word
from schemas.xml import legal_text

#: Parts of a page that are no text of the work.
LEFT_OUT = frozenset(
    (
        BlockKind.PAGE_NUMBER, BlockKind.RUNNING_HEAD, BlockKind.SIGNATURE_MARK,
        BlockKind.SEPARATOR, BlockKind.ILLUSTRATION, "graphic",
    )
)  # fmt: skip
#: Kinds whose lines stay lines.
_LINED = (BlockKind.TABLE, BlockKind.CONTENTS)
_HYPHENS = ("-", "‐", "⸗", "=", "¬", "\u00ad")
#: Signs that end a sentence, behind which a closing quote may stand.
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_CLOSING = "”“»\"')]"
#: A file of a book is no longer than this, in letters: reading devices load it whole.
LONGEST_FILE = 200_000


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page to be put in: its text, the number printed on it, its place."""

    sequence: int
    text: PageText | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageMark:
    """Here a page begins."""

    sequence: int
    label: str


@dataclass(slots=True)
class Paragraph:
    """One paragraph; ``parts`` are texts and marks of pages in order."""

    kind: str
    language: str = ""
    level: int = 0
    parts: list[str | PageMark] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its text alone."""
        return " ".join("".join(p for p in self.parts if isinstance(p, str)).split())


@dataclass(slots=True)
class Section:
    """What goes into one file: a chapter, or the continuation of a long one."""

    title: str
    level: int
    """Of its heading; 0 for a continuation or for what stands before the first heading."""
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Letters in it."""
        return sum(len(part) for p in self.paragraphs for part in p.parts if isinstance(part, str))


def sections_of(pages: Iterable[BookPage]) -> list[Section]:
    """The text of a volume by chapters: each heading of the highest level begins one."""
    paragraphs = list(_paragraphs(pages))
    levels = [p.level for p in paragraphs if p.kind == BlockKind.HEADING]
    highest = min(levels, default=1)
    sections = [Section("", 0)]
    for paragraph in paragraphs:
        now = sections[-1]
        is_heading = paragraph.kind == BlockKind.HEADING and paragraph.level <= highest
        is_long = now.length > LONGEST_FILE and isinstance(_first(paragraph), PageMark)
        if is_long or (is_heading and _has_body(now)):
            sections.append(Section("", 0))
        now = sections[-1]
        if is_heading:
            now.title, now.level = " ".join(filter(None, (now.title, paragraph.words))), highest
        now.paragraphs.append(paragraph)
    return [section for section in sections if section.paragraphs]


def _has_body(section: Section) -> bool:
    return any(p.kind != BlockKind.HEADING and p.words for p in section.paragraphs)


def _first(paragraph: Paragraph) -> str | PageMark:
    return paragraph.parts[0] if paragraph.parts else ""


def _paragraphs(pages: Iterable[BookPage]) -> Iterator[Paragraph]:
    """Paragraphs in order; one that runs over the end of a page or column goes on behind it."""
    held: Paragraph | None = None
    for page in pages:
        marks: list[str | PageMark] = [PageMark(page.sequence, page.label)]
        blocks = page.text.blocks if page.text else ()
        for paragraph in _of_page(blocks, page.text.language if page.text else ""):
            if held is not None and _goes_on(held, paragraph):
                _append(held, marks, paragraph)
                marks = []
                continue
            if held is not None:
                yield held
            held = paragraph
            held.parts[:0] = marks
            marks = []
        if marks and held is not None:
            held.parts += marks
        elif marks:
            held = Paragraph(BlockKind.TEXT, parts=marks)
    if held is not None:
        yield held


def _of_page(blocks: Sequence[TextBlock], language: str) -> list[Paragraph]:
    """The paragraphs of a page, its notes last, but before a sentence that runs on to the next."""
    found = [_paragraph(b, language) for b in blocks if b.kind not in LEFT_OUT and b.lines]
    kept = [paragraph for paragraph in found if paragraph.words]
    running = [p for p in kept if p.kind != BlockKind.FOOTNOTE]
    notes = [p for p in kept if p.kind == BlockKind.FOOTNOTE]
    if running and _is_open(running[-1]):
        return [*running[:-1], *notes, running[-1]]
    return [*running, *notes]


def _is_open(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends within a sentence."""
    end = paragraph.words.rstrip(_CLOSING)
    return paragraph.kind == BlockKind.TEXT and not end.endswith(_SENTENCE_ENDS)


def _paragraph(block: TextBlock, language: str) -> Paragraph:
    spoken = block.language or language
    if block.kind == BlockKind.HEADING:
        return Paragraph(block.kind, spoken, max(1, block.level), [heading_text(block)])
    lines = [[word for word in line.words if legal_text(word.text)] for line in block.lines]
    lines = [line for line in lines if line]
    if block.kind in _LINED:
        text = "\n".join(" ".join(legal_text(w.text) for w in line) for line in lines)
    else:
        text = joined(lines)
    return Paragraph(block.kind, spoken, 0, [text])


def joined(lines: Sequence[Sequence[Word]]) -> str:
    """Lines as running text, with the words whole that were divided at line ends."""
    text = ""
    for at, line in enumerate(lines):
        words = [legal_text(word.text) for word in line]
        following = lines[at + 1][0] if at + 1 < len(lines) else None
        if following is not None and is_divided(line[-1], following):
            text += " ".join(words)[:-1]
        elif line[-1].whole and words[-1].endswith(_HYPHENS):
            text += " ".join(words)  # its other half stands on the next page
        else:
            text += " ".join(words) + " "
    return text.rstrip()


def is_divided(last: Word, following: Word) -> bool:
    """Whether a line's last word goes on with the first of the next line."""
    text = legal_text(last.text)
    if len(text) < 2 or not text.endswith(_HYPHENS):
        return False
    if last.whole:
        return last.whole == following.whole
    # Where nobody looked: a small letter follows, and the mark is no dash for nothing.
    return text[-2].isalpha() and following.text[:1].islower()


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph at the head of a page or column goes on with the last one before."""
    if before.kind != BlockKind.TEXT or after.kind != BlockKind.TEXT:
        return False
    end, start = before.words.rstrip(_CLOSING), after.words
    if not end or not start or before.language != after.language:
        return False
    return end.endswith(_HYPHENS) or (start[0].islower() and _is_open(before))


def _append(held: Paragraph, marks: list[str | PageMark], paragraph: Paragraph) -> None:
    """Go on; a divided word is put together before the mark of the page."""
    last, first = held.parts[-1], paragraph.parts[0]
    if isinstance(last, str) and isinstance(first, str) and last.endswith(_HYPHENS):
        head, space, rest = first.partition(" ")
        if head[:1].islower():
            held.parts[-1] = last[:-1] + head
            held.parts += [*marks, space + rest]
            return
    held.parts += [" ", *marks, *paragraph.parts]
