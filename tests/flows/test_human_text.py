"""What people write is in the object's journal at once, also what they took back."""

from datetime import timedelta

import pytest

from catalogue.models import User
from catalogue.roles import LibraryKind
from catalogue.services.human_text import correct_text, save_transcription, undo_correction
from catalogue.services.people import add_library
from flows.human_text import remember_correction, remember_language, remember_transcription
from pipeline.storage import open_root
from schemas.findings import Region
from schemas.human_text import TranscribedLine, TranscriptionStatus
from storage.journal import Journal
from tests.web import objects
from tests.web.objects import BEGAN

pytestmark = pytest.mark.database
LATER = BEGAN + timedelta(days=1)


def test_journal_tells_every_step_with_its_writer(db, tmp_path):
    row = objects.flagged(add_library("x", "X", LibraryKind.TERRITORY).code)
    rasa = User.objects.create_user("rasa")
    page, storage = row.pages.get(number=1), str(tmp_path)
    made = correct_text(page, Region(1, 2, 30, 9), "wardas", "vardas", by=rasa, now=LATER)
    remember_correction(row, made, storage)
    undo_correction(made, by=rasa, now=LATER)
    made.refresh_from_db()
    remember_correction(row, made, storage)
    lines = [TranscribedLine("Brangus drauge!")]
    written = save_transcription(page, lines, TranscriptionStatus.DRAFT, by=rasa, now=LATER)
    remember_transcription(row, written, storage)
    remember_language(row, "lit+pol", storage, by="rasa", at=LATER)

    segments = list(Journal(open_root(storage).store, row.object_id).read())

    entries = [entry for segment in segments for entry in segment.entries]
    assert [one["kind"] for one in entries] == [
        "correction", "correction undone", "transcription", "language",
    ]  # fmt: skip
    assert entries[0]["machine_text"] == "wardas"
    assert entries[3]["language"] == "lit+pol"
    assert {segment.written_by for segment in segments} == {"rasa"}
