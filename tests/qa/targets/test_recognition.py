import time

import cv2
import numpy as np
import pytest
import pyvips

from qa.codes import CODES
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.targets.kinds import TargetKind
from qa.targets.masking import lay_aside
from qa.targets.recognition import recognise
from qa.targets.references import chart_for
from schemas.objects import Material
from tests.qa.drawn import DATA, blurred, facts_of, paper, printed, turned, view_of
from tests.qa.targets.drawn import bytes_of, drawn_chart, encoded, with_noise

CLASSIC, SG = chart_for(TargetKind.CLASSIC24), chart_for(TargetKind.SG140)


def shot(chart, share, degrees=4.0, ground=0.4, size=(1000, 1400)):
    """A chart alone on its bed, so much of the frame's height, the light falling off."""
    pitch = share * size[0] / (chart.rows + 0.5)
    picture = drawn_chart(chart, pitch, degrees, 0.7, page=size, ground=ground)
    rows, columns = np.indices(size, dtype=float)
    far = ((columns / size[1] - 0.5) ** 2 + (rows / size[0] - 0.5) ** 2)[..., None]
    return bytes_of(with_noise(encoded(picture * (1 - 0.4 * far)), 0.01))


def beside(page, chart=CLASSIC, pitch=38, ground=0.05, degrees=2.0):
    """A page with a chart on the bed to the right of it; and where the chart lies."""
    height = page.shape[0]
    bed = drawn_chart(
        chart, pitch, degrees, 0.7, page=(height, int(pitch * chart.columns * 1.3)), ground=ground
    )
    colour = page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)
    edge = np.full((height, 30, 3), bytes_of(encoded(np.full(1, ground)))[0], np.uint8)
    return np.concatenate([colour, edge, bytes_of(with_noise(encoded(bed), 0.008))], axis=1)


def seen(picture):
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return recognise(picture, grey)


@pytest.mark.parametrize("chart", [CLASSIC, SG], ids=["classic", "sg"])
@pytest.mark.parametrize(
    ("share", "degrees", "ground"),
    [(0.9, 0.0, 0.01), (0.6, 12.0, 0.8), (0.45, -25.0, 0.2), (0.35, 4.0, 0.5)],
)
def test_a_chart_alone_is_a_target(chart, share, degrees, ground):
    found = seen(shot(chart, share, degrees, ground))

    assert found is not None
    assert found.chart.chart.kind is chart.kind
    assert found.is_alone


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_it_may_lie_any_way(quarters):
    assert seen(np.ascontiguousarray(np.rot90(shot(CLASSIC, 0.4), quarters))).is_alone


def test_a_scan_without_colour_shows_it_too():
    assert seen(cv2.cvtColor(shot(CLASSIC, 0.5), cv2.COLOR_RGB2GRAY)).is_alone


@pytest.mark.parametrize(
    "page",
    [printed(), printed(lines=3), paper(), paper(level=90), blurred(printed(), 3)],
    ids=["text", "title", "empty leaf", "cover", "blurred"],
)
def test_a_page_with_a_chart_beside_it_stays_a_page(page):
    found = seen(beside(page))

    assert found is not None
    assert not found.is_alone


def test_a_photograph_with_a_chart_beside_it_stays_one():
    coarse = np.random.default_rng(4).integers(30, 220, (18, 14, 3)).astype(np.float32)
    photograph = np.clip(cv2.resize(coarse, (1100, 1450), interpolation=cv2.INTER_CUBIC), 0, 255)

    assert not seen(beside(photograph.astype(np.uint8))).is_alone


def table():
    """Ruled cells of one size, some of them grey: what looks most like a chart on a page."""
    page = paper()
    for row in range(9):
        for column in range(7):
            left, top = 120 + column * 120, 140 + row * 130
            tone = (225, 180, 205)[(row * 5 + column * 3) % 3]
            cv2.rectangle(page, (left, top), (left + 100, top + 100), int(tone), -1)
            cv2.rectangle(page, (left, top), (left + 100, top + 100), 60, 2)
    return page


def chessboard():
    squares = np.indices((8, 8)).sum(axis=0) % 2
    return np.kron(np.where(squares, 215, 40), np.ones((120, 120))).astype(np.uint8)


@pytest.mark.parametrize(
    "page",
    [
        printed(),
        turned(printed(), 4),
        table(),
        chessboard(),
        np.zeros((900, 700), np.uint8),
        np.full((900, 700), 255, np.uint8),
        np.random.default_rng(1).integers(0, 256, (900, 700, 3)).astype(np.uint8),
        np.zeros((1, 1), np.uint8),
        np.zeros((3, 900, 3), np.uint8),
    ],
    ids=["text", "askew", "table", "chess", "black", "white", "noise", "1x1", "strip"],
)
def test_nothing_else_is_taken_for_a_chart(page):
    assert seen(page) is None


def scans():
    return sorted((DATA / "scans").glob("*/*/*.[tj][ip][fg]"))[::3]


@pytest.mark.skipif(not scans(), reason="no shared scans here")
def test_no_real_page_is_taken_for_a_chart():
    taken = []
    for path in scans():
        image = pyvips.Image.thumbnail(str(path), 1500)
        grey = image.colourspace("b-w").numpy()
        if recognise(grey, grey) is not None:
            taken.append(path.name)

    assert taken == []


PASSPORT = DATA / "images" / "targets" / "below_fishbox.jpg"


@pytest.mark.skipif(not PASSPORT.exists(), reason="no shared pictures of targets here")
def test_a_real_chart_in_a_scene_is_found_and_is_not_alone():
    found = seen(pyvips.Image.new_from_file(str(PASSPORT)).numpy())

    assert found is not None
    assert not found.is_alone


def test_the_chart_beside_a_page_leaves_the_checks_and_says_where_it_lies(tmp_path):
    page = printed()
    whole = beside(page)

    report = run_checks(view_of(whole, tmp_path), profile_for(Material.BOOK))
    clear, [finding] = lay_aside(view_of(whole, tmp_path))

    assert [f.code for f in report.findings if f.code.startswith("QA-TARGET")] == ["QA-TARGET-04"]
    assert finding.region.x >= page.shape[1]
    assert finding.region.x + finding.region.width <= whole.shape[1]
    assert clear.masked == (finding.region,)
    right = clear.colour[:, page.shape[1] // clear.shrink + 40 :]
    assert int(np.ptp(right[..., 0])) < 40


def test_pieces_that_show_the_chart_are_left_out(tmp_path):
    view = view_of(beside(printed()), tmp_path)
    clear, [finding] = lay_aside(view)

    at = finding.region
    kept = [tile.region for tile in clear.tiles]
    assert 0 < len(kept) < len(view.tiles)
    assert not [
        k for k in kept if k.x + k.width > at.x and at.y - k.height < k.y < at.y + at.height
    ]


def test_a_page_without_chart_is_handed_on_as_it_is(tmp_path):
    view = view_of(printed(), tmp_path)

    assert lay_aside(view) == (view, ())


def test_an_ordinary_page_costs_little():
    page = cv2.resize(printed(), (2100, 2970))
    recognise(page, page)
    began = time.process_time()
    for _ in range(5):
        recognise(page, page)

    assert (time.process_time() - began) / 5 < 0.03


def test_wordings_name_the_target():
    assert "{target}" in CODES["QA-TARGET-04"].text
    assert facts_of(printed()).channels == 1
