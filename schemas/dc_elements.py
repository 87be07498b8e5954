"""The fifteen elements: what they are called in English and Lithuanian.

Also how kinds of identifiers are told from one another in plain text.
"""

import re
from collections import defaultdict

from schemas.objects import DublinCore, Identifier

#: The elements in the order of ISO 15836-1.
ELEMENTS = (
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
)

#: Further names that people and programs write in the heads of tables; DCMI terms narrowed down.
SYNONYMS = {
    "antraštė": "title",
    "pavadinimas": "title",
    "alternative": "title",
    "kūrėjas": "creator",
    "autorius": "creator",
    "author": "creator",
    "tema": "subject",
    "dalykas": "subject",
    "aprašymas": "description",
    "aprašas": "description",
    "abstract": "description",
    "leidėjas": "publisher",
    "bendradarbis": "contributor",
    "bendraautoris": "contributor",
    "talkininkas": "contributor",
    "data": "date",
    "created": "date",
    "issued": "date",
    "tipas": "type",
    "formatas": "format",
    "extent": "format",
    "identifikatorius": "identifier",
    "šaltinis": "source",
    "kalba": "language",
    "ryšys": "relation",
    "sąsaja": "relation",
    "ispartof": "relation",
    "aprėptis": "coverage",
    "spatial": "coverage",
    "temporal": "coverage",
    "teisės": "rights",
    "license": "rights",
    "accessrights": "rights",
}

#: Heads of columns that hold one kind of identifier.
IDENTIFIER_KINDS = {
    "shelfmark": "shelfmark",
    "šifras": "shelfmark",
    "saugojimo šifras": "shelfmark",
    "isbn": "isbn",
    "issn": "issn",
    "libis": "libis",
    "vepis": "vepis",
    "ark": "ark",
}

#: The kind of an identifier of which nothing further is known.
LOCAL = "local"
#: Kinds whose values name their scheme themselves and stand without the kind before them.
_SELF_NAMING = {
    "ark": re.compile(r"ark:/?\S+"),
    "uri": re.compile(r"https?://\S+", re.IGNORECASE),
    "urn": re.compile(r"urn:(?!(?:isbn|issn):)\S+", re.IGNORECASE),
}
_STANDARD_NUMBER = re.compile(r"(?:urn:)?(isbn|issn)[:\s]+(\S.*)", re.IGNORECASE)
_WITH_KIND = re.compile(r"([a-z][a-z0-9_-]*):(\S.*)")
_STROKELESS = str.maketrans("ąčęėįšųūž", "aceeisuuz")


class DescriptionDraft:
    """Gathers values element by element, as they come, into a description."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        self._identifiers: list[Identifier] = []

    def add(self, element: str, value: str) -> None:
        """Take in one value; spaces are tidied, doubles and empty ones dropped.

        ``element`` is a name of ``ELEMENTS``, or ``identifier:KIND``.
        """
        value = " ".join(value.split())
        if not value:
            return
        name, _, kind = element.partition(":")
        if name == "identifier":
            identifier = Identifier(kind, value) if kind else identifier_of(value)
            if identifier not in self._identifiers:
                self._identifiers.append(identifier)
        elif value not in self._values[name]:
            self._values[name].append(value)

    def finished(self) -> DublinCore:
        """The description as gathered."""
        values = {name: tuple(texts) for name, texts in self._values.items()}
        return DublinCore(identifiers=tuple(self._identifiers), **values)


def element_of(name: str) -> str | None:
    """The element that a name in a table or an XML document stands for.

    Gives ``identifier:KIND`` for a kind of identifier and None for a name nobody knows.
    """
    plain = re.sub(r"^(dc|dcterms|dct)\s*[:.]\s*", "", name.strip().casefold())
    if plain in ELEMENTS:
        return plain
    if found := SYNONYMS.get(plain) or _UNACCENTED.get(plain):
        return found
    if plain in IDENTIFIER_KINDS:
        return f"identifier:{IDENTIFIER_KINDS[plain]}"
    if match := re.fullmatch(r"(?:identifier|identifikatorius)[.:]([a-z][a-z0-9_-]*)", plain):
        return f"identifier:{match[1]}"
    return None


def identifier_text(identifier: Identifier) -> str:
    """The identifier as plain text that keeps its kind: ``isbn:9786090…``."""
    kind, value = identifier.kind or LOCAL, identifier.value
    itself = _SELF_NAMING.get(kind)
    if itself is not None and itself.fullmatch(value):
        return value
    if kind == LOCAL and identifier_of(value) == Identifier(LOCAL, value):
        return value
    return f"{kind}:{value}"


def identifier_of(text: str) -> Identifier:
    """Read an identifier as plain text; what names no kind is ``local``."""
    for kind, itself in _SELF_NAMING.items():
        if itself.fullmatch(text):
            return Identifier(kind, text)
    if match := _STANDARD_NUMBER.fullmatch(text):
        return Identifier(match[1].lower(), match[2])
    if match := _WITH_KIND.fullmatch(text):
        return Identifier(match[1], match[2])
    return Identifier(LOCAL, text)


_UNACCENTED = {name.translate(_STROKELESS): element for name, element in SYNONYMS.items()}
