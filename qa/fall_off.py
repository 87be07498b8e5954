"""How the light falls off across the paper of a page.

A smooth surface is laid through the paper's light, without the rim where folds and curled edges
lie. Paper that has browned unevenly is darker too, but loses blue before red, while light takes
the same from every colour: what differs between red and blue is taken off, as age.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.paper import Paper

#: The rim that is left out, as a share of the leaf's width at its sides and of its height above
#: and below.
RIM_ACROSS, RIM_DOWN = 0.10, 0.03
#: So many places of the paper are enough, and fewer than this too few.
MAX_PLACES, MIN_PLACES = 3000, 200
#: The paper must be seen over so much of the leaf's width and height.
MIN_SPREAD = 0.6
#: Paper covers so much of the picture and is no darker than this, in L*; the skies of photographs
#: and dark grounds are no paper.
MIN_SHARE, MIN_PAPER_L = 0.4, 30.0
#: What a grey scan cannot tell from light: so much, in per cent, paper browns unevenly.
GREY_AGE_PERCENT = 6.0
#: Rounds in which a plane and then the surface is laid; places off it lose their say.
PLANE_ROUNDS, SURFACE_ROUNDS, PLANE_TERMS = 3, 4, 3
#: How far off, in robust sigmas: skies of pictures and stains are darker than paper, never lighter.
OFF_SIGMAS, DARK_SIGMAS = 4.0, 2.5
#: Places along each side at which the surface is read.
READ_PLACES = 9
RED, BLUE = 0, 2


class FallOff(NamedTuple):
    """How much light is lost from the brightest to the darkest place, in per cent of the former."""

    percent: float
    age_percent: float
    """What of it age can explain."""


def fall_off(paper: Paper, *, is_grey: bool) -> FallOff | None:
    """How the light falls off over the paper; None where too little of it is seen."""
    rows, columns = np.nonzero(paper.seen)
    ends = (columns.min(), columns.max(), rows.min(), rows.max())
    left, right, top, bottom = (float(end) for end in ends)
    wide, high = right - left + 1, bottom - top + 1
    kept = (columns >= left + RIM_ACROSS * wide) & (columns <= right - RIM_ACROSS * wide)
    kept &= (rows >= top + RIM_DOWN * high) & (rows <= bottom - RIM_DOWN * high)
    rows, columns = rows[kept], columns[kept]
    if len(rows) < MIN_PLACES or not _spread(columns, wide) or not _spread(rows, high):
        return None
    thin = slice(None, None, 1 + len(rows) // MAX_PLACES)
    rows, columns = rows[thin], columns[thin]
    light = cv2.cvtColor(paper.lab[rows, columns][:, None], cv2.COLOR_Lab2LRGB)[:, 0]
    logs = np.log(np.maximum(np.asarray(light, np.float64)[:, (RED, BLUE)], 1e-3))
    x, y = 2 * (columns - left) / wide - 1, 2 * (rows - top) / high - 1
    surfaces = _read(_fitted(_terms(x, y), logs))
    age = GREY_AGE_PERCENT if is_grey else _range(surfaces[:, 0] - surfaces[:, 1])
    return FallOff(_range(surfaces[:, 0]), age)


def is_page(paper: Paper) -> bool:
    """Whether it is the paper of a page, and no sky or dark ground."""
    return float(paper.seen.mean()) >= MIN_SHARE and paper.typical[0] >= MIN_PAPER_L


def _spread(places: NDArray[np.intp], length: float) -> bool:
    return float(np.ptp(places)) >= MIN_SPREAD * length


def _terms(x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.float64]:
    return np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=1)


def _fitted(terms: NDArray[np.float64], logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Coefficients of the surfaces, one a column; stains and pictures lose their say."""
    weights = np.ones(len(logs))
    for size in [PLANE_TERMS] * PLANE_ROUNDS + [terms.shape[1]] * SURFACE_ROUNDS:
        part = terms[:, :size]
        weighted = part * weights[:, None]
        normal = weighted.T @ part + 1e-9 * np.eye(size)
        surface = np.linalg.solve(normal, weighted.T @ logs)
        off = (logs - part @ surface)[:, 0]
        sigma = 1.4826 * float(np.median(np.abs(off))) + 1e-4
        far = off / sigma / np.where(off < 0, DARK_SIGMAS, OFF_SIGMAS)
        weights = np.square(1 - np.square(np.clip(far, -1, 1)))
    return np.asarray(surface, np.float64)


def _read(surface: NDArray[np.float64]) -> NDArray[np.float64]:
    """The surfaces on a grid over the leaf within its rim."""
    across = np.linspace(2 * RIM_ACROSS - 1, 1 - 2 * RIM_ACROSS, READ_PLACES)
    down = np.linspace(2 * RIM_DOWN - 1, 1 - 2 * RIM_DOWN, READ_PLACES)
    x, y = np.meshgrid(across, down)
    return np.asarray(_terms(x.ravel(), y.ravel()) @ surface, np.float64)


def _range(logs: NDArray[np.float64]) -> float:
    return float(100 * (1 - np.exp(logs.min() - logs.max())))
