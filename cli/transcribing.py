"""``skrynia transcribe``: the transcription of a page out of a file, and its states."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from catalogue.errors import NothingTranscribedError
from catalogue.models import Page
from catalogue.queries.objects import find_object
from catalogue.queries.page_writing import states_of
from catalogue.services.human_text import language_said, save_transcription
from catalogue.services.page_words import lines_of
from catalogue.services.people import shell_user
from cli.errors import TextFileError
from cli.language import _
from cli.page_texts import text_page
from cli.printing import DONE, answers, escaped, print_json
from cli.recipe import made_anew
from flows.human_text import remember_transcription
from schemas.human_text import TranscribedLine, TranscriptionStatus
from schemas.pages import PageText
from settings.work import work_settings
from web.page_text import layers_of, show_as_it_stands
from web.transcript_sight import STATUSES

#: More than any page holds; a whole book is no page.
MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class TranscribeCall:
    """The options of one call."""

    name: str
    page: int
    file: Path | None
    status: TranscriptionStatus
    language: str
    take_back: bool
    store: bool
    as_json: bool


def run(call: TranscribeCall) -> int:
    """Keep a transcription, take it back, or list its states.

    Raises:
        TextFileError: the file cannot be read as text.
        NothingTranscribedError: no line of it says anything.
    """
    row = find_object(call.name)
    page = text_page(row, call.page)
    if call.file is None and not call.take_back:
        return list_states(page, as_json=call.as_json)
    layers = layers_of(page)
    lines = [] if call.file is None else lines_in(call.file, layers.machine)
    if call.file is not None and not any(line.text.strip() for line in lines):
        raise NothingTranscribedError
    written = save_transcription(
        page, lines, call.status,
        language=language_said(call.language) if call.language else "",
        by=shell_user(getpass.getuser()), now=datetime.now(UTC),
    )  # fmt: skip
    remember_transcription(row, written, work_settings().storage)
    show_as_it_stands(page, layers, now=written.at)
    if call.store:
        return made_anew(row, as_json=call.as_json)
    return list_states(page, as_json=call.as_json)


def lines_in(file: Path, machine: PageText) -> list[TranscribedLine]:
    """The file's lines; where the machine read as many, each lies where the machine saw it.

    Raises:
        TextFileError: it cannot be read, is no UTF-8, or is no page's text.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise TextFileError(file=file, reason=_("larger than a page"))
        texts = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = _("not UTF-8") if isinstance(error, UnicodeDecodeError) else str(error.strerror)
        raise TextFileError(file=file, reason=reason) from error
    said = [" ".join(text.split()) for text in texts if text.strip()]
    places = [line.region for line in lines_of(machine)]
    if len(places) != len(said):
        return [TranscribedLine(text) for text in said]
    return [TranscribedLine(text, place) for text, place in zip(said, places, strict=True)]


def list_states(page: Page, *, as_json: bool) -> int:
    """Every state of the page's transcription, the newest first."""
    states = states_of(page)
    if as_json:
        told = [
            {
                "status": row.status, "language": row.language, "lines": row.lines,
                "by": row.by.get_full_name() or row.by.get_username(), "at": row.at.isoformat(),
            }
            for row in states
        ]  # fmt: skip
        print_json({"states": told})
        return DONE
    table = Table(_("When"), _("Who"), _("State"), _("Language"), _("Lines"))
    for row in states:
        name = escaped(row.by.get_full_name() or row.by.get_username())
        status = _(STATUSES[row.status]) if row.lines else _("taken back")
        when = f"{row.at:%Y-%m-%d %H:%M}"
        table.add_row(when, name, status, row.language, str(len(row.lines)))
    if table.row_count:
        answers.print(table)
    else:
        answers.print(_("Nobody has transcribed this page."))
    return DONE
