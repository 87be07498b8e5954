"""What people decide is also written into the object's journal in storage."""

from catalogue.models import DigitalObject, PageRescan, RescanArrival, Verdict
from catalogue.models.rescans import ArrivalState
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


def remember_rescan(row: DigitalObject, arrival: RescanArrival, storage: str) -> None:
    """Append to the object's journal that rescans took their places, or gave them back."""
    is_undone = arrival.state == ArrivalState.UNDONE
    by, at = (
        (arrival.undone_by, arrival.undone_at)
        if is_undone
        else (arrival.closed_by, arrival.closed_at)
    )
    if by is None or at is None:  # still open: nobody decided anything
        return
    touched = PageRescan.objects.filter(arrived__arrival=arrival).order_by("page__number")
    entry = {
        "kind": "rescan undone" if is_undone else "rescan",
        "arrival": arrival.number,
        "pages": [
            {
                "page": one.page.number,
                "scan": one.arrived.scan.number if one.arrived.scan else None,
                "inserted": one.recipe_change_id is None,
            }
            for one in touched.select_related("page", "arrived__scan")
        ],
    }
    journal = Journal(open_root(storage).store, row.object_id)
    journal.append([entry], written_by=by.get_username(), written_at=at)
