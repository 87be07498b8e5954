import numpy as np
import pytest

from samples.chart import COLUMNS, ROWS, chart_values, draw_chart, lay_chart_beside
from samples.clean import PAPERS, clean_page, draw_style
from samples.colour import lab_of
from samples.designs import text_page
from samples.light import to_light
from samples.opening import scan_opening
from samples.originals import ORIGINALS, black_letters
from samples.scan import ScanManner

PPI = 100


@pytest.mark.parametrize("name", ORIGINALS)
def test_every_kind_gives_pages_of_its_own(name):
    one, other = (clean_page(i, ppi=PPI, designs={name: ORIGINALS[name]}) for i in (0, 1))

    assert one.design == name
    assert one.scene.image.std() > 4
    assert one.scene.image.shape != other.scene.image.shape or np.any(
        one.scene.image != other.scene.image
    )


def test_black_letters_have_no_marks_and_leave_figures():
    written = black_letters("Žemė 1863")

    assert written.endswith(" 1863")
    assert not set("ŽemėZe") & set(written)
    assert len(written) == 9


def opening(degrees=0.0):
    rng = np.random.default_rng(2)
    style = draw_style(rng, PPI)
    manner = ScanManner(ppi=PPI, paper=PAPERS["book"], rotation_degrees=degrees)
    return scan_opening(text_page(style, 4, rng), text_page(style, 5, rng), manner, rng), style


def test_the_fold_of_an_opening_is_darkest_where_it_is_said_to_be():
    scan, _ = opening()
    (x, top), (_, bottom) = scan.fold
    rows = to_light(scan.image)[round(top) + 40 : round(bottom) - 40, :, 1].mean(axis=0)
    middle = slice(round(x) - 60, round(x) + 60)

    assert abs(int(rows[middle].argmin()) + middle.start - x) <= 2


def test_pages_of_an_opening_lie_beside_each_other_with_their_own_lines():
    scan, style = opening(1.0)
    left, right = scan.lines

    assert abs(scan.right.x - (scan.left.x + scan.left.width)) < style.px(5)
    assert all(line.region.x < scan.fold[0][0] for line in left)
    assert all(line.region.x > scan.fold[1][0] - style.px(5) for line in right)
    assert left[-1].text == "4"
    assert right[-1].text == "5"


def test_patches_of_a_chart_have_the_colours_that_are_told():
    light = np.rot90(draw_chart(PPI), -1)
    pitch = round((9.0 + 1.6) / 25.4 * PPI)
    first = round(2.4 / 25.4 * PPI) + pitch // 3

    for row in range(ROWS):
        for column in range(COLUMNS):
            patch = light[first + row * pitch, first + column * pitch]
            assert lab_of(patch) == pytest.approx(chart_values()[row, column], abs=3)


def test_a_chart_beside_a_page_leaves_the_page_as_it_was():
    page = next(p for p in (clean_page(i, ppi=PPI) for i in range(9)) if p.scene.image.ndim == 3)

    beside = lay_chart_beside(page.scene, np.random.default_rng(1))

    old, new = page.scene.page, beside.scene.page
    assert np.array_equal(
        beside.scene.image[new.y : new.y + new.height, new.x : new.x + new.width],
        page.scene.image[old.y : old.y + old.height, old.x : old.x + old.width],
    )
    chart = beside.chart
    assert chart.x > new.x + new.width or chart.x + chart.width < new.x
    assert 0 <= chart.y <= beside.scene.image.shape[0] - chart.height
