import pickle

import pytest

from qa.codes import REASONS
from qa.profiles import profile_for
from qa.registry import CHECKS, RegisteredCheck, run_checks
from qa.report import NotApplicable
from schemas.findings import Finding
from schemas.objects import Material
from tests.qa.drawn import blurred, codes, paper, printed, turned, view_of

BOOK = profile_for(Material.BOOK)


@pytest.fixture
def stamp_check():
    CHECKS["stamp"] = RegisteredCheck(lambda page, profile: [Finding("QA-BLANK-02")], "7")
    yield
    del CHECKS["stamp"]


def test_check_of_ones_own_runs_last_and_is_taken_out_again(tmp_path, stamp_check):
    report = run_checks(view_of(printed(), tmp_path), BOOK)

    assert codes(report.findings) == ["QA-BLANK-02"]
    assert report.check_versions["stamp"] == "7"


def test_good_page_has_no_findings_and_says_by_what_it_was_judged(tmp_path):
    report = run_checks(view_of(printed(), tmp_path), BOOK)

    assert report.findings == ()
    assert not report.needs_person
    assert (report.profile, report.profile_version) == ("book", BOOK.version)
    assert report.check_versions.keys() == CHECKS.keys() == report.seconds.keys()


def test_faults_are_found_together(tmp_path):
    report = run_checks(view_of(blurred(turned(printed(), 3), 3), tmp_path, ppi=150.0), BOOK)

    assert codes(report.findings) == ["QA-RES-02", "QA-FOCUS-01", "QA-SKEW-01"]
    assert report.needs_person


def test_check_that_cannot_judge_says_why(tmp_path):
    report = run_checks(view_of(paper(), tmp_path), BOOK)

    assert dict(report.not_applicable) == {
        "exposure": "no-text",
        "focus": "no-edges",
        "skew": "no-lines",
    }
    assert all(reason in REASONS for _, reason in report.not_applicable)
    assert not report.needs_person


def test_report_travels_between_processes(tmp_path):
    report = run_checks(view_of(turned(printed(), 3), tmp_path), BOOK)

    assert pickle.loads(pickle.dumps(report)) == report


def test_not_applicable_is_a_value():
    assert NotApplicable("bilevel") == NotApplicable("bilevel")
