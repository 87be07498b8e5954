import numpy as np
import pytest

from qa.checks.ghost import Shift, check_ghost, is_dark_ghost
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import blurred, codes, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def twice(page, share, dx, dy):
    """The page exposed a second time, shifted."""
    again = np.roll(page, (dy, dx), (0, 1)).astype(np.float32)
    return np.clip((1 - share) * page + share * again, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("dx", "dy"), [(12, 5), (-9, 14), (0, -20)])
@pytest.mark.parametrize("share", [0.15, 0.3])
def test_second_picture_is_found_with_its_shift(tmp_path, share, dx, dy):
    [finding] = check_ghost(view_of(twice(printed(), share, dx, dy), tmp_path), BOOK)

    assert finding.code == "QA-GHOST-01"
    assert finding.facts["shift"] == pytest.approx(np.hypot(dx, dy), abs=2)


def test_stronger_ghost_measures_more(tmp_path):
    weak, strong = (
        check_ghost(view_of(twice(printed(), share, 12, 5), tmp_path), BOOK)[0].measured
        for share in (0.12, 0.25)
    )

    assert weak < strong


@pytest.mark.parametrize(
    ("x", "y", "letters", "lead", "expected"),
    [(6, 0, 508, 0.08, False),  # the screen of a half-tone
     (6, 0, 900, 0.08, True), (6, 0, 900, 0.025, False),
     (6, 5, 250, 0.025, True), (6, 5, 150, 0.08, False)],
)  # fmt: skip
def test_shift_along_rows_is_asked_for_more_than_one_aslant(x, y, letters, lead, expected):
    assert is_dark_ghost(Shift(0.2, lead, x, y), letters) is expected


def with_print_of_the_other_side(page, share):
    behind = blurred(printed(9), 2)[:, ::-1].astype(np.float32)
    return np.clip(page - share * (225 - behind), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "page",
    [printed(), printed(ink=60), blurred(printed(), 2),
     with_print_of_the_other_side(printed(), 0.15), with_print_of_the_other_side(printed(), 0.3)],
    ids=["sharp", "pale", "out of focus", "shining through", "shining through strongly"],
)  # fmt: skip
def test_single_picture_has_no_ghost(tmp_path, page):
    assert codes(check_ghost(view_of(page, tmp_path), BOOK)) == []


def test_pages_without_tones_or_text_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_ghost(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_ghost(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-text")
