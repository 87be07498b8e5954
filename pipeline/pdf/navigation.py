"""Ways through a PDF: bookmarks out of headings, and the printed numbers of its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.pdf.syntax import Name, Reference
from pipeline.pdf.writer import PdfWriter
from schemas.pages import BlockKind, PageText, TextBlock

#: A bookmark longer than this is cut between words.
MOST_LETTERS = 120
_HYPHENS = ("-", "‐", "⸗", "¬", "\u00ad")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading and where it stands."""

    title: str
    level: int
    page: Reference
    top: float


@dataclass(slots=True)
class _Node:
    mark: Bookmark | None
    at: Reference
    children: list["_Node"] = field(default_factory=list)


def headings_in(text: PageText) -> Iterator[tuple[str, int, int]]:
    """The headings of a page: words, level from 1, upper edge in pixels."""
    for block in text.blocks:
        if block.kind == BlockKind.HEADING and (title := heading_text(block)):
            yield title, max(1, block.level), block.region.y


def heading_text(block: TextBlock) -> str:
    """A heading on one line, its divided words whole."""
    text = ""
    for line in block.lines:
        words = " ".join(word.text for word in line.words).strip()
        is_divided = bool(line.words) and bool(line.words[-1].whole)
        joint = words[:-1] if is_divided and words.endswith(_HYPHENS) else f"{words} "
        text += joint
    text = " ".join(text.split())
    if len(text) <= MOST_LETTERS:
        return text
    return text[:MOST_LETTERS].rpartition(" ")[0] + " …"


def write_bookmarks(pdf: PdfWriter, marks: Sequence[Bookmark]) -> Reference | None:
    """Write the bookmarks as a tree by their levels; None where there are none."""
    if not marks:
        return None
    root = _tree(pdf, marks)
    _write_children(pdf, root)
    pdf.add({"Type": Name("Outlines"), **_family(root), "Count": len(root.children)}, root.at)
    return root.at


def _tree(pdf: PdfWriter, marks: Sequence[Bookmark]) -> _Node:
    """A level that was left out (1, then 3) makes no gap in the tree."""
    root = _Node(None, pdf.reserve())
    open_nodes: list[tuple[int, _Node]] = [(0, root)]
    for mark in marks:
        while open_nodes[-1][0] >= mark.level:
            open_nodes.pop()
        node = _Node(mark, pdf.reserve())
        open_nodes[-1][1].children.append(node)
        open_nodes.append((mark.level, node))
    return root


def _write_children(pdf: PdfWriter, parent: _Node) -> None:
    """A node after the other; deep nesting is bounded by the levels of headings."""
    for place, node in enumerate(parent.children):
        assert node.mark is not None
        entries: dict[str, object] = {
            "Title": node.mark.title, "Parent": parent.at,
            "Dest": [node.mark.page, Name("XYZ"), None, node.mark.top, None],
        }  # fmt: skip
        if place:
            entries["Prev"] = parent.children[place - 1].at
        if place + 1 < len(parent.children):
            entries["Next"] = parent.children[place + 1].at
        if node.children:  # shown closed, which a negative number says
            entries |= {**_family(node), "Count": -len(node.children)}
        pdf.add(entries, node.at)
        _write_children(pdf, node)


def _family(node: _Node) -> dict[str, object]:
    return {"First": node.children[0].at, "Last": node.children[-1].at}


def page_labels(labels: Sequence[str]) -> dict[str, object] | None:
    """The printed numbers as a number tree; None where no page has one.

    Pages without a number get their place in brackets, as cataloguers write it.
    """
    if not any(labels):
        return None
    numbers: list[object] = []
    for place, label in enumerate(labels):
        numbers += [place, {"P": label or f"[{place + 1}]"}]
    return {"Nums": numbers}
