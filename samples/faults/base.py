"""What a seeded fault is, and what one must know about a scan to seed it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from samples.light import Pixels
from samples.sheets import MM_PER_INCH
from schemas.findings import Region


class Grade(StrEnum):
    """How bad a fault is; each kind says in its own unit what that means."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class SeededFault:
    """The truth about one fault: its kind, its physical amount, and where it is."""

    kind: str
    amount: float
    unit: str
    grade: Grade | None = None
    region: Region | None = None
    """None where the whole page is hit."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scan and what is known about it; regions are in its own pixels."""

    image: Pixels
    ppi: float
    page: Region
    text: Region | None = None
    """The rectangle around all printed lines; None on a page without text."""
    gutter_is_left: bool = True

    @classmethod
    def of(cls, image: Pixels, ppi: float) -> Self:
        """A scan of which nothing is known: the page fills it."""
        return cls(image, ppi, whole(image))

    def px(self, mm: float) -> float:
        """Millimetres as pixels."""
        return mm / MM_PER_INCH * self.ppi


@dataclass(frozen=True, slots=True)
class Seeded:
    """A scan with its fault."""

    image: Pixels
    fault: SeededFault


def whole(image: Pixels) -> Region:
    """The rectangle of the whole image."""
    return Region(0, 0, image.shape[1], image.shape[0])


def like(image: Pixels) -> type[np.uint8] | type[np.uint16]:
    """The kind of number an image is made of."""
    return np.uint8 if image.dtype == np.uint8 else np.uint16
