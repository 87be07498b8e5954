"""The described whole: a book, an issue, a map, in the words of Dublin Core."""

from dataclasses import dataclass
from enum import StrEnum


class Material(StrEnum):
    """The kind of original; it chooses the limits images are held against."""

    BOOK = "book"
    NEWSPAPER = "newspaper"
    PHOTOGRAPH = "photograph"
    POSTCARD = "postcard"
    NEGATIVE = "negative"
    MAP = "map"
    MANUSCRIPT = "manuscript"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name somebody gave the original: ``kind`` such as shelfmark, libis, vepis, isbn, issn."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class DublinCore:
    """The fifteen elements (ISO 15836-1), each repeatable; ``identifiers`` keep their kind."""

    title: tuple[str, ...] = ()
    creator: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    contributor: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
