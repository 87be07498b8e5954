"""What the checks look at: the header, a small overview, and some pieces at full resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, find_frame
from qa.paper import MAX_LAB_PX, Lab, Paper, find_paper, small_lab
from qa.slant import Slant, find_slant
from qa.text_layout import TextLayout, find_text
from schemas.findings import Region
from schemas.pages import ImageFacts

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]

#: The overview's longest side never exceeds this, whatever the scan measures.
MAX_OVERVIEW_PX = 3000
#: Side of a full-resolution piece.
TILE_PX = 256
#: Side of a calm piece; it starts where a block of a JPEG (8 or 16 px) starts.
QUIET_PX = 64
#: Pieces along each side of the page: one is kept in each cell, so their number is bounded.
TILE_GRID = 7


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A piece of the scan at full resolution; the page is divided into cells, one a cell."""

    x: int
    y: int
    grey: Grey

    @property
    def region(self) -> Region:
        """Where it lies, in pixels of the scan as stored."""
        height, width = self.grey.shape
        return Region(self.x, self.y, width, height)


@dataclass(frozen=True, eq=False)
class PageView:
    """One image as the checks see it; not slotted, since what several checks need is kept.

    ``tiles`` lie where their cells show most contrast, ``quiet_tiles`` where paper is calmest;
    ``shrink`` is the whole number of scan pixels along one overview pixel; ``used_bits`` are the
    bits a channel really uses (8 in a 16-bit file whose low bytes are empty); ``origin`` is where
    in the scan the view begins, for a page that is a part of its scan.
    """

    facts: ImageFacts
    colour: Colour
    shrink: int
    tiles: Sequence[Tile] = ()
    quiet_tiles: Sequence[Tile] = ()
    used_bits: int = 8
    origin: tuple[int, int] = (0, 0)
    masked: tuple[Region, ...] = ()
    """Parts of the scan that are not the original (a target beside it), laid over with ground."""

    @cached_property
    def grey(self) -> Grey:
        """The overview without colour."""
        if self.colour.ndim == 2:
            return self.colour
        return np.asarray(cv2.cvtColor(self.colour, cv2.COLOR_RGB2GRAY), dtype=np.uint8)

    @cached_property
    def text(self) -> TextLayout:
        """The marks of the overview that look like print or writing."""
        return find_text(self.grey)

    @cached_property
    def slant(self) -> Slant | None:
        """How the lines of text stand; None where there are none."""
        return find_slant(self.text)

    @cached_property
    def lab_small(self) -> Lab:
        """The overview in L*a*b*, small, by the transfer of sRGB."""
        return small_lab(self.colour)

    @cached_property
    def frame(self) -> Frame | None:
        """Where the leaf lies, in pixels of the overview; None in very small pictures."""
        height, width = self.colour.shape[:2]
        step = -(-max(height, width) // MAX_LAB_PX)
        return find_frame(self.lab_small, step, width, height)

    @cached_property
    def paper(self) -> Paper | None:
        """The paper around the print, place by place; None where there is none to speak of."""
        boxes = self.text.boxes
        middles = boxes[:, :2] + boxes[:, 2:4] / 2
        scale = self.lab_small.shape[1] / self.text.mask.shape[1]
        return find_paper(self.lab_small, np.asarray(middles * scale, np.float32))

    @property
    def is_bilevel(self) -> bool:
        """Whether the scan knows black and white only."""
        return self.facts.bits_per_channel == 1 and self.facts.channels == 1

    @property
    def ppi(self) -> float | None:
        """The scan's stated resolution, the lower of both directions."""
        stated = [value for value in (self.facts.ppi_x, self.facts.ppi_y) if value]
        return min(stated) if stated else None

    def region_of(self, x: int, y: int, width: int, height: int) -> Region:
        """A rectangle of the overview in pixels of the scan as stored."""
        step = self.shrink
        left, top = self.origin
        return Region(left + x * step, top + y * step, width * step, height * step)
