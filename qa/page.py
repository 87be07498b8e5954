"""What the checks look at: the header, a small overview, and some pieces at full resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.calm import Calm, measure_calm
from qa.edges import Edges, find_edges
from qa.fall_off import FallOff, fall_off
from qa.fold_shadow import Shadow, find_shadow
from qa.frame import Frame, find_frame
from qa.leaf_plane import leaf_plane
from qa.neutrals import LabColour, backing_colour, ink_colour
from qa.paper import MAX_LAB_PX, Lab, Paper, find_paper, small_lab
from qa.pose import Pose, find_pose
from qa.sharpness import sharpness_of, widths_of_pieces
from qa.slant import Slant, find_slant
from qa.smear import Smear, find_smears
from qa.strangers import Stranger, find_strangers
from qa.stripes import Striping, read_stripes
from qa.text_layout import INK_SHARE, SHINING_THROUGH_DEPTH, TextLayout, find_text, noise_of
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
#: Side of a piece that may be soft: small, so that a blurred corner fills it.
SOFT_PX = 128
#: Without a resolution the longer side of the picture is taken for this long, in millimetres.
USUAL_MM = 240.0
#: Pieces along each side of the page: one is kept in each cell, so their number is bounded.
TILE_GRID = 7
#: A piece holds print when so many letters lie in it.
MIN_LETTERS = 6


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

    ``tiles`` lie where their cells show most contrast, ``soft_tiles`` where contrast comes with
    small steps, ``quiet_tiles`` where paper is calmest;
    ``shrink`` is the whole number of scan pixels along one overview pixel; ``used_bits`` are the
    bits a channel really uses (8 in a 16-bit file whose low bytes are empty); ``origin`` is where
    in the scan the view begins, for a page that is a part of its scan.
    """

    facts: ImageFacts
    colour: Colour
    shrink: int
    tiles: Sequence[Tile] = ()
    soft_tiles: Sequence[Tile] = ()
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
    def pose(self) -> Pose | None:
        """Which way the print stands, in the picture as stored; None where there is none."""
        return find_pose(self.text, self.slant)

    @cached_property
    def lab_small(self) -> Lab:
        """The overview in L*a*b*, small, by the transfer of sRGB."""
        return small_lab(self.colour)

    @cached_property
    def frame(self) -> Frame | None:
        """Where the leaf lies, in pixels of the overview; None in very small pictures."""
        height, width = self.colour.shape[:2]
        return find_frame(self.lab_small, self._lab_step, width, height)

    @property
    def _lab_step(self) -> int:
        """How many pixels of the overview make one of the small picture in L*a*b*."""
        return -(-int(max(self.colour.shape[:2])) // MAX_LAB_PX)

    @cached_property
    def paper(self) -> Paper | None:
        """The paper around the print, place by place; None where there is none to speak of."""
        boxes = self.text.boxes
        middles = boxes[:, :2] + boxes[:, 2:4] / 2
        scale = self.lab_small.shape[1] / self.text.mask.shape[1]
        leaf = None if self.frame is None else self.frame.corners / self._lab_step
        return find_paper(self.lab_small, np.asarray(middles * scale, np.float32), leaf)

    @cached_property
    def backing(self) -> LabColour | None:
        """The colour of what lies around the leaf; None where nothing does."""
        return None if self.frame is None else backing_colour(self.lab_small, self.frame)

    @cached_property
    def ink(self) -> LabColour | None:
        """The colour of the darkest print; None where there is too little."""
        return None if self.slant is None else ink_colour(self.colour, self.text)

    @cached_property
    def letters(self) -> NDArray[np.float64]:
        """The middles (x, y) of marks of the usual height of letters, in the contrast of ink.

        In pixels of the scan as stored.
        """
        boxes, depths = self.text.boxes, self.text.depths
        if not len(boxes):
            return np.zeros((0, 2))
        usual = np.median(boxes[:, 3])
        fits = depths >= max(SHINING_THROUGH_DEPTH, INK_SHARE * self.text.ink_depth)
        fits &= (boxes[:, 3] > 0.4 * usual) & (boxes[:, 3] < 2.5 * usual)
        middles = (boxes[fits, :2] + boxes[fits, 2:4] / 2) * (self.shrink * self.text.step)
        return np.asarray(middles + np.array(self.origin))

    @cached_property
    def print_tiles(self) -> tuple[Tile, ...]:
        """The pieces in which letters lie."""
        return tuple(t for t in self.tiles if _letters_in(t, self.letters) >= MIN_LETTERS)

    @cached_property
    def edge_tiles(self) -> tuple[Tile, ...]:
        """The pieces whose edges are measured: those with print where there is any."""
        tiles = self.print_tiles or self.tiles
        largest = max((tile.grey.shape for tile in tiles), default=(0, 0))
        return tuple(tile for tile in tiles if tile.grey.shape == largest)

    @cached_property
    def edges(self) -> Edges:
        """The strong edges of ``edge_tiles``."""
        return find_edges([tile.grey for tile in self.edge_tiles], self.noise)

    @cached_property
    def piece_widths(self) -> tuple[float | None, ...]:
        """The width of the edges of each of ``edge_tiles``; None where it has too few."""
        return widths_of_pieces(self.edges, len(self.edge_tiles))

    @cached_property
    def sharpness_px(self) -> float | None:
        """The width of the page's sharpest deep edges; None where there are too few edges."""
        return sharpness_of(self.edges, self.piece_widths, is_print=bool(self.print_tiles))

    @cached_property
    def smears(self) -> tuple[Smear, ...]:
        """What the edges tell about a movement."""
        return find_smears(self.edges)

    @cached_property
    def calm(self) -> Calm | None:
        """What calm paper shows; None where there is none."""
        return measure_calm([tile.grey for tile in self.quiet_tiles])

    @cached_property
    def noise(self) -> float:
        """Standard deviation of the noise on calm paper, in grey levels."""
        return float(np.median([noise_of(t.grey) for t in self.quiet_tiles or self.tiles] or [0]))

    @cached_property
    def stripings(self) -> tuple[Striping, Striping] | None:
        """The paper's tone across and down the page; None where no paper was found."""
        if self.paper is None:
            return None
        seen = (self.grey, self.paper, self.frame, self.px_per_mm)
        return read_stripes(*seen, is_upright=True), read_stripes(*seen, is_upright=False)

    @cached_property
    def strangers(self) -> Sequence[Stranger] | None:
        """Patches of the leaf that are neither paper nor print; None where no paper was found."""
        if self.paper is None or self.frame is None:
            return None
        ppi = None if self.ppi is None else self.ppi / self.shrink
        step = self.grey.shape[1] // self.lab_small.shape[1]
        return find_strangers(leaf_plane(self.lab_small, self.paper, self.frame, ppi, step))

    @cached_property
    def fall_off(self) -> FallOff | None:
        """How the light falls off over the paper; None where too little of it is seen."""
        return None if self.paper is None else fall_off(self.paper, is_grey=self.colour.ndim == 2)

    @cached_property
    def fold_shadow(self) -> Shadow | None:
        """What the fold takes of the light; None where its place or size is not known."""
        if self.frame is None or self.ppi is None:
            return None
        return find_shadow(self.lab_small, self.frame, self.px_per_mm)

    @property
    def is_bilevel(self) -> bool:
        """Whether the scan knows black and white only."""
        return self.facts.bits_per_channel == 1 and self.facts.channels == 1

    @property
    def ppi(self) -> float | None:
        """The scan's stated resolution, the lower of both directions."""
        stated = [value for value in (self.facts.ppi_x, self.facts.ppi_y) if value]
        return min(stated) if stated else None

    @property
    def px_per_mm(self) -> float:
        """Pixels of the overview along a millimetre of the original, be it by a guess."""
        longer = max(self.facts.width_px, self.facts.height_px)
        return (self.ppi / 25.4 if self.ppi else longer / USUAL_MM) / self.shrink

    def region_of(self, x: int, y: int, width: int, height: int) -> Region:
        """A rectangle of the overview in pixels of the scan as stored."""
        step = self.shrink
        left, top = self.origin
        return Region(left + x * step, top + y * step, width * step, height * step)


def _letters_in(tile: Tile, middles: NDArray[np.float64]) -> int:
    """How many of the places lie in the piece."""
    x, y = middles[:, 0] - tile.x, middles[:, 1] - tile.y
    height, width = tile.grey.shape
    return int(((x >= 0) & (x < width) & (y >= 0) & (y < height)).sum())
