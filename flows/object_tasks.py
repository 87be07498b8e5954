"""The steps of a whole object as Prefect tasks: described, stored, cleared away, exported."""

from collections.abc import Sequence
from dataclasses import replace

from prefect import task

from flows.target_work import graded_scan, target_sheets
from flows.work import SOFTWARE, ObjectWork
from pipeline.delivery import DeliveredTo, deliver_stored
from pipeline.masters import master_of
from pipeline.metadata import DescribedObject, described_once
from pipeline.page import PageOutcome
from pipeline.remains import keep_markers
from pipeline.storage import StoredAip, clear_work, open_root, store_aip
from pipeline.target_grading import GradedScan


@task(name="targets", persist_result=False)
def grade_targets(work: ObjectWork, outcomes: Sequence[PageOutcome]) -> tuple[GradedScan, ...]:
    """Grade the shots of targets; those beside pages were graded with their pages."""
    beside = tuple(graded for outcome in outcomes for graded in outcome.targets)
    return (*(graded_scan(work, job) for job in work.targets), *beside)


@task(name="describe", persist_result=False)
def describe(
    work: ObjectWork, outcomes: tuple[PageOutcome, ...], targets: tuple[GradedScan, ...] = ()
) -> DescribedObject:
    """Take in what belongs to no page, then write METS, PREMIS, MIX and Dublin Core."""
    masters = tuple(master_of(file, work.capture_folder, work.limits) for file in work.files)
    sheet = replace(work.sheet, targets=target_sheets(work, targets))
    return described_once(sheet, masters, outcomes, work.metadata_folder, software=SOFTWARE)


@task(name="store", persist_result=False)
def store(work: ObjectWork, described: DescribedObject) -> StoredAip:
    """Store the package as an OCFL version and read it back."""
    root = open_root(work.storage)
    return store_aip(root, work.object_id, described.files, by=SOFTWARE.name, at=described.at)


@task(name="clear", persist_result=False)
def clear(work: ObjectWork) -> None:
    """Let go of the work files: everything is in storage and was read back."""
    keep_markers(work.folder, work.markers)
    clear_work(work.folder)


@task(name="export", persist_result=False)
def export(work: ObjectWork) -> DeliveredTo:
    """Hand the object over to VEPIS."""
    root = open_root(work.storage)
    return deliver_stored(root, work.object_id, "vepis", work.outbox / "vepis")
