"""The steps of a whole object as Prefect tasks: described, stored, cleared away, exported."""

from prefect import task

from flows.work import SOFTWARE, ObjectWork
from pipeline.delivery import DeliveredTo, deliver_stored
from pipeline.masters import master_of
from pipeline.metadata import DescribedObject, described_once
from pipeline.page import PageOutcome
from pipeline.storage import StoredAip, clear_work, open_root, store_aip


@task(name="describe", persist_result=False)
def describe(work: ObjectWork, outcomes: tuple[PageOutcome, ...]) -> DescribedObject:
    """Take in what belongs to no page, then write METS, PREMIS, MIX and Dublin Core."""
    masters = tuple(master_of(file, work.capture_folder, work.limits) for file in work.files)
    return described_once(work.sheet, masters, outcomes, work.metadata_folder, software=SOFTWARE)


@task(name="store", persist_result=False)
def store(work: ObjectWork, described: DescribedObject) -> StoredAip:
    """Store the package as an OCFL version and read it back."""
    root = open_root(work.storage)
    return store_aip(root, work.object_id, described.files, by=SOFTWARE.name, at=described.at)


@task(name="clear", persist_result=False)
def clear(work: ObjectWork) -> None:
    """Let go of the work files: everything is in storage and was read back."""
    clear_work(work.folder)


@task(name="export", persist_result=False)
def export(work: ObjectWork) -> DeliveredTo:
    """Hand the object over to VEPIS."""
    root = open_root(work.storage)
    return deliver_stored(root, work.object_id, "vepis", work.outbox / "vepis")
