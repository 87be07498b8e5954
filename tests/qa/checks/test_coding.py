import cv2
import numpy as np
import pytest

from qa.checks.coding import check_coding
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.findings import Region
from schemas.objects import Material
from tests.qa.drawn import codes, printed, view_of

BOOK = profile_for(Material.BOOK)


def cloudy(noise):
    """Print on paper that has clouds, as all paper has."""
    page = printed(noise=noise)
    height, width = page.shape
    small = np.random.default_rng(4).normal(0, 2.5, (height // 12, width // 12))
    clouds = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(page + clouds, 0, 255).astype(np.uint8)


def coded(page, quality):
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize("noise", [0.8, 2.0])
@pytest.mark.parametrize("quality", [30, 50])
def test_blocks_are_found(tmp_path, quality, noise):
    [finding] = check_coding(view_of(coded(cloudy(noise), quality), tmp_path), BOOK)

    assert finding.code == "QA-CODING-01"
    assert finding.measured > finding.limit


@pytest.mark.parametrize("quality", [90, 95, None])
def test_little_or_no_compression_leaves_none(tmp_path, quality):
    page = cloudy(1.5) if quality is None else coded(cloudy(1.5), quality)

    assert check_coding(view_of(page, tmp_path), BOOK) == []


def test_blocks_of_a_part_of_the_scan_are_those_of_the_scan(tmp_path):
    page = coded(cloudy(1.5), 30)

    found = check_coding(view_of(page, tmp_path, crop=Region(37, 51, 1000, 1300)), BOOK)

    assert codes(found) == ["QA-CODING-01"]


def test_black_and_white_is_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_coding(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
