"""A font without pictures for the text under the image: every character is an empty box.

The boxes are half as wide as high, all alike, so that a word is brought to its width by scaling
alone. Codes are UTF-16 units; characters beyond them get a code out of the surrogates' range.
"""

import struct
from collections.abc import Iterator, Mapping

from pipeline.pdf.syntax import Name, Reference
from pipeline.pdf.writer import PdfWriter

#: Of a box, in thousandths of the size: its width, and its height above and below the base line.
WIDTH, ASCENT, DESCENT = 500, 800, -200
_UNITS = 1000
_NAME = "AAAAAA+SkryniaGlyphless"
_FIRST_SPARE, _LAST_SPARE = 0xD800, 0xDFFF
_ROWS_AT_ONCE = 100
#: Stands for what has no code any more: the sign for an unknown character.
_UNKNOWN = 0xFFFD
_MAGIC, _TRUE_TYPE = 0x5F0F3CF5, 0x00010000
#: A font program's sum is to come out as this.
_WHOLE = 0xB1B0AFBA


class GlyphlessFont:
    """Gives characters their codes and remembers which were used."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._spare: dict[str, int] = {}

    def encoded(self, text: str) -> bytes:
        """A text as the codes of this font."""
        codes = [self._code(character) for character in text]
        self._rows.update(code >> 8 for code in codes)
        return struct.pack(f">{len(codes)}H", *codes)

    def _code(self, character: str) -> int:
        point = ord(character)
        if point <= 0xFFFF:
            return _UNKNOWN if _FIRST_SPARE <= point <= _LAST_SPARE else point
        if character not in self._spare:
            if len(self._spare) > _LAST_SPARE - _FIRST_SPARE:
                return _UNKNOWN
            self._spare[character] = _FIRST_SPARE + len(self._spare)
        return self._spare[character]

    def write(self, pdf: PdfWriter, at: Reference) -> None:
        """Write the font; after the last text, for only then is known what was used."""
        program = font_program()
        file = pdf.add_packed({"Length1": len(program)}, program)
        descriptor = pdf.add(
            {
                "Type": Name("FontDescriptor"), "FontName": Name(_NAME), "Flags": 4,
                "FontBBox": [0, DESCENT, WIDTH, ASCENT], "ItalicAngle": 0, "Ascent": ASCENT,
                "Descent": DESCENT, "CapHeight": ASCENT, "StemV": 80, "FontFile2": file,
            }
        )  # fmt: skip
        glyphs = pdf.add_packed({}, b"\x00\x01" * 0x10000)
        descendant = pdf.add(
            {
                "Type": Name("Font"), "Subtype": Name("CIDFontType2"), "BaseFont": Name(_NAME),
                "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
                "FontDescriptor": descriptor, "DW": WIDTH, "CIDToGIDMap": glyphs,
            }
        )  # fmt: skip
        unicode_map = pdf.add_packed({}, b"\n".join(self._unicode_map()))
        pdf.add(
            {
                "Type": Name("Font"), "Subtype": Name("Type0"), "BaseFont": Name(_NAME),
                "Encoding": Name("Identity-H"), "DescendantFonts": [descendant],
                "ToUnicode": unicode_map,
            },
            at,
        )  # fmt: skip

    def _unicode_map(self) -> Iterator[bytes]:
        yield (
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange"
        )
        spare = range(_FIRST_SPARE >> 8, (_LAST_SPARE >> 8) + 1)
        rows = sorted(row for row in self._rows if row not in spare)
        # A range may not pass from one high byte to the next.
        ranges = [b"<%02X00> <%02XFF> <%02X00>" % (row, row, row) for row in rows]
        yield from _sections(b"bfrange", ranges)
        codes = [
            b"<%04X> <%b>" % (code, character.encode("utf-16-be").hex().encode())
            for character, code in self._spare.items()
        ]
        yield from _sections(b"bfchar", codes)
        yield b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def _sections(kind: bytes, lines: list[bytes]) -> Iterator[bytes]:
    for start in range(0, len(lines), _ROWS_AT_ONCE):
        part = lines[start : start + _ROWS_AT_ONCE]
        yield b"%d begin%b\n%b\nend%b" % (len(part), kind, b"\n".join(part), kind)


def font_program() -> bytes:
    """The font as TrueType: two empty glyphs, the first for what is not there."""
    tables: Mapping[bytes, bytes] = {
        b"glyf": b"\0\0\0\0",
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", _TRUE_TYPE, _TRUE_TYPE, 0, _MAGIC, 0, _UNITS, 0, 0,
            0, DESCENT, WIDTH, ASCENT, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", _TRUE_TYPE, ASCENT, DESCENT, 0, WIDTH, 0, 0, WIDTH, 1, 0, 0,
            0, 0, 0, 0, 0, 2,
        ),
        b"hmtx": struct.pack(">HhHh", WIDTH, 0, WIDTH, 0),
        b"loca": struct.pack(">III", 0, 0, 0),
        b"maxp": struct.pack(">IH13H", _TRUE_TYPE, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head = struct.pack(">IHHHH", _TRUE_TYPE, len(tables), 64, 2, 32)
    at = len(head) + 16 * len(tables)
    entries, body, adjusted_at = b"", b"", 0
    for tag, data in tables.items():
        entries += struct.pack(">4sIII", tag, _sum(data), at + len(body), len(data))
        adjusted_at = at + len(body) + 8 if tag == b"head" else adjusted_at
        body += data + b"\0" * (-len(data) % 4)
    font = bytearray(head + entries + body)
    struct.pack_into(">I", font, adjusted_at, (_WHOLE - _sum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
