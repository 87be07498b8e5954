"""Pages with a fault that is seldom seeded or needs an amount of its own, for their codes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from samples.clean import PAPERS, clean_page, draw_manner, draw_style
from samples.designs import DESIGNS, table_page, text_page
from samples.faults.base import Scene
from samples.faults.lighting import exposure
from samples.light import GREY_AXES, Pixels, to_light, to_pixels
from samples.opening import scan_opening
from samples.scan import scan_page
from samples.sheets import TypesetPage
from tests.evaluation.qa.sources import PPI, PageRef, load, made_volume

#: From nothing to pictures on which the code may be raised, one after another.
Recipe = Callable[[], Iterator[Pixels]]
_TRIES = 8


def _text_page() -> Scene:
    number = next(n for n in range(12) if not made_volume(n).manner.is_grey)
    return load(PageRef("volume", number, 8)).scene


def _dark() -> Iterator[Pixels]:
    yield from (exposure(_text_page(), change).image for change in (-30.0, -40.0, -50.0))


def _washed_out() -> Iterator[Pixels]:
    """Burnt-out paper with print that is pale."""
    light = to_light(_text_page().image)
    yield to_pixels(1 - (1 - np.clip(light * 2.2, 0, 1)) * np.float32(0.55))


def _stretched() -> Iterator[Pixels]:
    """Tones pulled apart after the scan: gaps between the grey levels."""
    image = _text_page().image
    grey = np.ascontiguousarray(image if image.ndim == GREY_AXES else image[..., 1])
    levels = np.clip((np.arange(256) - 40) * 1.8, 0, 255).astype(np.uint8)
    yield levels[grey]


def _sideways_table() -> Iterator[Pixels]:
    """A table printed along the long side of an upright leaf."""
    for seed in range(_TRIES):
        rng = np.random.default_rng(seed)
        style = draw_style(rng, PPI)
        lying = replace(style, width_mm=style.height_mm, height_mm=style.width_mm)
        page = table_page(lying, 3, rng)
        upright = np.ascontiguousarray(np.rot90(page.image))
        manner = replace(draw_manner(rng, PPI, PAPERS["book"]), is_bound=False, is_grey=True)
        yield scan_page(TypesetPage(upright, page.role), manner, rng).image


def _cut_beside_print(*margins_mm: float) -> Recipe:
    """The outer side of the picture so near the print that the leaf's edge is not seen."""

    def pictures() -> Iterator[Pixels]:
        scene = _text_page()
        text = scene.text
        if text is None:
            return
        for margin in margins_mm:
            if scene.gutter_is_left:
                yield scene.image[:, : text.x + text.width + round(scene.px(margin))]
            else:
                yield scene.image[:, max(0, text.x - round(scene.px(margin))) :]

    return pictures


def _opening() -> Iterator[Pixels]:
    """Two pages in one picture."""
    for seed in range(_TRIES):
        rng = np.random.default_rng(seed)
        style, manner = draw_style(rng, PPI), draw_manner(rng, PPI, PAPERS["book"])
        left, right = text_page(style, 4, rng), text_page(style, 5, rng)
        yield scan_opening(left, right, replace(manner, is_grey=True), rng).image


def _of_design(name: str) -> Recipe:
    def pictures() -> Iterator[Pixels]:
        for number in range(_TRIES):
            page = clean_page(number, seed=12, ppi=PPI, designs={name: DESIGNS[name]})
            yield page.scene.image

    return pictures


PAGE_RECIPES: dict[str, Recipe] = {
    "QA-EXP-01": _dark,
    "QA-EXP-02": _washed_out,
    "QA-EXP-08": _stretched,
    "QA-SPLIT-01": _opening,
    "QA-TURN-04": _sideways_table,
    "QA-CROP-02": _cut_beside_print(0.8, 0.4, 1.2),
    "QA-CROP-03": _cut_beside_print(2.0, 2.6, 3.5),
    "QA-CROP-04": _cut_beside_print(6.0, 5.0, 8.0, 10.0),
    "QA-BLANK-01": _of_design("blank"),
    "QA-BLANK-02": _of_design("pencil"),
}
