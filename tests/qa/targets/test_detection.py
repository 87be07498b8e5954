"""Charts drawn where they are known to lie, and pictures without any."""

import cv2
import numpy as np
import pytest

from qa.targets.detection import find_chart
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from tests.qa.drawn import printed
from tests.qa.targets.drawn import bytes_of, drawn_chart, encoded

CLASSIC = chart_for(TargetKind.CLASSIC24)
SG = chart_for(TargetKind.SG140)
GREY = chart_for(TargetKind.GREY)


def centres(chart, pitch, degrees, shape):
    """Where the patches were drawn."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rows, columns = np.divmod(np.arange(len(chart.patches)), chart.columns)
    offsets = np.stack([columns - (chart.columns - 1) / 2, rows - (chart.rows - 1) / 2], axis=1)
    return (offsets * pitch) @ turn.T + [(shape[1] - 1) / 2, (shape[0] - 1) / 2]


def farthest(found, pitch, degrees, shape):
    apart = found.centres - centres(found.chart, pitch, degrees, shape)
    return float(np.hypot(*apart.T).max()) / pitch


@pytest.mark.parametrize("degrees", [0, 5, -30, 90, 180, 212])
@pytest.mark.parametrize(("pitch", "page"), [(60, None), (40, (900, 1300))])
def test_a_classic_is_found_to_a_hundredth_of_its_pitch(pitch, page, degrees):
    picture = bytes_of(encoded(drawn_chart(CLASSIC, pitch, degrees, page=page)))

    found = find_chart(picture, CLASSIC)

    assert found is not None
    assert farthest(found, pitch, degrees, picture.shape) < 0.01
    assert found.pitch_px == pytest.approx(pitch, rel=0.003)
    assert found.patch_share == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("degrees", [0, -8, 90])
def test_an_sg_is_found(degrees):
    picture = bytes_of(encoded(drawn_chart(SG, 60, degrees, patch_share=0.92)))

    found = find_chart(picture, SG)

    assert found is not None
    assert farthest(found, 60, degrees, picture.shape) < 0.01


@pytest.mark.parametrize("chart", [GREY, CLASSIC], ids=["grey", "classic"])
def test_a_chart_without_colour_is_found(chart):
    colour = bytes_of(encoded(drawn_chart(CLASSIC, 60, 5)))

    found = find_chart(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), chart)

    assert found is not None
    assert farthest(found, 60, 5, colour.shape) < 0.01


def test_a_chart_in_a_strong_cast_and_uneven_light_is_found():
    picture = drawn_chart(CLASSIC, 60, 5) * [1.0, 0.8, 0.5]
    light = np.linspace(0.5, 1.0, picture.shape[1])[None, :, None]

    assert find_chart(bytes_of(encoded(picture * light)), CLASSIC) is not None


def test_a_chart_seen_aslant_is_found():
    picture = bytes_of(encoded(drawn_chart(CLASSIC, 70, 5)))
    height, width = picture.shape[:2]
    corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    pushed = np.float32([(30, 10), (width - 10, 40), (width, height), (0, height - 30)])
    change = cv2.getPerspectiveTransform(corners, pushed)
    aslant = cv2.warpPerspective(picture, change, (width, height), borderValue=(200, 200, 200))

    found = find_chart(aslant, CLASSIC)

    truth = cv2.perspectiveTransform(
        centres(CLASSIC, 70, 5, picture.shape)[None].astype(np.float32), change
    )
    assert np.abs(found.centres - truth[0]).max() < 1.5


def shuffled():
    """The same squares in the wrong places."""
    order = np.random.default_rng(1).permutation(24)
    lab = tuple(CLASSIC.lab[n] for n in order)
    fields = {name: getattr(CLASSIC, name) for name in CLASSIC.__slots__} | {"lab": lab}
    return type(CLASSIC)(**fields)


@pytest.mark.parametrize("chart", [CLASSIC, SG, GREY], ids=["classic", "sg", "grey"])
@pytest.mark.parametrize(
    "picture",
    [
        printed(),
        np.full((800, 1000, 3), 128, np.uint8),
        np.zeros((700, 700), np.uint8),
        np.random.default_rng(1).integers(0, 256, (700, 900, 3), dtype=np.uint8),
        bytes_of(encoded(drawn_chart(shuffled(), 60, 5))),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((3, 900), np.uint8),
    ],
    ids=["print", "plain", "black", "noise", "another chart", "one pixel", "a line"],
)
def test_no_chart_is_made_up(picture, chart):
    assert find_chart(picture, chart) is None
