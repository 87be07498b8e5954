"""What people write of a page: corrections, transcriptions, leaf numbers; all can be undone."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from catalogue.errors import (
    AlreadyUndoneError,
    NothingCorrectedError,
    TextTooLongError,
    UnknownLanguageError,
)
from catalogue.interchange import recipe_json, recipe_of, region_json
from catalogue.models import Correction, DigitalObject, Page, PageTranscription, User
from catalogue.services.locks import lock_object
from schemas.findings import Region
from schemas.human_text import TranscribedLine, TranscriptionStatus
from schemas.reading import AUTO

#: A word, or a few; longer texts are transcriptions.
MAX_CORRECTION = 500
#: Lines of one page, and signs of one line.
MAX_LINES, MAX_LINE = 1000, 2000
#: Letters of a choice of languages.
MAX_LANGUAGE = 100
#: Names of models as Tesseract has them, some within a folder: lit, chi_sim, script/Fraktur.
_LANGUAGE = re.compile(r"[A-Za-z]\w*(?:/\w+)?(?:\+[A-Za-z]\w*(?:/\w+)?)*", re.ASCII)


@transaction.atomic
def correct_text(
    page: Page, region: Region, machine_text: str, text: str, *, by: User, now: datetime
) -> Correction:
    """Say what stands at a place of a page; empty where nothing stands there.

    Raises:
        NothingCorrectedError: the text says what stands there already.
        TextTooLongError: it is longer than a few words.
    """
    said = " ".join(text.split())
    if len(said) > MAX_CORRECTION:
        raise TextTooLongError(length=len(said), allowed=MAX_CORRECTION)
    lock_object(page.digital_object)
    if said == machine_text:
        raise NothingCorrectedError(text=said)
    return Correction.objects.create(
        page=page,
        region=region_json(region),
        machine_text=machine_text,
        text=said,
        recipe=recipe_json(recipe_of(page)),
        by=by,
        at=now,
    )


@transaction.atomic
def undo_correction(correction: Correction, *, by: User, now: datetime) -> None:
    """Take a correction back; it stays in the history.

    Raises:
        AlreadyUndoneError: it was taken back before.
    """
    lock_object(correction.page.digital_object)
    changed = Correction.objects.filter(pk=correction.pk, undone_at=None).update(
        undone_by=by, undone_at=now
    )
    if not changed:
        raise AlreadyUndoneError(correction=str(correction))


@transaction.atomic
def save_transcription(
    page: Page,
    lines: Sequence[TranscribedLine],
    status: TranscriptionStatus,
    *,
    language: str = "",
    by: User,
    now: datetime,
) -> PageTranscription:
    """Keep a state of a page's transcription; without any line it is taken back.

    Raises:
        TextTooLongError: more lines, or a longer line, than a page holds.
    """
    if len(lines) > MAX_LINES:
        raise TextTooLongError(length=len(lines), allowed=MAX_LINES)
    longest = max((len(line.text) for line in lines), default=0)
    if longest > MAX_LINE:
        raise TextTooLongError(length=longest, allowed=MAX_LINE)
    lock_object(page.digital_object)
    kept = [line for line in lines if line.text.strip() or line.region]
    return PageTranscription.objects.create(
        page=page,
        lines=[{"text": line.text, "region": region_json(line.region)} for line in kept],
        status=status,
        language=language,
        by=by,
        at=now,
    )


@transaction.atomic
def show_text(page: Page, text: str) -> None:
    """Keep the text of a page as it now stands, for lists and search."""
    Page.objects.filter(pk=page.pk).update(text=text)
    page.text = text


@transaction.atomic
def number_leaves(
    digital_object: DigitalObject, first_page: int, *, first_leaf: int = 1
) -> list[Page]:
    """Give the pages from this number on leaf numbers: 1r, 1v, 2r, 2v."""
    locked = lock_object(digital_object)
    begin = locked.pages.get(number=first_page).sequence
    pages = list(locked.pages.filter(sequence__gte=begin).order_by("sequence").defer("text"))
    for place, page in enumerate(pages):
        page.label = f"{first_leaf + place // 2}{'rv'[place % 2]}"
        page.label_is_read = False
    Page.objects.bulk_update(pages, ("label", "label_is_read"), batch_size=200)
    return pages


@transaction.atomic
def choose_language(digital_object: DigitalObject, language: str) -> None:
    """Keep a person's choice of what an object is read with; ``auto``: the machine chooses.

    Raises:
        UnknownLanguageError: it is written in a way that names no language or model.
    """
    wanted = language_said(language)
    locked = lock_object(digital_object)
    locked.language = wanted
    locked.save(update_fields=("language",))
    digital_object.language = wanted


def language_said(text: str) -> str:
    """Languages or models joined by ``+``; empty for ``auto``.

    Raises:
        UnknownLanguageError: it is written in a way that names none.
    """
    wanted = "".join(text.split())
    if wanted.lower() == AUTO:
        return ""
    if len(wanted) > MAX_LANGUAGE or not _LANGUAGE.fullmatch(wanted):
        raise UnknownLanguageError(language=text.strip()[:MAX_LANGUAGE])
    return wanted
