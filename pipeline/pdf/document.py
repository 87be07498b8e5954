"""A searchable PDF/A-2b of a whole object: pages go in one by one, and out one by one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import write_whole
from pipeline.pdf.glyphless import GlyphlessFont
from pipeline.pdf.metadata import DocumentInfo, information, srgb_profile, xmp_packet
from pipeline.pdf.navigation import Bookmark, headings_in, page_labels, write_bookmarks
from pipeline.pdf.page_image import PageImage, PageSize
from pipeline.pdf.syntax import Name, Reference, number
from pipeline.pdf.text_layer import text_layer
from pipeline.pdf.writer import PdfWriter
from schemas.pages import PageText

_POINTS_PER_INCH = 72.0
#: What PDF/A allows as a side of a page, in points.
_LEAST_POINTS, _MOST_POINTS = 3.0, 14_400.0
_SRGB = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page to be written."""

    size: PageSize
    image: PageImage | None
    """None where it cannot be read; the page then shows nothing but keeps its place and text."""
    text: PageText | None = None
    label: str = ""
    """The number printed on it."""


def write_pdf(path: Path, info: DocumentInfo, pages: Iterable[PdfPage]) -> None:
    """Write the document whole or not at all."""

    def fill(unfinished: Path) -> None:
        with unfinished.open("wb") as file:
            for part in pdf_parts(info, pages):
                file.write(part)

    write_whole(path, fill)


def pdf_parts(
    info: DocumentInfo, pages: Iterable[PdfPage], tick: Callable[[int], object] = lambda done: None
) -> Iterator[bytes]:
    """The document in parts, one a page; only bookmarks and labels are held until the end.

    Equal input gives equal bytes.
    """
    document = _Document(info)
    for done, page in enumerate(pages, start=1):
        document.add_page(page)
        yield document.pdf.take()
        tick(done)
    yield document.finish()


class _Document:
    def __init__(self, info: DocumentInfo) -> None:
        self.info = info
        self.language = info.languages[0] if info.languages else ""
        self.pdf = PdfWriter()
        self.catalog = self.pdf.reserve()
        self.tree = self.pdf.reserve()
        self.font_at = self.pdf.reserve()
        self.font = GlyphlessFont()
        self.pages: list[Reference] = []
        self.marks: list[Bookmark] = []
        self.labels: list[str] = []

    def add_page(self, page: PdfPage) -> None:
        width, height, unit = _measures(page.size)
        drawn: list[bytes] = []
        resources: dict[str, object] = {"Font": {"F0": self.font_at}}
        if page.text is not None:
            drawn.append(text_layer(page.text, unit, self.font, self.language))
        if page.image is not None:
            resources["XObject"] = {"Im0": _write_image(self.pdf, page.image)}
            drawn.append(b"q %b 0 0 %b 0 0 cm /Im0 Do Q" % (number(width), number(height)))
        contents = self.pdf.add_packed({}, b"\n".join(filter(None, drawn)))
        at = self.pdf.add(
            {
                "Type": Name("Page"), "Parent": self.tree, "MediaBox": [0, 0, width, height],
                "Resources": resources, "Contents": contents,
            }
        )  # fmt: skip
        self.pages.append(at)
        self.labels.append(page.label)
        for title, level, top_px in headings_in(page.text) if page.text else ():
            self.marks.append(Bookmark(title, level, at, height - top_px * unit))

    def finish(self) -> bytes:
        pdf = self.pdf
        pdf.add({"Type": Name("Pages"), "Count": len(self.pages), "Kids": self.pages}, self.tree)
        self.font.write(pdf, self.font_at)
        profile = pdf.add_packed({"N": 3}, srgb_profile())
        metadata = pdf.add_stream(
            {"Type": Name("Metadata"), "Subtype": Name("XML")}, xmp_packet(self.info)
        )
        intent = {
            "Type": Name("OutputIntent"), "S": Name("GTS_PDFA1"), "Info": _SRGB,
            "OutputConditionIdentifier": _SRGB, "DestOutputProfile": profile,
        }  # fmt: skip
        catalog: dict[str, object] = {
            "Type": Name("Catalog"), "Pages": self.tree, "Metadata": metadata,
            "OutputIntents": [intent], "ViewerPreferences": {"DisplayDocTitle": True},
        }  # fmt: skip
        if self.info.tags:
            catalog["Lang"] = self.info.tags[0]
        if labels := page_labels(self.labels):
            catalog["PageLabels"] = pdf.add(labels)
        if outlines := write_bookmarks(pdf, self.marks):
            catalog |= {"Outlines": outlines, "PageMode": Name("UseOutlines")}
        pdf.add(catalog, self.catalog)
        return pdf.finish(self.catalog, pdf.add(information(self.info)))


def _measures(size: PageSize) -> tuple[float, float, float]:
    """Width and height in points, and how many points a pixel has."""
    unit = _POINTS_PER_INCH / size.ppi
    unit = min(unit, _MOST_POINTS / max(size.width_px, size.height_px))
    unit = max(unit, _LEAST_POINTS / min(size.width_px, size.height_px))
    return size.width_px * unit, size.height_px * unit, unit


def _write_image(pdf: PdfWriter, image: PageImage) -> Reference:
    entries: dict[str, object] = {
        "Type": Name("XObject"), "Subtype": Name("Image"),
        "Width": image.width_px, "Height": image.height_px,
        "ColorSpace": Name("DeviceRGB" if image.channels > 1 else "DeviceGray"),
    }  # fmt: skip
    if not image.is_bilevel:
        jpeg = {"BitsPerComponent": 8, "Filter": Name("DCTDecode")}
        return pdf.add_stream(entries | jpeg, image.data)
    packing = {
        "K": -1, "Columns": image.width_px, "Rows": image.height_px,
        "BlackIs1": not image.white_is_zero,
    }  # fmt: skip
    group4 = {"BitsPerComponent": 1, "Filter": Name("CCITTFaxDecode"), "DecodeParms": packing}
    return pdf.add_stream(entries | group4, image.data)
