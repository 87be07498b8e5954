"""How ALTO says what a block is: tags by which blocks refer to kinds, levels and articles."""

from collections.abc import Iterator

from lxml import etree

from schemas.alto_processing import escaped
from schemas.pages import BlockKind, PageText, TextBlock
from schemas.xml import legal_text, local_name

#: What is read of tags again; others keep what they mean to themselves.
KIND, LEVEL, ARTICLE = "block", "level", "article"
#: Kinds that say how the work is built; the others say how the page is.
_OF_STRUCTURE = (BlockKind.HEADING, BlockKind.CONTENTS)
_KINDS = {str(kind): kind for kind in BlockKind}
#: These are elements of their own in ALTO.
_ELEMENTS = (BlockKind.TEXT, BlockKind.ILLUSTRATION, BlockKind.SEPARATOR)


class Tags:
    """The tags of one page: each is written once, blocks refer to it."""

    def __init__(self, page: PageText) -> None:
        self._names: dict[tuple[str, str], str] = {}
        for block in page.blocks:
            for said in _said_of(block):
                self._names.setdefault(said, f"tag-{len(self._names) + 1}")

    def elements(self) -> Iterator[str]:
        """The Tags element; nothing where no block needs it."""
        if not self._names:
            return
        yield " <Tags>"
        for (kind, label), name in self._names.items():
            structural = kind != KIND or label in _OF_STRUCTURE
            tag = "StructureTag" if structural else "LayoutTag"
            yield f'  <{tag} ID="{name}" TYPE="{kind}" LABEL="{escaped(label)}"/>'
        yield " </Tags>"

    def references(self, block: TextBlock) -> str:
        """The attribute of a block."""
        names = [self._names[said] for said in _said_of(block)]
        return f' TAGREFS="{" ".join(names)}"' if names else ""


def _said_of(block: TextBlock) -> Iterator[tuple[str, str]]:
    kind = legal_text(str(block.kind))
    if kind and kind not in _ELEMENTS:
        yield KIND, kind
    if block.level:
        yield LEVEL, str(block.level)
    if block.article:
        yield ARTICLE, str(block.article)


def tags_of(root: etree._Element) -> dict[str, tuple[str, str]]:
    """What tags say, by their names: type and label."""
    return {
        tag.get("ID", ""): (tag.get("TYPE", ""), tag.get("LABEL", ""))
        for holder in root.iterfind("{*}Tags")
        for tag in holder
        if local_name(tag) in ("LayoutTag", "StructureTag")
    }


def kind_of(said: dict[str, str], otherwise: str) -> str:
    """The kind a block's tags name."""
    label = said.get(KIND, "")
    if not label:
        return otherwise
    return _KINDS.get(label, label)


def number_of(said: dict[str, str], what: str) -> int:
    """A level or an article; 0 where the tags name none."""
    text = said.get(what, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
