"""What people write of pages: into the journal at once, into storage when they are done."""

from datetime import UTC, datetime, timedelta

from catalogue.models import Correction, DigitalObject, PageTranscription
from catalogue.queries.behind import written_over
from catalogue.services.requests import ask_for_flow
from pipeline.storage import open_root
from storage.journal import Journal

#: Texts that nobody touched for so long are stored; else every word would make a version.
LEFT_ALONE = timedelta(minutes=10)


def remember_correction(row: DigitalObject, correction: Correction, storage: str) -> None:
    """Append a correction, or that it was taken back, to the object's journal."""
    is_undone = correction.undone_at is not None
    entry = {
        "kind": "correction undone" if is_undone else "correction",
        "page": correction.page.number,
        "region": correction.region,
        "machine_text": correction.machine_text,
        "text": correction.text,
    }
    by = correction.undone_by or correction.by
    journal = Journal(open_root(storage).store, row.object_id)
    journal.append(
        [entry], written_by=by.get_username(), written_at=correction.undone_at or correction.at
    )


def remember_transcription(row: DigitalObject, written: PageTranscription, storage: str) -> None:
    """Append a state of a page's transcription to the object's journal."""
    entry = {
        "kind": "transcription",
        "page": written.page.number,
        "status": written.status,
        "language": written.language,
        "lines": written.lines,
    }
    journal = Journal(open_root(storage).store, row.object_id)
    journal.append([entry], written_by=written.by.get_username(), written_at=written.at)


def remember_language(
    row: DigitalObject, language: str, storage: str, *, by: str, at: datetime
) -> None:
    """Append a person's choice of what an object is read with; empty: the machine chooses."""
    journal = Journal(open_root(storage).store, row.object_id)
    journal.append([{"kind": "language", "language": language}], written_by=by, written_at=at)


def store_what_was_written(now: datetime | None = None) -> int:
    """Ask for the storing of objects whose text people changed and then left alone; how many."""
    now = now or datetime.now(UTC)
    behind = list(written_over(now - LEFT_ALONE)[:20])
    for row in behind:
        ask_for_flow("digitise", row, by=None, now=now)
    return len(behind)
