"""The text of a page: looked at beside the image, corrected word by word or line by line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import Correction, DigitalObject, Page, User
from catalogue.queries.human_text import text_is_behind
from catalogue.rights import Act
from catalogue.services.human_text import undo_correction
from catalogue.services.page_words import SaidWord, TextLayers, say_line, say_word
from schemas.errors import LibraryError
from web.access import object_and_acts, object_for, person
from web.object_sight import head_of
from web.page_sight import page_links
from web.page_text import check_correctable, layers_of, show_as_it_stands
from web.requests import ask_to_remember_text, ask_to_store_text
from web.views.pages import known_page
from web.wording import said
from web.words_sight import last_own, place_said, text_shown

#: How the script of the screen marks its questions: it gets the changed part alone.
BY_SCRIPT = "fetch"


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes what page when."""

    digital_object: DigitalObject
    page: Page
    layers: TextLayers
    by: User
    at: datetime


@require_safe
def show_text(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The page's words on the image and beside it."""
    digital_object, acts = object_and_acts(request, name)
    page = known_page(digital_object, number)
    page.digital_object = digital_object
    context = text_context(request, page, layers_of(page), acts)
    return render(request, "web/page_text.html", context)


def text_context(
    request: HttpRequest, page: Page, layers: TextLayers, acts: frozenset[Act], error: str = ""
) -> dict[str, Any]:
    """Everything the screen shows."""
    digital_object = page.digital_object
    refusal = _refusal(page, layers)
    may_correct = Act.CORRECT_TEXT in acts
    is_transcribed = layers.human.transcription is not None
    can_correct = may_correct and not refusal and not is_transcribed
    own = last_own(page, person(request).pk) if may_correct else None
    return {
        "object": head_of(digital_object),
        "row": page,
        "page": page_links(page, digital_object, "page-text"),
        "text": text_shown(page, layers),
        "may_correct": may_correct,
        "can_correct": can_correct,
        "refusal": refusal,
        "own": own,
        "is_behind": text_is_behind(digital_object),
        "error": error,
        "keys": keys_of(can_correct=can_correct),
        "section": "objects",
    }


def keys_of(*, can_correct: bool) -> list[tuple[str, str]]:
    """The keys of the screen, the most used first."""
    keys = [("← → ↑ ↓", gettext("to the next word, to the next line"))]
    keys += [("n", gettext("next weak word"))]
    if can_correct:
        keys += [
            ("Enter", gettext("correct the word; in the field: keep it")),
            ("Del", gettext("nothing stands here")),
            ("Ctrl Z", gettext("take my last correction back")),
            ("a", gettext("add a word: draw its place")),
        ]
    return [
        *keys,
        ("+", gettext("closer")),
        ("-", gettext("further")),
        ("0", gettext("whole page")),
        ("h", gettext("to the page")),
    ]


@require_POST
def correct(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Keep one word, or one line, as a person reads it."""
    return _written(request, name, number, _said)


@require_POST
def undo(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Take a correction back: the one named, else this person's last."""
    return _written(request, name, number, _undone)


@require_POST
def store_text(request: HttpRequest, name: str) -> HttpResponse:
    """Ask that what people wrote be stored now."""
    digital_object = object_for(request, name, Act.CORRECT_TEXT)
    if ask_to_store_text(digital_object, by=person(request), now=now()):
        messages.success(request, gettext("What was written is being stored."))
    else:
        messages.info(request, gettext("Everything that was written is stored already."))
    number = request.POST.get("page", "")
    if number.isascii() and number.isdigit() and len(number) < 8:
        return redirect("page-text", name, int(number))
    return redirect("object", name)


def _written(
    request: HttpRequest, name: str, number: int, write: Callable[[HttpRequest, Writing], str]
) -> HttpResponse:
    """Write, bring lists and search up to it, and show the text as it stands then."""
    digital_object = object_for(request, name, Act.CORRECT_TEXT)
    page = known_page(digital_object, number)
    page.digital_object = digital_object
    writing = Writing(digital_object, page, layers_of(page), person(request), now())
    by_script = request.headers.get("X-Requested-With") == BY_SCRIPT
    try:
        words = write(request, writing)
    except LibraryError as error:
        if by_script:
            return HttpResponse(said(error), status=409, content_type="text/plain; charset=utf-8")
        acts = object_and_acts(request, name)[1]
        context = text_context(request, page, writing.layers, acts, error=said(error))
        return render(request, "web/page_text.html", context, status=409)
    show_as_it_stands(page, writing.layers, now=writing.at)
    if by_script:
        acts = object_and_acts(request, name)[1]
        context = text_context(request, page, writing.layers.with_present(page), acts)
        return render(request, "web/_page_words.html", context | {"told": words})
    messages.success(request, words)
    line = request.POST.get("line", "")
    return redirect(reverse("page-text", args=[name, number]) + (f"#line-{line}" if line else ""))


def _said(request: HttpRequest, writing: Writing) -> str:
    check_correctable(writing.page, writing.layers)
    text, shown = request.POST.get("text", "")[:2000], request.POST.get("shown", "")[:2000]
    line = request.POST.get("line", "")
    by, moment = writing.by, writing.at
    if line.isascii() and line.isdigit() and len(line) < 6:
        made = say_line(writing.page, writing.layers, int(line), shown, text, by=by, now=moment)
    else:
        region = place_said(request.POST.get("place", ""))
        if region is None:
            raise Http404
        word = SaidWord(region, shown, text)
        made = say_word(writing.page, writing.layers, word, by=by, now=moment)
    for row in made:
        ask_to_remember_text(row, by=writing.by, now=writing.at)
    return _told(made)


def _undone(request: HttpRequest, writing: Writing) -> str:
    chosen = request.POST.get("correction", "")
    row: Correction | None = last_own(writing.page, writing.by.pk)
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
        row = writing.page.corrections.filter(pk=int(chosen)).first()
    if row is None:
        return gettext("There is no correction to take back.")
    row.page = writing.page
    undo_correction(row, by=writing.by, now=writing.at)
    row.refresh_from_db(fields=("undone_by", "undone_at"))
    ask_to_remember_text(row, by=writing.by, now=writing.at)
    return gettext("Taken back: {correction}").format(correction=str(row))


def _told(made: list[Correction]) -> str:
    if len(made) == 1:
        undone = made[0].undone_at is not None
        words = gettext("Taken back: {correction}") if undone else gettext("Kept: {correction}")
        return words.format(correction=str(made[0]))
    return ngettext("Kept: {number} word", "Kept: {number} words", len(made)).format(
        number=len(made)
    )


def _refusal(page: Page, layers: TextLayers) -> str:
    """Why no word can be corrected; empty where one can."""
    if layers.human.transcription is not None:
        return ""
    try:
        check_correctable(page, layers)
    except LibraryError as error:
        return said(error)
    return ""
