from dataclasses import replace

import cv2
import numpy as np
import pytest

from qa.checks.noise import check_noise, l_per_level
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, printed, view_of

BOOK = profile_for(Material.BOOK)


def view_as_taken(page, folder):
    view = view_of(page, folder)
    return replace(view, facts=replace(view.facts, is_lossy=False))


def smoothed(page):
    """As a program smooths that keeps edges."""
    return cv2.bilateralFilter(page, 9, 25, 5)


@pytest.mark.parametrize("noise", [6.0, 8.0])
def test_noisy_scan_is_found(tmp_path, noise):
    [finding] = check_noise(view_of(printed(noise=noise), tmp_path), BOOK)

    assert finding.code == "QA-NOISE-01"
    assert finding.measured == pytest.approx(noise * l_per_level(225), rel=0.15)


@pytest.mark.parametrize("noise", [0.6, 1.0, 1.6])
def test_usual_noise_is_none(tmp_path, noise):
    assert check_noise(view_as_taken(printed(noise=noise), tmp_path), BOOK) == []


def test_smoothed_paper_is_found(tmp_path):
    found = check_noise(view_as_taken(smoothed(printed(noise=1.5)), tmp_path), BOOK)

    assert codes(found) == ["QA-NOISE-02"]


def test_paper_flattened_by_compression_is_not_called_smoothed(tmp_path):
    page = printed(noise=0.8)
    _, coded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 75])
    again = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)

    assert check_noise(view_as_taken(again, tmp_path), BOOK) == []
    assert check_noise(view_of(smoothed(page), tmp_path), BOOK) == []


def test_black_and_white_and_burnt_out_paper_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_noise(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_noise(view_of(bilevel, tmp_path), BOOK) == NotApplicable("no-calm-paper")


def test_step_of_lightness():
    assert l_per_level(225) == pytest.approx(0.37, abs=0.02)
    assert l_per_level(1) == pytest.approx(0.27, abs=0.02)
