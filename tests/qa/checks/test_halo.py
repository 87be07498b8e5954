import cv2
import numpy as np
import pytest

from qa.checks.halo import check_halo
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import blurred, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def sharpened(page, amount):
    values = page.astype(np.float32)
    sharp = values + amount * (values - cv2.GaussianBlur(values, (0, 0), 1.5))
    return np.clip(sharp, 0, 255).astype(np.uint8)


def light(amount=0.0):
    return sharpened(printed(level=200, ink=150, noise=1.5), amount)


@pytest.mark.parametrize("amount", [0.6, 1.2])
def test_light_seams_are_found(tmp_path, amount):
    [finding] = check_halo(view_of(light(amount), tmp_path), BOOK)

    assert finding.code == "QA-HALO-01"
    assert finding.measured > finding.limit


def test_more_sharpening_measures_more(tmp_path):
    measured = [check_halo(view_of(light(a), tmp_path), BOOK)[0].measured for a in (0.6, 1.2)]

    assert measured[1] > 1.3 * measured[0]


@pytest.mark.parametrize(
    "page",
    [light(), printed(ink=60), printed(noise=6), blurred(printed(), 2)],
    ids=["plain", "pale", "noisy", "out of focus"],
)
def test_page_as_taken_has_none(tmp_path, page):
    assert check_halo(view_of(page, tmp_path), BOOK) == []


def test_blank_and_black_and_white_pages_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_halo(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_halo(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-edges")
