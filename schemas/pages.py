"""Scan and page: one shot as it left the device, and what a reader turns over."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.findings import Region
from schemas.reading import PageReading, ProcessingStep


class PageRole(StrEnum):
    """What a page is within its object."""

    FRONT_COVER = "front_cover"
    SPINE = "spine"
    ENDPAPER = "endpaper"
    TITLE_PAGE = "title_page"
    CONTENTS = "contents"
    TEXT = "text"
    BLANK = "blank"
    PLATE = "plate"
    FOLD_OUT = "fold_out"
    PHOTOGRAPH = "photograph"
    PHOTOGRAPH_BACK = "photograph_back"
    BACK_COVER = "back_cover"


class ScanRole(StrEnum):
    """What a scan shows; only ``PAGE`` scans become pages."""

    PAGE = "page"
    TARGET = "target"
    DOCKET = "docket"


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the header of one image says. ``ppi`` is None where the file does not say."""

    media_type: str
    width_px: int
    height_px: int
    channels: int
    bits_per_channel: int
    colour_space: str
    """One of bilevel, grey, palette, rgb, cmyk, lab, ycbcr, other."""
    compression: str
    ppi_x: float | None = None
    ppi_y: float | None = None
    icc_profile: str | None = None
    """The embedded profile's own name."""
    orientation: int = 1
    """TIFF/EXIF orientation, 1 to 8."""
    images_in_file: int = 1
    icc_colour_space: str | None = None
    """What the embedded profile is for: rgb, grey, cmyk, lab, other; damaged; None without one."""
    icc_class: str = ""
    """Of the embedded profile: input, display, output, space, other."""
    stated_colour: str = ""
    """A colour space the file states without a profile: ``sRGB``."""
    is_lossy: bool | None = None
    """Whether the compression loses anything; None where the header does not tell."""
    jpeg_quality: int | None = None
    """Quality of a JPEG, 1 to 100 as libjpeg counts, by its quantisation table."""
    chroma_subsampling: str = ""
    """Of a JPEG: 4:4:4, 4:2:2, 4:2:0 or as 2x1."""
    is_progressive: bool = False


@dataclass(frozen=True, slots=True)
class RecipePart:
    """What of one scan goes into a page: turned clockwise first, then cropped.

    A page is its parts side by side (or one above the other) in order; masters stay as they are.
    """

    scan_number: int
    rotation_degrees: int = 0
    crop: Region | None = None
    below: bool = False
    """Joined below the part before it instead of to its right."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read, confidence 0 to 1, region in pixels of the page image."""

    text: str
    region: Region
    confidence: float
    whole: str = ""
    """Of a word divided at a line end the whole word, on both of its halves (ALTO SUBS_CONTENT)."""
    language: str = ""
    """ISO 639-3, where it is another than the line's."""
    machine_text: str | None = None
    """What the machine had read here, where a person corrected it; empty where nothing."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line."""

    region: Region
    words: tuple[Word, ...]
    language: str = ""
    """ISO 639-3, where it is another than the block's."""
    model: str = ""
    """Which model read it, where it is another than the page's."""


class BlockKind(StrEnum):
    """What a block of a page is (ALTO block TYPE, or the kind of element)."""

    TEXT = "text"
    HEADING = "heading"
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"
    SIGNATURE_MARK = "signature_mark"
    MARGINALIA = "marginalia"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    TABLE = "table"
    CONTENTS = "contents"
    ILLUSTRATION = "illustration"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block of lines: a paragraph, a heading, a column."""

    region: Region
    lines: tuple[TextLine, ...]
    kind: str = BlockKind.TEXT
    language: str = ""
    """ISO 639-3, where it is another than the page's."""
    level: int = 0
    """Of a heading: 1 for the highest."""
    article: int = 0
    """Blocks of one article of a newspaper share a number; 0 where there are no articles."""


@dataclass(frozen=True, slots=True)
class PageText:
    """Everything read on one page, in reading order."""

    width_px: int
    height_px: int
    blocks: tuple[TextBlock, ...]
    language: str = ""
    engine: str = ""
    engine_version: str = ""
    model: str = ""
    reading: PageReading | None = None
    history: tuple[ProcessingStep, ...] = ()
    """What was done to the text after it was read: corrections, transcription."""

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return tuple(w for block in self.blocks for line in block.lines for w in line.words)

    @property
    def confidence(self) -> float | None:
        """The mean word confidence, 0 to 1; None where nothing was read."""
        words = self.words
        return sum(w.confidence for w in words) / len(words) if words else None

    @property
    def plain(self) -> str:
        """Plain text: a line a line, blocks parted by an empty line."""
        return "\n\n".join(
            "\n".join(" ".join(w.text for w in line.words) for line in block.lines)
            for block in self.blocks
            if block.lines
        )
