"""The steps of a page as one Prefect task; no database here, any worker may run it."""

from prefect import task
from prefect.futures import PrefectFuture

from flows.journal import log_breakdown, log_page
from pipeline.page import TIMED, PageJob, PageOutcome, walk_page
from pipeline.timing import Clock
from schemas.findings import Finding


@task(name="page", retries=1, persist_result=False)
def walk(job: PageJob) -> PageOutcome:
    """Take one page through capture, QA, derivatives and OCR."""
    return walk_page(job)


def outcome_of(done: PrefectFuture[PageOutcome], job: PageJob) -> PageOutcome:
    """A page's outcome; a step that broke down is one too: one bad page sinks no volume."""
    result = _result_of(done)
    if isinstance(result, PageOutcome):
        log_page(result.page_id, result.worker, sum(result.seconds.values()))
        return result
    log_breakdown(job.page.page_id, result)
    finding = Finding("QA-FLOW-01", facts={"reason": type(result).__name__})
    return PageOutcome(job.page.page_id, job.page.sequence, findings=(finding,))


def _result_of(done: PrefectFuture[PageOutcome]) -> object:
    """The outcome, or the error in its place; what no page is to blame for is raised."""
    try:
        return done.result(raise_on_failure=False)
    except Exception as error:
        # Dask's word for a task that ended one worker after the other; Dask itself may not be here.
        if type(error).__name__ != "KilledWorker":
            raise
        return error


def taken_in(outcomes: list[PageOutcome]) -> list[PageOutcome]:
    """The outcomes in the order of the pages.

    Raises:
        LibraryError: a scan could not be taken in, or the disk is full; the object stays in work.
    """
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return sorted(outcomes, key=lambda outcome: outcome.sequence)


def seconds_of(outcomes: list[PageOutcome], clock: Clock) -> dict[str, float]:
    """Seconds of work a step, over all pages; ``total`` from the first page to the stored object.

    Pages go side by side, so that the steps of pages add up to more than the total.
    """
    pages = {step: sum(outcome.seconds.get(step, 0.0) for outcome in outcomes) for step in TIMED}
    seconds = pages | clock.seconds | {"total": clock.total}
    return {step: round(spent, 2) for step, spent in seconds.items()}
