"""``skrynia text`` and ``correct``: the text of a page as it stands, and words of it corrected."""

import getpass
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from catalogue.errors import NoSuchWordError
from catalogue.interchange import page_id
from catalogue.models import Correction, DigitalObject, Page
from catalogue.queries.objects import find_object
from catalogue.queries.pages import page_of
from catalogue.services.human_text import undo_correction
from catalogue.services.page_words import SaidWord, TextLayers, say_word
from catalogue.services.people import shell_user
from cli.errors import OneTextActError, UnknownCorrectionError
from cli.language import _
from cli.printing import DONE, answers, escaped, notice, print_json
from cli.recipe import made_anew
from cli.review import page_at
from flows.human_text import remember_correction
from schemas.findings import Region
from schemas.pages import PageText
from settings.work import work_settings
from web.page_text import check_correctable, layers_of, show_as_it_stands


@dataclass(frozen=True, slots=True)
class CorrectCall:
    """The options of one call."""

    name: str
    page: int
    word: str | None
    text: str | None
    nth: int
    list_: bool
    undo: int | None
    store: bool
    as_json: bool


def run_text(name: str, sequence: int, *, machine: bool, as_json: bool) -> int:
    """Show a page's text."""
    row = find_object(name)
    page = text_page(row, sequence)
    layers = layers_of(page)
    shown = layers.machine if machine else layers.standing
    if as_json:
        print_json(page_text_json(page, layers, shown))
    elif shown.blocks:
        answers.print(shown.plain, markup=False, soft_wrap=True)
    else:
        notice(_("No text was read on this page."))
    return DONE


def text_page(row: DigitalObject, sequence: int) -> Page:
    """The page at this place in the order, with its recipe and its object.

    Raises:
        PageMissingError: the object has no such page.
    """
    page = page_of(row, page_at(row, sequence).number)
    page.digital_object = row
    return page


def page_text_json(page: Page, layers: TextLayers, shown: PageText) -> dict[str, Any]:
    """A page's text in JSON; regions are in pixels of the page's image."""
    written = layers.human.transcription
    return {
        "object_id": page.digital_object.object_id,
        "page": page.sequence,
        "page_id": page_id(page.digital_object, page),
        "text": shown.plain,
        "languages": page.languages.split(),
        "model": page.language,
        "estimated_error": page.estimated_error,
        "width": shown.width_px,
        "height": shown.height_px,
        "lines": [
            [_word_json(word.text, word.region, word.confidence, word.machine_text)
             for word in line.words]
            for block in shown.blocks
            for line in block.lines
        ],
        "transcription": {
            "status": written.status.value, "language": written.language,
            "by": written.by, "at": written.at,
        } if written else None,
        "corrections": [_correction_json(*one) for one in numbered(page)],
    }  # fmt: skip


def run_correct(call: CorrectCall) -> int:
    """Correct a word, list what was corrected, or take a correction back.

    Raises:
        OneTextActError: the options do not say exactly one of these.
    """
    given = (call.word is not None, call.list_, call.undo is not None)
    if sum(given) != 1 or (call.word is None) != (call.text is None):
        raise OneTextActError(options="--word --text, --list, --undo")
    row = find_object(call.name)
    page = text_page(row, call.page)
    if call.list_:
        return list_corrections(page, as_json=call.as_json)
    layers = layers_of(page)
    now = datetime.now(UTC)
    for one in _changed(call, page, layers, now):
        remember_correction(row, one, work_settings().storage)
    show_as_it_stands(page, layers, now=now)
    if call.store:
        return made_anew(row, as_json=call.as_json)
    return list_corrections(page, as_json=call.as_json)


def _changed(call: CorrectCall, page: Page, layers: TextLayers, now: datetime) -> list[Correction]:
    user = shell_user(getpass.getuser())
    if call.undo is not None:
        row = dict(numbered(page)).get(call.undo)
        if row is None:
            raise UnknownCorrectionError(page=page.sequence, number=call.undo)
        undo_correction(row, by=user, now=now)
        row.undone_by, row.undone_at = user, now
        return [row]
    check_correctable(page, layers)
    word, text = call.word or "", call.text or ""
    found = [one for one in layers.standing.words if one.text == word]
    if len(found) < call.nth:
        raise NoSuchWordError(page=page.sequence, text=word, nth=call.nth)
    said = SaidWord(found[call.nth - 1].region, word, text)
    return say_word(page, layers, said, by=user, now=now)


def numbered(page: Page) -> list[tuple[int, Correction]]:
    """Every correction of a page by the number it keeps, those taken back among them."""
    rows = page.corrections.select_related("by", "undone_by").order_by("id")
    return list(enumerate(rows, start=1))


def list_corrections(page: Page, *, as_json: bool) -> int:
    """The page's corrections."""
    rows = numbered(page)
    if as_json:
        print_json({"corrections": [_correction_json(*one) for one in rows]})
        return DONE
    table = Table("№", _("The machine read"), _("Stands there"), _("Who"), _("When"), "")
    for number, row in rows:
        table.add_row(
            str(number),
            escaped(row.machine_text or "–"),
            escaped(row.text or "–"),
            escaped(row.by.get_full_name() or row.by.get_username()),
            f"{row.at:%Y-%m-%d}",
            _("undone") if row.undone_at else "",
        )
    if table.row_count:
        answers.print(table)
    else:
        answers.print(_("Nobody has corrected this page."))
    return DONE


def _correction_json(number: int, row: Correction) -> dict[str, Any]:
    return {
        "number": number,
        "machine_text": row.machine_text,
        "text": row.text,
        "region": row.region,
        "by": row.by.get_full_name() or row.by.get_username(),
        "at": row.at.isoformat(),
        "undone_at": row.undone_at.isoformat() if row.undone_at else None,
    }


def _word_json(
    text: str, region: Region, confidence: float, machine_text: str | None
) -> dict[str, Any]:
    return {
        "text": text,
        "region": asdict(region),
        "confidence": round(confidence, 3),
        "machine_text": machine_text,
    }
