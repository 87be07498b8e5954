"""Defects of the original: no fault of the scan, but readers must know; said in the description."""

from django.db.models import Q

from catalogue.models import DigitalObject, Verdict
from catalogue.states import Trigger
from schemas.findings import Verdict as Decision

#: The note is part of the description, which is written in Lithuanian whatever screen is read.
NOTE = "Originalo defektai: {defects}."
MISSING = "Originale trūksta puslapių: {pages}."
PAGE, WHOLE = "{page} p.", "visas objektas"
#: After these the description stands in storage as it was then.
_DESCRIBED = (Trigger.PASS, Trigger.FLAG)


def defect_note(digital_object: DigitalObject) -> str:
    """What verdicts in force say of the original, page by page; empty where nothing."""
    verdicts = (
        Verdict.objects.filter(
            digital_object=digital_object,
            decision=Decision.ORIGINAL_DEFECT,
            withdraws__isnull=True,
            withdrawn_by__isnull=True,
        )
        .order_by("page__sequence", "id")
        .values_list("page__sequence", "page__label", "note")
    )
    said = {
        sequence: f"{_where(sequence, label)} – {note}" if note else _where(sequence, label)
        for sequence, label, note in verdicts
    }
    return NOTE.format(defects="; ".join(said.values()).rstrip(".")) if said else ""


def missing_note(digital_object: DigitalObject) -> str:
    """What the preparation sheet says is missing in the original; empty where nothing."""
    missing = [str(entry) for entry in digital_object.missing_leaves]
    return MISSING.format(pages=", ".join(missing)) if missing else ""


def description_is_behind(digital_object: DigitalObject) -> bool:
    """Whether a defect was noted, or taken back, after the description was last stored."""
    stored = digital_object.state_changes.filter(trigger__in=_DESCRIBED).last()
    if stored is None:
        return False
    noted = Q(decision=Decision.ORIGINAL_DEFECT) | Q(withdraws__decision=Decision.ORIGINAL_DEFECT)
    return digital_object.verdicts.filter(noted, at__gt=stored.at).exists()


def _where(sequence: int | None, label: str | None) -> str:
    return PAGE.format(page=label or sequence) if sequence else WHOLE
