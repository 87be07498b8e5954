from dataclasses import replace
from datetime import timedelta

import pytest

from catalogue.errors import PageNotFoundError
from catalogue.interchange import facts_of, finding_of, recipe_of
from catalogue.models import QaFinding
from catalogue.outcomes import JudgedFinding, PageOutcome
from catalogue.services.findings import record_object_findings
from catalogue.services.pages import change_recipe, record_page_outcome, record_scan_facts
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState, PageState
from schemas.findings import Finding, Region, Severity
from schemas.findings import Verdict as Decision
from schemas.pages import ImageFacts, PageRole, RecipePart

pytestmark = pytest.mark.database

BLURRED = JudgedFinding(
    Finding("QA-FOCUS-01", 3.2, 2.0, Region(1, 2, 3, 4), {"reason": "shake"}), Severity.ERROR, "px"
)
SKEWED = JudgedFinding(Finding("QA-SKEW-01", 1.5, 1.0), Severity.WARNING, "°", "2")
BLANK = JudgedFinding(Finding("QA-BLANK-01"), Severity.INFO)


def outcome(number=1, *findings, state=PageState.DONE, **values):
    return PageOutcome(number, state, findings=findings, **values)


def codes(digital_object):
    return sorted(digital_object.findings.values_list("code", flat=True))


def test_page_outcome_is_kept_whole(registered, now):
    digital_object = registered()

    page = record_page_outcome(
        digital_object,
        outcome(2, BLURRED, confidence=0.9, text="Ąžuolas", language="lit", role=PageRole.PLATE),
        now=now,
    )

    row = page.findings.get()
    assert finding_of(row) == BLURRED.finding
    assert (row.severity, row.unit, row.found_at) == ("error", "px", now)
    assert (page.state, page.confidence, page.text, page.role) == (
        "done", 0.9, "Ąžuolas", "plate",
    )  # fmt: skip
    assert digital_object.open_findings == 1


def test_telling_again_replaces_what_was_told(registered, now):
    digital_object = registered()
    record_page_outcome(digital_object, outcome(1, BLURRED, SKEWED), now=now)
    record_page_outcome(digital_object, outcome(2, SKEWED), now=now)

    for _ in range(2):
        record_page_outcome(digital_object, outcome(1, SKEWED, BLANK), now=now)

    assert codes(digital_object) == ["QA-BLANK-01", "QA-SKEW-01", "QA-SKEW-01"]
    assert digital_object.open_findings == 2


def test_settled_finding_stays_settled_and_is_not_raised_again(in_state, controller, now):
    digital_object = in_state(ObjectState.NEEDS_REVIEW)
    page = record_page_outcome(digital_object, outcome(1, SKEWED, BLURRED), now=now)
    verdict = give_verdict(digital_object, Decision.ACCEPT, by=controller, now=now, page=page)

    record_page_outcome(
        digital_object, outcome(1, replace(SKEWED, check_version="3")), now=now + timedelta(1)
    )

    assert set(QaFinding.objects.values_list("settled_by", flat=True)) == {verdict.pk}
    assert codes(digital_object) == ["QA-FOCUS-01", "QA-SKEW-01"]
    assert digital_object.open_findings == 0


def test_finding_that_differs_from_the_settled_one_is_open(in_state, controller, now):
    digital_object = in_state(ObjectState.NEEDS_REVIEW)
    page = record_page_outcome(digital_object, outcome(1, SKEWED), now=now)
    give_verdict(digital_object, Decision.ACCEPT, by=controller, now=now, page=page)
    worse = replace(SKEWED, finding=replace(SKEWED.finding, measured=9.0))

    record_page_outcome(digital_object, outcome(1, worse), now=now)

    assert digital_object.open_findings == 1


def test_findings_of_the_whole_object_live_apart_from_its_pages(registered, now):
    digital_object = registered()
    gap = JudgedFinding(Finding("QA-GAP-01"), Severity.WARNING)
    double = JudgedFinding(Finding("QA-DOUBLE-01"), Severity.WARNING, page_number=2)
    record_object_findings(digital_object, [gap, double], now=now)

    record_page_outcome(digital_object, outcome(2), now=now)
    assert codes(digital_object) == ["QA-DOUBLE-01", "QA-GAP-01"]
    assert digital_object.findings.get(code="QA-DOUBLE-01").page.number == 2

    record_object_findings(digital_object, [gap], now=now)
    assert codes(digital_object) == ["QA-GAP-01"]


def test_unknown_page_is_refused(registered, now):
    with pytest.raises(PageNotFoundError, match="no page 7"):
        record_page_outcome(registered(), outcome(7), now=now)


def test_header_facts_are_kept(registered):
    digital_object = registered()
    facts = ImageFacts("image/tiff", 10, 20, 3, 8, "rgb", "lzw", 300.0, 300.0, "eciRGB")

    record_scan_facts(digital_object, {2: facts})

    assert [facts_of(scan) for scan in digital_object.scans.all()] == [None, facts]


def test_recipe_change_can_be_put_back(registered, controller, now):
    page = registered().pages.get(number=1)
    before = recipe_of(page)
    recipe = (RecipePart(1, 90, Region(0, 0, 5, 5)), RecipePart(2, below=True))

    change = change_recipe(page, recipe, by=controller, now=now, why="upside down")

    assert recipe_of(page) == recipe
    assert change.before == [
        {"scan_number": 1, "rotation_degrees": 0, "crop": None, "below": False}
    ]
    change_recipe(page, before, by=controller, now=now)
    assert recipe_of(page) == before
    assert page.recipe_changes.count() == 2
