"""What a PDF says of itself: XMP, the information dictionary, the colour space it is meant for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

import pyvips

from schemas.spoken import UNKNOWN, language_tag
from schemas.xml import legal_text

PRODUCER = "Skrynia"
_QUOTES = {'"': "&quot;"}
_PACKET_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document's own description."""

    title: str
    creators: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """ISO 639-3, the main one first."""
    identifier: str = ""
    """An ARK or the like."""
    publisher: str = ""
    date: str = ""
    """Of the original, as its description says."""
    rights: str = ""
    made_at: datetime | None = None
    """Left out where equal documents are to be equal files whenever they are made."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages by BCP 47, those that are known."""
        found = dict.fromkeys(language_tag(code) for code in self.languages)
        return tuple(tag for tag in found if tag != UNKNOWN)


def xmp_packet(info: DocumentInfo) -> bytes:
    """The description as XMP, with the claim to be PDF/A-2b."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    lines = [
        _PACKET_HEAD,
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        f' <rdf:RDF {spaces}>\n  <rdf:Description rdf:about="">',
        *_properties(info),
        "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _properties(info: DocumentInfo) -> Iterator[str]:
    yield "   <pdfaid:part>2</pdfaid:part>\n   <pdfaid:conformance>B</pdfaid:conformance>"
    yield f"   <pdf:Producer>{PRODUCER}</pdf:Producer>"
    yield f"   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>"
    if info.made_at is not None:
        moment = info.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield f"   <xmp:CreateDate>{moment}</xmp:CreateDate>"
        yield f"   <xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    yield "   <dc:format>application/pdf</dc:format>"
    yield from _alternative("dc:title", info.title)
    yield from _listed("dc:creator", "Seq", info.creators)
    yield from _listed("dc:language", "Bag", info.tags)
    yield from _listed("dc:publisher", "Bag", tuple(filter(None, (info.publisher,))))
    if info.identifier:
        yield f"   <dc:identifier>{_escaped(info.identifier)}</dc:identifier>"
    yield from _alternative("dc:rights", info.rights)


def _alternative(name: str, text: str) -> Iterator[str]:
    if text:
        item = f'<rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li>'
        yield f"   <{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _listed(name: str, kind: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        items = "".join(f"<rdf:li>{_escaped(text)}</rdf:li>" for text in texts)
        yield f"   <{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _escaped(text: str) -> str:
    return escape(legal_text(text), _QUOTES)


def information(info: DocumentInfo) -> dict[str, object]:
    """The information dictionary; it says nothing that the XMP does not say alike."""
    entries: dict[str, object] = {"Producer": PRODUCER, "Creator": PRODUCER}
    if info.title:
        entries["Title"] = legal_text(info.title)
    if len(info.creators) == 1:
        entries["Author"] = legal_text(info.creators[0])
    if info.made_at is not None:
        moment = info.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        entries |= {"CreationDate": moment, "ModDate": moment}
    return entries


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB that libvips carries."""
    return bytes(pyvips.Operation.call("profile_load", "srgb"))
