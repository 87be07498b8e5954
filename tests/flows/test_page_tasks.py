import pytest
from distributed import CancelledError, KilledWorker

from flows.page_tasks import outcome_of, taken_in
from pipeline.context import PageContext, WorkLimits
from pipeline.page import PageJob, PageOutcome
from schemas.errors import LibraryError
from schemas.objects import Material
from schemas.pages import PageRole


class Future:
    """What a task runner hands back."""

    def __init__(self, result: object) -> None:
        self.given = result

    def result(self, *, raise_on_failure: bool) -> object:
        assert not raise_on_failure
        if isinstance(self.given, KilledWorker | CancelledError):
            raise self.given
        return self.given


@pytest.fixture
def job(tmp_path) -> PageJob:
    page = PageContext("ark:/1/x", "ark:/1/x/p0001", 1, tmp_path, (), Material.BOOK, WorkLimits())
    return PageJob(page, 1, PageRole.TEXT, "", (), (), tmp_path, "lit", "tesseract", 1)


@pytest.mark.parametrize("fault", [ZeroDivisionError("x"), KilledWorker("page", None, 3)])
def test_page_that_broke_down_is_a_finding(job, fault):
    outcome = outcome_of(Future(fault), job)

    assert [finding.code for finding in outcome.findings] == ["QA-FLOW-01"]
    assert outcome.findings[0].facts == {"reason": type(fault).__name__}
    assert not outcome.is_done


def test_lost_cluster_is_no_pages_fault(job):
    with pytest.raises(CancelledError):
        outcome_of(Future(CancelledError("page")), job)


def test_scan_that_could_not_be_taken_in_stops_the_object():
    good, bad = PageOutcome("b", 2), PageOutcome("a", 1, error=LibraryError())

    assert taken_in([good, PageOutcome("a", 1)])[0].page_id == "a"
    with pytest.raises(LibraryError):
        taken_in([good, bad])
