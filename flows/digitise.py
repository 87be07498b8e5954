"""Be a page: capture -> qa -> derivatives -> ocr, each for itself; then the object, whole.

Every step writes what it did into the object's work folder, so that a run that was killed at any
moment goes on where it stopped: only the pages that were in work are done again.
"""

from pathlib import Path

from prefect import flow
from prefect.futures import as_completed
from prefect.states import Completed, State

from flows import object_tasks, page_tasks
from flows.claim import claimed
from pipeline.sequence import sequence_findings


@flow(name="digitise-object", validate_parameters=False)
def digitise_object(object_id: str, home: Path) -> State:
    """Take one digital object from its scans to the aggregator, or to the person who must look."""
    from flows import recording  # noqa: PLC0415 -- workers import this module without Django

    work = recording.work_on(object_id, home)
    with claimed(work.folder, object_id):
        recording.record_begun(object_id)
        jobs = [page_tasks.walk.submit(job) for job in work.page_jobs]
        outcomes = []
        for done in as_completed(jobs):
            outcome = page_tasks.outcome_of(done, work)
            recording.record_page(object_id, outcome)
            outcomes.append(outcome)
        outcomes.sort(key=lambda outcome: outcome.sequence)
        recording.record_sequence(object_id, sequence_findings(outcomes))
        package = object_tasks.describe(work, outcomes)
        stored = object_tasks.store(work, package)
        recording.record_stored(object_id, package, stored)
        object_tasks.clear(work)
    if recording.needs_person(object_id):
        return Completed(name="NeedsReview", message=f"{len(jobs)} pages kept: {stored.location}")
    recording.record_delivery(object_id, object_tasks.export(work, stored))
    return Completed(name="Delivered", message=f"{len(jobs)} pages: {stored.location}")
