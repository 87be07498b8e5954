from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.orientation import (
    Direction,
    ask_direction,
    is_undecided,
    piece_of,
    with_direction,
)
from pipeline.viewing import view_page
from qa.page import PageView
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport, Signature
from schemas.findings import Finding
from schemas.objects import Material
from tests.qa.drawn import DATA, codes, facts_of, paper, printed, view_of

SCAN = DATA / "images" / "defects" / "lucasta.047.jpg"
needs_scan = pytest.mark.skipif(not SCAN.exists(), reason="the shared test data is not here")


def report(*not_applicable):
    return QaReport((), not_applicable, Signature(1, 1, b"\x80", blank=True), "book", "1")


UNDECIDED = report(("orientation", "no-direction"), ("focus", "no-edges"))


def real_view():
    return view_page(SCAN, 0, facts_of(cv2.imread(str(SCAN), cv2.IMREAD_GRAYSCALE)))


def test_only_undecided_pages_are_asked_about(tmp_path):
    sure = run_checks(view_of(printed(), tmp_path), profile_for(Material.BOOK))

    assert is_undecided(UNDECIDED)
    assert not is_undecided(sure)
    assert not is_undecided(report(("orientation", "no-lines")))


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [(0, []), (90, ["QA-TURN-01"]), (180, ["QA-TURN-02"]), (270, ["QA-TURN-01"])],
)
def test_answer_becomes_a_finding_and_the_check_has_judged(degrees, expected):
    answered = with_direction(UNDECIDED, Direction(degrees, 9.0))

    assert codes(answered.findings) == expected
    assert answered.not_applicable == (("focus", "no-edges"),)


def test_no_answer_changes_nothing():
    assert with_direction(UNDECIDED, None) is UNDECIDED


@needs_scan
@pytest.mark.parametrize(("quarters", "degrees"), [(1, 270), (2, 180)])
def test_tesseract_says_how_a_real_page_is_turned(quarters, degrees):
    view = real_view()
    turned = np.ascontiguousarray(np.rot90(view.grey, -quarters))

    direction = ask_direction(piece_of(PageView(view.facts, turned, view.shrink)), 30)

    assert direction.degrees == degrees


@needs_scan
def test_page_is_asked_about_as_it_is_shown():
    view = real_view()
    shown = PageView(replace(view.facts, orientation=3), view.grey, view.shrink)

    assert ask_direction(piece_of(shown), 30).degrees == 180


def test_nothing_is_said_of_an_empty_page(tmp_path):
    assert ask_direction(piece_of(view_of(paper(), tmp_path)), 30) is None


def test_time_limit_is_kept(tmp_path):
    assert ask_direction(piece_of(view_of(printed(), tmp_path)), 0.001) is None


@pytest.mark.parametrize(("degrees", "left"), [(0, []), (180, ["QA-TURN-02"])])
def test_page_that_seems_upside_down_is_asked_about_again(degrees, left):
    doubtful = replace(report(), findings=(Finding("QA-TURN-02", measured=180),))

    assert is_undecided(doubtful)
    assert codes(with_direction(doubtful, Direction(degrees, 9.0)).findings) == left
    assert with_direction(doubtful, None) is doubtful
