"""The response of drawn edges whose blur is known by formula."""

import numpy as np
import pytest

from qa.targets.sfr import EdgeNotUsable, edge_response
from tests.qa.targets.drawn import drawn_edge, gaussian_sfr


def frequency_at(level, sigma):
    return np.sqrt(-np.log(level) / 2) / (np.pi * sigma)


@pytest.mark.parametrize("degrees", [2.2, 5.0, -7.0, 9.5])
@pytest.mark.parametrize("sigma", [0.5, 0.7, 0.85, 1.0, 1.5, 2.0, 3.0])
def test_a_known_blur_is_read_within_two_percent(sigma, degrees):
    response = edge_response(drawn_edge(degrees, sigma))

    assert response.sfr50 == pytest.approx(frequency_at(0.5, sigma), rel=0.02)
    assert min(0.5, response.sfr10) == pytest.approx(min(0.5, frequency_at(0.1, sigma)), rel=0.02)
    assert response.at_nyquist == pytest.approx(gaussian_sfr(0.5, sigma), abs=0.012)
    assert response.slant_degrees == pytest.approx(degrees, abs=0.05)
    assert response.most == pytest.approx(1.0, abs=0.003)


@pytest.mark.parametrize("sigma", [0.7, 1.0, 2.0])
def test_a_narrow_noisy_piece_is_still_read(sigma):
    response = edge_response(drawn_edge(5, sigma, size=(110, 44), noise=0.01))

    assert response.sfr50 == pytest.approx(frequency_at(0.5, sigma), rel=0.02)


def test_the_light_side_may_be_either():
    dark_first = edge_response(drawn_edge(5, 1.0))
    light_first = edge_response(drawn_edge(5, 1.0)[:, ::-1])

    assert light_first.sfr50 == pytest.approx(dark_first.sfr50, rel=0.005)
    assert light_first.slant_degrees == pytest.approx(-dark_first.slant_degrees, abs=0.01)


@pytest.mark.parametrize(
    ("shifts", "apart"), [((0, 0, 0), 0.0), ((0.3, 0, 0), 0.3), ((0.1, 0, -0.6), 0.6)]
)
def test_misregistered_colours_are_measured(shifts, apart):
    response = edge_response(drawn_edge(5, 0.9, shifts=shifts))

    assert response.misregistration_px == pytest.approx(apart, abs=0.02)


def test_a_grey_edge_knows_no_misregistration():
    assert edge_response(drawn_edge(5, 1.0)[:, :, 0]).misregistration_px is None


@pytest.mark.parametrize("strength", [0.5, 1.0, 2.0])
def test_sharpening_shows_as_modulation_above_one(strength):
    plain, softer = 0.8, 2.0
    edge = drawn_edge(5, plain)[:, :, 1]
    sharpened = edge + strength * (edge - drawn_edge(5, softer)[:, :, 1])
    f = np.linspace(0, 0.5, 501)
    truth = (1 + strength) * gaussian_sfr(f, plain) - strength * gaussian_sfr(f, softer)

    assert truth.max() > 1.05
    assert edge_response(sharpened).most == pytest.approx(truth.max(), rel=0.01)


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        (drawn_edge(5, 1.0, size=(50, 100)), "edge-small"),
        (drawn_edge(5, 1.0, size=(120, 20)), "edge-small"),
        (drawn_edge(0.0, 1.0), "edge-slant"),
        (drawn_edge(15.0, 1.0, size=(90, 120)), "edge-slant"),
        (drawn_edge(5, 1.0, dark=0.5, light=0.52), "edge-flat"),
        (np.random.default_rng(1).random((100, 100, 3)), "edge-flat"),
        (np.zeros((100, 100)), "edge-flat"),
    ],
)
def test_what_is_no_slanted_edge_is_refused_with_its_reason(piece, reason):
    with pytest.raises(EdgeNotUsable) as refused:
        edge_response(piece)

    assert refused.value.reason == reason


def test_a_bent_edge_is_refused():
    rows, columns = np.indices((120, 100), dtype=float)
    bent = 1 / (1 + np.exp(-(columns - 30 - 40 * np.sin(rows / 38) - 0.1 * rows)))

    with pytest.raises(EdgeNotUsable, match="edge-bent"):
        edge_response(0.05 + 0.8 * bent)
