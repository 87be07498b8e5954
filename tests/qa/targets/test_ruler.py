"""Scales drawn at a known resolution, and what is no ruler."""

import cv2
import numpy as np
import pytest

from qa.targets.ruler import read_ruler


def ruler(ppi, tick_mm=1.0, length_mm=80, long_every=10, noise=8.0):
    """Ticks across a strip; every tenth is longer, as on real rulers."""
    mm = np.arange(int(length_mm * ppi / 25.4)) / (ppi / 25.4)
    number = np.round(mm / tick_mm)
    is_tick = np.abs(mm - number * tick_mm) < 0.1
    strip = np.full((60, len(mm)), 225.0)
    strip[:30, is_tick] = 40
    strip[:, is_tick & (number % long_every == 0)] = 40
    strip += np.random.default_rng(2).normal(0, noise, strip.shape)
    return cv2.GaussianBlur(strip, (0, 0), 0.8)


@pytest.mark.parametrize("tick_mm", [1.0, 25.4 / 16, 25.4 / 8, 10.0])
@pytest.mark.parametrize(("ppi", "claimed"), [(300, 300), (296.4, 300), (404.0, 400), (588.5, 600)])
def test_the_scale_is_read_within_three_thousandths(ppi, claimed, tick_mm):
    found = read_ruler(ruler(ppi, tick_mm), claimed)

    assert found is not None
    assert found.px_per_mm * 25.4 == pytest.approx(ppi, rel=0.003)


def test_a_ruler_without_longer_ticks_is_read_too():
    found = read_ruler(ruler(400.9, long_every=1), 400)

    assert found.px_per_mm * 25.4 == pytest.approx(400.9, rel=0.003)


def test_a_standing_ruler_is_read():
    found = read_ruler(ruler(300).T, 300)

    assert found.px_per_mm * 25.4 == pytest.approx(300, rel=0.003)


@pytest.mark.parametrize(
    "region",
    [
        ruler(300, length_mm=35),
        np.full((60, 900), 200.0),
        np.random.default_rng(4).normal(200, 30, (60, 900)),
        np.random.default_rng(4).normal(200, 3, (60, 900)) - np.linspace(0, 90, 900),
    ],
    ids=["too short", "blank", "noise", "shading"],
)
def test_what_is_no_ruler_is_not_read(region):
    assert read_ruler(region, 300) is None
