"""Which way the print stands: upright, upside down, sideways or mirrored.

Lines run where a letter's next neighbour is nearer than the next line. Within lines of Latin
letters, roman or black, tops differ more from letter to letter than bottoms do (b, d, h, k, l are
many, g, p, q are few), and shapes are more open to the right than to the left (c, e, f, r, t); in
Cyrillic and Hebrew other proportions hold. A direction is believed where it explains the numbers
far better than any other, whichever of the scripts it is.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from qa.lines import Lines, find_lines
from qa.slant import Slant
from qa.text_layout import INK_DEPTH, TextLayout

#: Fewer letters in lines say nothing about the direction of lines, or about the rest.
MIN_PAIRS, MIN_SURE_PAIRS, MIN_LETTERS = 60, 150, 40
#: Lines run from top to bottom where so small a share of letters is nearer to the one beside it;
#: without lines that are found otherwise, less yet.
STANDING_SHARE, SURE_STANDING_SHARE = 0.25, 0.12
#: Tops or bottoms differ from so many letter heights on.
STEP_SHARE = 0.22
#: Letters are looked at as so many rows and columns, this many of them at most.
ROWS, COLUMNS, MOST_LETTERS = 16, 12, 900
#: Letters that touch, and strokes without a shape, stay out.
NARROWEST, WIDEST = 0.25, 1.6

Numbers = NDArray[np.float64]
Step = tuple[int, int]


class _Script(NamedTuple):
    """How often a script is met; what its pages measure upright, and how much they vary."""

    share: float
    means: tuple[float, float, float, float]
    spreads: tuple[float, float, float, float]


#: Excess of differing tops, openness to the right, openness below, and how often neighbours
#: differ in height at all: measured on type of some 75 faces, set for the purpose.
SCRIPTS = (
    _Script(0.85, (0.45, 0.056, 0.00, 0.42), (0.19, 0.026, 0.04, 0.10)),  # Latin, black letter
    _Script(0.10, (-0.32, 0.033, 0.04, 0.24), (0.24, 0.024, 0.03, 0.06)),  # Cyrillic
    _Script(0.06, (-0.18, -0.105, 0.17, 0.28), (0.33, 0.055, 0.05, 0.12)),  # Hebrew
    _Script(0.01, (0.0, 0.0, 0.0, 0.30), (0.5, 0.10, 0.12, 0.20)),  # none of them: says nothing
)
#: Signs of the four numbers, and how likely a page is to stand so beside one upside down.
POSES = {
    (1, 1): (np.array([1, 1, 1, 1]), 1.0),
    (-1, -1): (np.array([-1, -1, -1, 1]), 1.0),
    (-1, 1): (np.array([1, -1, 1, 1]), 0.1),
    (1, -1): (np.array([-1, 1, -1, 1]), 0.1),
}


#: Figures and capitals are all of one height: where so few neighbours differ, nothing is sure.
LEAST_DIFFERING, UNSURE = 0.15, 0.5
#: A direction is believed from here on: at most one page in ten of those that are hard to tell.
SURE = 0.9
#: Where the stored picture's right and below are when it is shown, by TIFF/EXIF orientation.
SHOWN: dict[int, tuple[Step, Step]] = {
    1: ((1, 0), (0, 1)), 2: ((-1, 0), (0, 1)), 3: ((-1, 0), (0, -1)), 4: ((1, 0), (0, -1)),
    5: ((0, 1), (1, 0)), 6: ((0, 1), (-1, 0)), 7: ((0, -1), (-1, 0)), 8: ((0, -1), (1, 0)),
}  # fmt: skip
#: By how many degrees clockwise a picture is turned whose reader's below points there.
TURNS: dict[Step, int] = {(0, 1): 0, (1, 0): 90, (0, -1): 180, (-1, 0): 270}


@dataclass(frozen=True, slots=True)
class Pose:
    """How print stands in the picture as stored.

    ``across`` and ``down`` are where the reader's right and the reader's below point to, as steps
    (x, y) in the picture. ``sureness`` is from 0.25 (any direction would do) to 1; ``is_standing``
    says that lines run from top to bottom, which is known more surely than the rest. ``tops`` and
    ``openness`` are what was measured along the lines: volumes compare their pages by them.
    """

    across: Step
    down: Step
    sureness: float
    is_standing: bool
    tops: float
    openness: float

    @property
    def is_sure(self) -> bool:
        """Whether up and down, left and right are believed."""
        return self.sureness >= SURE

    @property
    def is_mirrored(self) -> bool:
        """Whether left and right are exchanged."""
        return self.across[0] * self.down[1] - self.across[1] * self.down[0] < 0

    @property
    def degrees_to_turn(self) -> int:
        """By how much the picture is turned clockwise for its reader."""
        return TURNS[self.down]

    def shown(self, orientation: int) -> Self:
        """The pose in the picture as shown by its TIFF/EXIF orientation."""
        right, below = SHOWN.get(orientation, SHOWN[1])

        def moved(step: Step) -> Step:
            return (
                step[0] * right[0] + step[1] * below[0],
                step[0] * right[1] + step[1] * below[1],
            )

        standing = self.is_standing != (right[0] == 0)
        across, down = moved(self.across), moved(self.down)
        return replace(self, across=across, down=down, is_standing=standing)


#: Lines from top to bottom of which nothing else is known.
UNKNOWN_STANDING = Pose((0, -1), (1, 0), 0.25, is_standing=True, tops=0.0, openness=0.0)


def find_pose(text: TextLayout, slant: Slant | None) -> Pose | None:
    """How the print of a page stands; None where there are too few letters in lines."""
    if text.ink_depth < INK_DEPTH:
        return None
    standing = _is_standing(text, slant)
    if standing is None:
        return None
    degrees = slant.degrees if slant is not None and slant.upright == standing else 0.0
    lines = find_lines(text, upright=standing, degrees=degrees)
    shapes = _shapes(lines, text, standing=standing)
    if min(len(lines.neighbours), len(shapes)) < MIN_LETTERS:
        return UNKNOWN_STANDING if standing else None
    numbers, errors = _numbers(lines, shapes)
    (right, below), sureness = _explained(numbers, errors)
    if numbers[3] < LEAST_DIFFERING:
        sureness = min(sureness, UNSURE)
    # level lines were read in the picture as it is, standing ones in the picture turned clockwise
    across, down = ((0, -right), (below, 0)) if standing else ((right, 0), (0, below))
    return Pose(across, down, sureness, standing, float(numbers[0]), float(numbers[1]))


def _is_standing(text: TextLayout, slant: Slant | None) -> bool | None:
    """Whether lines run from top to bottom; None where there are none."""
    level, standing = (_gaps(text, upright=upright) for upright in (False, True))
    found = np.isfinite(level) | np.isfinite(standing)
    pairs = int(found.sum())
    if pairs < MIN_PAIRS:
        return None
    share = float(((level < standing) + 0.5 * (level == standing))[found].mean())
    if slant is not None and slant.upright:
        return True if share <= STANDING_SHARE else None
    if share <= SURE_STANDING_SHARE and pairs >= MIN_SURE_PAIRS:
        return True
    return False if share >= 1 - STANDING_SHARE else None


def _gaps(text: TextLayout, *, upright: bool) -> Numbers:
    """For each mark the gap to the next one in its line, in letter heights."""
    lines = find_lines(text, upright=upright, least=3)
    gaps = np.full(len(text.boxes), np.inf)
    pairs, boxes = lines.neighbours, lines.boxes
    between = boxes[pairs + 1, 0] - boxes[pairs, 0] - boxes[pairs, 2]
    gaps[lines.sources[pairs]] = np.maximum(between, 0) / max(1.0, lines.height)
    return gaps


def _numbers(lines: Lines, shapes: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """The four numbers of ``SCRIPTS`` and their errors."""
    pairs, boxes = lines.neighbours, lines.boxes
    ends = boxes[:, 1] + boxes[:, 3]
    least = STEP_SHARE * lines.height
    tops = np.abs(boxes[pairs + 1, 1] - boxes[pairs, 1]) > least
    bottoms = np.abs(ends[pairs + 1] - ends[pairs]) > least
    top_only, bottom_only = int((tops & ~bottoms).sum()), int((bottoms & ~tops).sum())
    count = top_only + bottom_only + 10
    right, below = _openness(shapes), _openness(shapes.transpose(0, 2, 1))
    shapes_root = np.sqrt(max(1, len(right)))
    differing = (top_only + bottom_only) / len(pairs)
    means = ((top_only - bottom_only) / count, right.mean(), below.mean(), differing)
    errors = (
        1 / np.sqrt(count),
        right.std() / shapes_root,
        below.std() / shapes_root,
        0.5 / np.sqrt(len(pairs)),
    )
    return np.array(means), np.array(errors)


def _openness(shapes: NDArray[np.bool_]) -> Numbers:
    """Of each letter: how much further its rows end from the right side than from the left."""
    inked = shapes.any(axis=2)
    excess = shapes[:, :, ::-1].argmax(axis=2) - shapes.argmax(axis=2)
    return np.asarray(np.where(inked, excess, 0).mean(axis=1) / shapes.shape[2], np.float64)


def _shapes(lines: Lines, text: TextLayout, *, standing: bool) -> NDArray[np.bool_]:
    """Letters as small pictures of one size, turned as their lines are."""
    boxes = text.boxes[lines.sources, :4]
    mask = text.mask
    if standing:
        mask = np.rot90(mask, -1)
        x = text.mask.shape[0] - boxes[:, 1] - boxes[:, 3]
        boxes = np.stack((x, boxes[:, 0], boxes[:, 3], boxes[:, 2]), axis=1)
    aspects = boxes[:, 2] / boxes[:, 3]
    boxes = boxes[(aspects > NARROWEST) & (aspects < WIDEST)]
    if len(boxes) > MOST_LETTERS:
        boxes = boxes[np.linspace(0, len(boxes) - 1, MOST_LETTERS).astype(np.intp)]
    x, y, width, height = (boxes[:, column, None] for column in range(4))
    rows = y + ((np.arange(ROWS) + 0.5) / ROWS * height).astype(np.intp)
    columns = x + ((np.arange(COLUMNS) + 0.5) / COLUMNS * width).astype(np.intp)
    return np.asarray(mask[rows[:, :, None], columns[:, None, :]] > 0)


def _explained(numbers: Numbers, errors: Numbers) -> tuple[tuple[int, int], float]:
    """The direction that explains the numbers best, and how much of the belief it takes."""
    beliefs = {}
    for pose, (signs, share) in POSES.items():
        likely = 0.0
        for script in SCRIPTS:
            spreads = np.hypot(script.spreads, errors)
            away = (numbers * signs - np.array(script.means)) / spreads
            likely += script.share * float(np.exp(-0.5 * np.square(away).sum()) / spreads.prod())
        beliefs[pose] = share * likely + 1e-9
    best = max(beliefs, key=lambda pose: beliefs[pose])
    return best, beliefs[best] / sum(beliefs.values())
