"""The one way XML is read and written: nothing fetched or expanded, the same bytes each time."""

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from lxml import etree

from schemas.errors import LibraryError
from schemas.texts import N_

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PREMIS = "http://www.loc.gov/premis/v3"
MIX = "http://www.loc.gov/mix/v20"
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

#: Where each namespace's official schema is published; written as xsi:schemaLocation.
SCHEMA_LOCATIONS: Mapping[str, str] = {
    METS: "http://www.loc.gov/standards/mets/version112/mets.xsd",
    PREMIS: "http://www.loc.gov/standards/premis/v3/premis-v3-0.xsd",
    MIX: "http://www.loc.gov/standards/mix/mix20/mix20.xsd",
    ALTO: "http://www.loc.gov/standards/alto/v4/alto-4-2.xsd",
    OAI_DC: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}

#: What XML 1.0 cannot carry: controls but tab and line ends, half surrogates, non-characters.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENT = "  "


class BadXmlError(LibraryError):
    """A file that should be XML cannot be read as such."""

    code = "XML-001"
    message = N_("“{name}” is not readable XML: {reason}.")
    hint = N_("Ask whoever made the file to send it again, or open it in an XML editor.")


class ForbiddenXmlError(LibraryError):
    """A document brings its own type declaration, by which XML readers are attacked."""

    code = "XML-002"
    message = N_("“{name}” carries a document type declaration (DOCTYPE), which is not accepted.")
    hint = N_("Remove the DOCTYPE lines at the head of the file; descriptions do not need them.")


def legal_text(text: str) -> str:
    """The text without the characters that XML cannot hold (form feeds out of OCR and the like)."""
    return _ILLEGAL.sub("", text)


def qualified(namespace: str, name: str) -> str:
    """A name in Clark notation, as lxml wants it."""
    return f"{{{namespace}}}{name}"


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace_of(element: etree._Element) -> str:
    """The namespace an element is in, or an empty text."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def text_of(element: etree._Element | None) -> str:
    """All text within an element, spaces tidied; empty where there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def new_parser() -> etree.XMLParser[etree._Element]:
    """A parser that expands no entity, loads no DTD, fetches nothing and keeps its limits."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(source: bytes | Path, name: str = "") -> etree._Element:
    """Read a document and give its root.

    Args:
        source: the document itself, or where it lies.
        name: what an error calls it; the file's name when left out.

    Raises:
        BadXmlError: not well-formed, or not readable at all.
        ForbiddenXmlError: it has a document type declaration.
    """
    name = name or (source.name if isinstance(source, Path) else "XML")
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
        root = etree.fromstring(data, new_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXmlError(name=name, reason=str(error).rstrip(".")) from error
    except OSError as error:
        raise BadXmlError(name=name, reason=error.strerror or error) from error
    if root.getroottree().docinfo.doctype:
        raise ForbiddenXmlError(name=name)
    return root


def iterate_xml(source: BinaryIO, name: str = "XML") -> Iterator[tuple[str, etree._Element]]:
    """Walk through a document as ("start" or "end", element), for files too long to hold whole.

    The caller clears what it has read.

    Raises:
        BadXmlError: not well-formed.
        ForbiddenXmlError: it has a document type declaration.
    """
    events = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for position, (event, element) in enumerate(events):
            if position == 0 and element.getroottree().docinfo.doctype:
                raise ForbiddenXmlError(name=name)
            yield event, element
    except etree.XMLSyntaxError as error:
        raise BadXmlError(name=name, reason=str(error).rstrip(".")) from error


def release(element: etree._Element) -> None:
    """Let go of an element that was read, and of those before it, while iterating."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def render_xml(root: etree._Element) -> bytes:
    """The document as UTF-8 with declaration, indented; equal trees give equal bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def child_text(
    parent: etree._Element, namespace: str, name: str, text: object
) -> etree._Element | None:
    """Append an element holding a text; nothing is written for an empty one."""
    if text is None or text == "":
        return None
    child = etree.SubElement(parent, qualified(namespace, name))
    child.text = legal_text(str(text))
    return child


def schema_location(*namespaces: str) -> dict[str, str]:
    """The xsi:schemaLocation attribute for these namespaces."""
    pairs = " ".join(f"{each} {SCHEMA_LOCATIONS[each]}" for each in namespaces)
    return {qualified(XSI, "schemaLocation"): pairs}


class _Writer(Protocol):
    """What of lxml's incremental writer is used here."""

    def element(
        self, tag: str, attrib: Mapping[str, str], nsmap: Mapping[str | None, str] | None = None
    ) -> AbstractContextManager[object]: ...

    def write(self, text: str) -> None: ...


class XmlStream:
    """Writes a document element by element; what was written is not kept in memory."""

    def __init__(self, file: _Writer, namespace: str) -> None:
        self._file = file
        self._namespace = namespace
        self._depth = 0
        self._begun = False

    @contextmanager
    def element(
        self,
        name: str,
        attributes: Mapping[str, str] | None = None,
        nsmap: Mapping[str | None, str] | None = None,
    ) -> Iterator[None]:
        """Write an element around what is written within the ``with``."""
        self._break_line()
        with self._file.element(self._qualified(name), _legal(attributes), nsmap=nsmap):
            self._depth += 1
            yield
            self._depth -= 1
            self._break_line()

    def leaf(
        self, name: str, text: object = "", attributes: Mapping[str, str] | None = None
    ) -> None:
        """Write an element that holds a text or nothing."""
        self._break_line()
        with self._file.element(self._qualified(name), _legal(attributes)):
            if text != "":
                self._file.write(legal_text(str(text)))

    def text(self, name: str, text: object) -> None:
        """Write an element with a text; nothing at all where the text is empty."""
        if text not in ("", None):
            self.leaf(name, text)

    def _break_line(self) -> None:
        if self._begun:
            self._file.write("\n" + _INDENT * self._depth)
        self._begun = True

    def _qualified(self, name: str) -> str:
        return name if name.startswith("{") else qualified(self._namespace, name)


@contextmanager
def stream_xml(
    out: BinaryIO,
    namespace: str,
    root: str,
    attributes: Mapping[str, str],
    nsmap: Mapping[str | None, str],
) -> Iterator[XmlStream]:
    """Open a document for writing as a stream: declaration, root, and what the caller writes."""
    with etree.xmlfile(out, encoding="UTF-8", close=False) as file:
        file.write_declaration()
        stream = XmlStream(file, namespace)
        with stream.element(root, attributes, nsmap):
            yield stream
    out.write(b"\n")


def _legal(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {name: legal_text(value) for name, value in (attributes or {}).items()}
