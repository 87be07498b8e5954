import cv2
import numpy as np
import pytest

from qa.checks.blank import check_blank
from qa.profiles import profile_for
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, WIDTH, blurred, codes, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def dusty():
    page, rng = paper(), np.random.default_rng(0)
    for x, y in rng.integers(50, 1000, (40, 2)):
        cv2.circle(page, (int(x), int(y)), int(rng.integers(1, 3)), 90, -1)
    return page


def shadowed():
    page = paper().astype(np.float32)
    page[:, :250] -= np.linspace(150, 0, 250)
    page[:40] = 15
    return np.clip(page, 0, 255).astype(np.uint8)


def stained():
    page = paper()
    cv2.circle(page, (500, 700), 120, 190, -1)
    return blurred(page, 8)


def laid():
    page = paper()
    page[:, ::40] -= 8
    return page


@pytest.mark.parametrize(
    "page",
    [paper(), paper(150, 6), paper(200, 12), dusty(), shadowed(), stained(), laid()],
    ids=["white", "brown", "rough", "dusty", "gutter shadow", "stained", "laid"],
)
def test_blank(tmp_path, page):
    assert codes(check_blank(view_of(page, tmp_path), BOOK)) == ["QA-BLANK-01"]


def numbered():
    page = paper()
    cv2.putText(page, "12", (520, 110), cv2.FONT_HERSHEY_COMPLEX, 1.1, 40, 3)
    return page


def drawn():
    page = paper()
    cv2.circle(page, (550, 700), 400, 60, 5)
    return page


def plate():
    ramp = np.linspace(30, 220, HEIGHT)[:, None] + np.zeros((1, WIDTH))
    return ramp.astype(np.uint8)


@pytest.mark.parametrize(
    "page",
    [printed(), printed(ink=70), printed(lines=1), numbered(), drawn(), plate()],
    ids=["text", "pale text", "one line", "page number", "drawing", "plate"],
)
def test_not_blank(tmp_path, page):
    assert check_blank(view_of(page, tmp_path), BOOK) == []


@pytest.mark.parametrize(
    "page",
    [printed(ink=32), blurred(printed(ink=40)[:, ::-1], 3)],
    ids=["faint pencil", "print of the other side"],
)
def test_faint_is_told_apart(tmp_path, page):
    assert codes(check_blank(view_of(page, tmp_path), BOOK)) == ["QA-BLANK-02"]
