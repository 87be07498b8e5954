"""One old print: its sentences written, set, printed, worn and scanned; all by recorded seeds."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any
from zlib import crc32

import numpy as np
from PIL import Image

from samples.light import Pixels
from samples.old_prints.classes import PrintClass, Voice
from samples.old_prints.layouts import Copy, Measures, lay_out
from samples.old_prints.sentences import Part, Writer, plain
from samples.old_prints.setting import OldSheet
from samples.old_prints.wear import Wear, draw_wear, impress
from samples.scan import ScannedPage, scan_page
from samples.sheets import TypesetPage
from schemas.findings import Region
from schemas.pages import PageRole

#: Pages with one face, one spelling, one format and one paper.
VOLUME_PAGES = 5
_SEED = 1904
_MARKS = ".,:;!?„“”«»–—-"


@dataclass(frozen=True, slots=True)
class OldPrint:
    """A page as a scan, and all that is known of it."""

    name: str
    image: Pixels
    truth: str
    """Lines in their reading order, an empty one between blocks."""
    facts: dict[str, Any]


def make_print(kind: PrintClass, part: Part, number: int) -> OldPrint:
    """The page of this number, from 1; the same number gives the same page."""
    volume = (number - 1) // VOLUME_PAGES
    bound = np.random.default_rng([_SEED, _key(kind.name), _key(part), volume])
    rng = np.random.default_rng([_SEED, _key(kind.name), _key(part), volume, number])
    voices = _voices(kind, volume)
    usual = draw_wear(bound)
    measures = Measures.drawn(bound, kind.layout, usual.ppi)
    copies = [_copy(voice, part, volume, rng) for voice in voices]
    sheet = OldSheet(np.zeros(measures.shape, np.uint8))
    lay_out(kind.layout, sheet, measures, copies, rng)
    wear = _of_volume(draw_wear(rng), usual)
    scanned = scanned_sheet(sheet, wear, rng)
    truth = _truth(sheet)
    facts = {
        "class": kind.name, "part": part.value, "number": number, "volume": volume,
        "languages": [voice.language for voice in voices], "script": voices[0].script,
        "scripts": sorted({voice.script for voice in voices}),
        "faces": [copy.face.name for copy in copies],
        "spelling": [copy.manner.__name__ for copy in copies],
        "layout": kind.layout.value, "wear": asdict(wear), "modern": modern_words(truth, copies),
        "lines": [
            [line.text, *_box(line.region), block]
            for line, block in zip(scanned.lines, sheet.blocks, strict=True)
        ],
    }  # fmt: skip
    name = f"{kind.name}-{part.value}-{number:04d}"
    return OldPrint(name, scanned.image, truth, facts)


def modern_words(truth: str, copies: list[Copy]) -> list[str]:
    """Today's spelling of what is printed, a sentence each; words that did not fit are left out."""
    whole = re.sub(r"(?<=\w)-\n(?=\w)", "", truth)
    printed = {word.strip(_MARKS) for word in whole.split()}
    return [
        " ".join(kept)
        for copy in copies
        for modern, spelt in copy.written
        if (
            kept := [
                today
                for today, then in zip(modern.split(), spelt.split(), strict=True)
                if then.strip(_MARKS) in printed
            ]
        )
    ]


def scanned_sheet(sheet: OldSheet, wear: Wear, rng: np.random.Generator) -> ScannedPage:
    """The sheet printed and scanned; other print of the same density shows through."""
    printed = impress(sheet.ink, wear, rng)
    page = TypesetPage(printed, PageRole.TEXT, lines=tuple(sheet.lines))
    behind = None
    if wear.show_through > 0:
        moved = np.roll(printed, int(rng.integers(20, 200)), axis=0)
        behind = TypesetPage(np.asarray(moved, np.uint8), PageRole.TEXT)
    return scan_page(page, wear.manner(), rng, behind=behind)


def png_of(image: Pixels, ppi: int) -> bytes:
    """The scan as PNG, with its resolution."""
    packed = BytesIO()
    Image.fromarray(image).save(packed, "PNG", dpi=(ppi, ppi), compress_level=3)
    return packed.getvalue()


def _key(text: str) -> int:
    return crc32(text.encode())


def _voices(kind: PrintClass, volume: int) -> tuple[Voice, ...]:
    turns = (kind.voices, *((one,) for one in kind.others))
    return turns[volume % len(turns)]


def _copy(voice: Voice, part: Part, volume: int, rng: np.random.Generator) -> Copy:
    some = voice.faces[part]
    manner = voice.manners[volume % len(voice.manners)]
    face = some[(volume // len(voice.manners) + volume) % len(some)]
    written: list[tuple[str, str]] = []

    def spelt() -> Iterator[str]:
        for sentence in Writer(voice.language, part, rng).sentences():
            spelt_so = manner(sentence)
            written.append((plain(sentence), spelt_so))
            yield spelt_so

    return Copy(spelt(), face, manner, written)


def _of_volume(page: Wear, usual: Wear) -> Wear:
    """What differs from page to page, on the paper and device of the volume."""
    return Wear(
        ppi=usual.ppi, paper=usual.paper, is_grey=usual.is_grey,
        ink_spread=round((page.ink_spread + 2 * usual.ink_spread) / 3, 3),
        unevenness=page.unevenness, chips=usual.chips, blur_sigma_px=usual.blur_sigma_px,
        noise=usual.noise, skew_degrees=page.skew_degrees, show_through=usual.show_through,
        light_falloff=page.light_falloff,
    )  # fmt: skip


def _box(region: Region) -> tuple[int, int, int, int]:
    return region.x, region.y, region.width, region.height


def _truth(sheet: OldSheet) -> str:
    out: list[str] = []
    for i, line in enumerate(sheet.lines):
        if i and sheet.blocks[i] != sheet.blocks[i - 1]:
            out.append("")
        out.append(line.text)
    return "\n".join(out) + "\n"
