import cv2
import numpy as np
import pytest

from qa.checks.streak import check_streak
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.checks.things import BORDER, leaf
from tests.qa.drawn import HEIGHT, WIDTH, paper, printed, turned, view_of

BOOK = profile_for(Material.BOOK)


def found(page, folder):
    return check_streak(view_of(page, folder), BOOK)


def streaked(page, columns, levels=6, width=2):
    page = page.astype(np.int16)
    for column in columns:
        page[:, column : column + width] -= levels
    return np.clip(page, 0, 255).astype(np.uint8)


def test_streak_down_a_printed_page_is_found_with_its_place(tmp_path):
    page = cv2.cvtColor(leaf(), cv2.COLOR_RGB2GRAY)

    [finding] = found(streaked(page, [700]), tmp_path)

    assert finding.code == "QA-STREAK-01"
    assert finding.measured == pytest.approx(6 / 2.6, rel=0.3)
    assert finding.region.x == pytest.approx(700, abs=2)
    assert finding.region.height == page.shape[0]


def test_light_streaks_across_are_one_finding(tmp_path):
    page = streaked(paper(), [300, 380, 610], levels=-4).T.copy()

    [finding] = found(page, tmp_path)

    assert finding.facts["count"] == 3
    assert (finding.region.y, finding.region.height) == (
        pytest.approx(300, abs=2), pytest.approx(312, abs=4),
    )  # fmt: skip


def test_sound_pages_pass(tmp_path):
    assert found(leaf(), tmp_path) == []
    assert found(printed(), tmp_path) == []
    assert found(paper(), tmp_path) == []


def test_fold_and_chain_lines_lie_aslant_with_the_leaf(tmp_path):
    page = turned(streaked(paper(), [520], levels=8), 0.4)

    assert found(page, tmp_path) == []


def test_ruled_paper_passes(tmp_path):
    page = streaked(paper(), range(150, HEIGHT - 150, 90), levels=8, width=3)[:, :WIDTH]

    assert found(page, tmp_path) == []


def in_columns():
    """Two columns of print with blank margins above and below."""
    page = printed(lines=20)
    page[:, 520:600] = paper()[:, 520:600]
    page[:300] = paper()[:300]
    return page


def test_pale_rule_between_columns_of_print_passes(tmp_path):
    page, ruled = in_columns(), streaked(in_columns(), [560])
    page[320:1210] = ruled[320:1210]

    assert found(page, tmp_path) == []


def test_streak_between_columns_goes_on_in_the_margins(tmp_path):
    [finding] = found(streaked(in_columns(), [560]), tmp_path)

    assert finding.region.x == pytest.approx(560, abs=2)


def test_printed_rule_does_not_reach_the_ends_of_the_leaf(tmp_path):
    page = leaf()
    page[BORDER + 200 : HEIGHT - 100, 300:303] = 60

    assert found(page, tmp_path) == []


def test_what_it_does_not_judge(tmp_path):
    assert check_streak(view_of(printed(), tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    for page in (np.zeros((1, 1), np.uint8), np.full((90, 70), 255, np.uint8)):
        outcome = found(page, tmp_path)

        assert outcome == [] or isinstance(outcome, NotApplicable)
