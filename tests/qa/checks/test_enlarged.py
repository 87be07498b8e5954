import cv2
import numpy as np
import pytest

from qa.checks.enlarged import check_enlarged
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import blurred, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def enlarged(times):
    """A page scanned at a lower resolution and enlarged to the size of the others."""
    whole = np.tile(printed(noise=1.0)[:1440, :1080], (2, 2))
    height, width = whole.shape
    size = (round(width / times), round(height / times))
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


@pytest.mark.parametrize("times", [3])
def test_enlarged_page_is_found_with_the_old_pixels_distance(tmp_path, times):
    [finding] = check_enlarged(view_of(enlarged(times), tmp_path), BOOK)

    assert finding.code == "QA-RES-07"
    assert finding.facts["period"] == pytest.approx(times, rel=0.02)


def coded(page, quality):
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_UNCHANGED)


def ruled(page):
    """A table: rules repeat as well."""
    page[800:, 100::90] = 40
    return page


@pytest.mark.parametrize(
    "page",
    [printed(), printed(noise=1.0), blurred(printed(), 2), coded(printed(), 80), ruled(printed())],
    ids=["plain", "little noise", "out of focus", "compressed", "ruled"],
)
def test_page_as_taken_is_not(tmp_path, page):
    assert check_enlarged(view_of(page, tmp_path), BOOK) == []


def test_pages_without_tones_or_text_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_enlarged(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_enlarged(view_of(np.tile(paper(), (1, 2)), tmp_path), BOOK) == NotApplicable(
        "no-text"
    )
