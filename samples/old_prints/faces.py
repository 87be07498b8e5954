"""The faces old prints are set in: font files in their order, each letter from the first."""

from dataclasses import dataclass
from pathlib import Path

from samples.fonts import Face, find_face
from samples.old_prints.fetching import FACES

#: Mathematics writes some capitals of its black letters elsewhere than the others.
_ODD_CAPITALS = {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"}
_SMALL_BLACK, _GREAT_BLACK = 0x1D51E, 0x1D504


@dataclass(frozen=True, slots=True)
class OldFace:
    """A face: its files, its size beside others of the same points, how it is spaced."""

    name: str
    files: tuple[str | Face, ...]
    scale: float = 1.0
    is_fraktur: bool = False
    is_mathematical: bool = False
    """Its black letters stand among the signs of mathematics."""
    tracking: float = 0.0
    """Space added to each letter, as a share of the size."""

    def paths(self) -> tuple[Path, ...]:
        """Where its files are."""
        return tuple(
            find_face(one) if isinstance(one, Face) else FACES / f"{one}.woff2"
            for one in self.files
        )

    def sign(self, letter: str) -> str:
        """The sign under which the first file knows a letter."""
        if not self.is_mathematical or not letter.isascii() or not letter.isalpha():
            return letter
        if letter.islower():
            return chr(_SMALL_BLACK + ord(letter) - ord("a"))
        return _ODD_CAPITALS.get(letter) or chr(_GREAT_BLACK + ord(letter) - ord("A"))


MAGUNTIA = OldFace(
    "Unifraktur Maguntia", ("unifrakturmaguntia-latin-400-normal", Face.CONDENSED), 1.1,
    is_fraktur=True,
)  # fmt: skip
COOK = OldFace(
    "Unifraktur Cook", ("unifrakturcook-latin-700-normal", Face.CONDENSED_BOLD), 1.1,
    is_fraktur=True,
)  # fmt: skip
TERMES_BLACK = OldFace(
    "TeX Gyre Termes Math black letters", (Face.MATHS, "old-standard-tt-latin-400-normal"), 1.0,
    is_fraktur=True, is_mathematical=True, tracking=-0.07,
)  # fmt: skip
OLD_STANDARD = OldFace(
    "Old Standard",
    (
        "old-standard-tt-latin-400-normal", "old-standard-tt-latin-ext-400-normal",
        "old-standard-tt-cyrillic-400-normal", "old-standard-tt-cyrillic-ext-400-normal",
    ),
)  # fmt: skip
OLD_STANDARD_ITALIC = OldFace(
    "Old Standard Italic",
    ("old-standard-tt-latin-400-italic", "old-standard-tt-latin-ext-400-italic"),
)
DIDOT = OldFace("GFS Didot", ("gfs-didot-latin-400-normal",), 0.98)
CASLON = OldFace(
    "Libre Caslon Text",
    ("libre-caslon-text-latin-400-normal", "libre-caslon-text-latin-ext-400-normal"), 0.88,
)  # fmt: skip
FELL = OldFace("IM Fell DW Pica", ("im-fell-dw-pica-latin-400-normal",), 1.08)
DEJAVU = OldFace("DejaVu Serif Condensed", (Face.CONDENSED,), 0.88)
DEJAVU_WIDE = OldFace("DejaVu Serif", (Face.SERIF,), 0.85)
FRANK_RUHL = OldFace(
    "Frank Ruhl Libre",
    ("frank-ruhl-libre-hebrew-400-normal", "frank-ruhl-libre-latin-400-normal"), 1.1,
)  # fmt: skip
FRANK_RUHL_LATIN = OldFace(
    "Frank Ruhl Libre, Latin",
    ("frank-ruhl-libre-latin-400-normal", "frank-ruhl-libre-latin-ext-400-normal"), 1.05,
)  # fmt: skip
NOTO_HEBREW = OldFace(
    "Noto Serif Hebrew",
    ("noto-serif-hebrew-hebrew-400-normal", "noto-serif-hebrew-latin-400-normal"), 1.05,
)  # fmt: skip
