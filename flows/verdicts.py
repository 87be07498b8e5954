"""What people decide is also written into the object's journal in storage."""

from catalogue.models import DigitalObject, Verdict
from pipeline.storage import open_root
from storage.journal import Journal


def remember_verdict(row: DigitalObject, verdict: Verdict, storage: str) -> None:
    """Append a verdict, or its withdrawal, to the object's journal."""
    entry = {
        "kind": "withdrawal" if verdict.withdraws_id else "verdict",
        "verdict": verdict.decision or (verdict.withdraws.decision if verdict.withdraws else ""),
        "page": verdict.page.number if verdict.page else None,
        "note": verdict.note,
    }
    journal = Journal(open_root(storage).store, row.object_id)
    journal.append([entry], written_by=verdict.by.get_username(), written_at=verdict.at)
