"""Be a page: capture -> qa -> derivatives -> ocr, each for itself; then the object, whole.

Every step leaves its result in the object's work folder, so that a run that was killed at any
moment goes on where it stopped: only the pages that were in work are done again.
"""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.futures import as_completed
from prefect.states import Completed

from flows import object_tasks, page_tasks
from flows.claim import claimed
from flows.target_work import has_targets
from pipeline.timing import Clock
from settings.work import WorkSettings


@flow(name="digitise-object", validate_parameters=False)
def digitise_object(object_id: str, settings: WorkSettings, *, again: bool = False) -> State:
    """Take one digital object from its scans to the aggregator, or to the person who must look.

    What another process has finished meanwhile is taken through ``again`` only when asked for.
    """
    from flows import recording  # noqa: PLC0415 -- workers import this module without Django

    work = recording.work_on(object_id, settings)
    with claimed(work.folder, object_id):
        if recording.is_kept(object_id) and not again:
            object_tasks.clear(work)
            return Completed(name="FinishedByAnother")
        recording.record_begun(work)
        clock = Clock()
        jobs = {page_tasks.walk.submit(job): job for job in work.page_jobs}
        outcomes = []
        for done in as_completed(list(jobs)):
            outcomes.append(page_tasks.outcome_of(done, jobs[done]))
            recording.record_page(work, jobs[done], outcomes[-1])
        outcomes = page_tasks.taken_in(outcomes)
        work = recording.record_sequence(work, outcomes)
        targets = object_tasks.grade_targets(work, outcomes) if has_targets(work, outcomes) else ()
        recording.record_targets(work, targets)
        described = clock.timed(
            "metadata", lambda: object_tasks.describe(work, tuple(outcomes), targets)
        )
        aip = clock.timed("storage", lambda: object_tasks.store(work, described))
        seconds = page_tasks.seconds_of(outcomes, clock)
        recording.record_stored(work, described, aip, seconds)
        object_tasks.clear(work)
        if recording.needs_person(object_id):
            return Completed(name="NeedsReview", message=f"{len(jobs)} pages kept: {aip.location}")
        recording.record_delivery(object_id, object_tasks.export(work))
    return Completed(name="Delivered", message=f"{len(jobs)} pages: {aip.location}")
