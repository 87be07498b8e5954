"""Transcribing a page by hand, line by line beside its image; numbering its leaves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.errors import NothingTranscribedError, TranscriptionChangedError
from catalogue.interchange import region_of
from catalogue.models import Page, PageTranscription
from catalogue.queries.human_text import text_is_behind
from catalogue.queries.page_writing import states_of
from catalogue.rights import Act
from catalogue.services.human_text import number_leaves, save_transcription
from catalogue.services.page_words import TextLayers
from schemas.errors import LibraryError
from schemas.human_text import TranscribedLine, TranscriptionStatus
from web.access import object_and_acts, object_for, person
from web.object_sight import head_of
from web.page_sight import page_links
from web.page_text import layers_of, show_as_it_stands
from web.requests import ask_to_remember_text
from web.transcript_sight import Draft, transcript_of
from web.views.pages import known_page
from web.wording import said
from web.words_sight import place_said

LETTERS = 5_000
#: A leaf number higher than any book's.
LAST_LEAF = 9999


@require_safe
def show_transcript(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The page's lines with the image beside them."""
    digital_object, acts = object_and_acts(request, name)
    page = known_page(digital_object, number)
    page.digital_object = digital_object
    divided = _number(request.GET.get("lines", ""), 999)
    context = _context(request, page, layers_of(page), acts, divided=divided)
    return render(request, "web/transcribe.html", context)


@require_POST
def save_transcript(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Keep a state of the transcription, go back to an earlier one, or take it back."""
    digital_object = object_for(request, name, Act.CORRECT_TEXT)
    page = known_page(digital_object, number)
    page.digital_object = digital_object
    layers = layers_of(page)
    draft = draft_in(request.POST)
    try:
        written = _written(request, page, draft)
    except LibraryError as error:
        acts = object_and_acts(request, name)[1]
        states = states_of(page)
        typed = Draft(draft.lines, draft.status, draft.language, states[0].pk if states else 0)
        context = _context(request, page, layers, acts, typed=typed, error=said(error))
        return render(request, "web/transcribe.html", context, status=409)
    show_as_it_stands(page, layers, now=written.at)
    ask_to_remember_text(written, by=written.by, now=written.at)
    messages.success(request, _told(written))
    return redirect("transcribe", name, number)


@require_POST
def give_leaf_numbers(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Number the leaves from this page on: 1r, 1v, 2r, 2v."""
    digital_object = object_for(request, name, Act.EDIT_STRUCTURE)
    page = known_page(digital_object, number)
    first = _number(request.POST.get("first", ""), LAST_LEAF)
    if not first:
        return HttpResponse(gettext("Leaves are numbered from 1 on."), status=400)
    pages = number_leaves(digital_object, page.number, first_leaf=first)
    words = ngettext("Numbered: {number} page", "Numbered: {number} pages", len(pages))
    messages.success(request, words.format(number=len(pages)))
    return redirect("transcribe", name, number)


def draft_in(post: QueryDict) -> Draft:
    """What stood in the form when it was sent."""
    texts, places = post.getlist("text"), post.getlist("place")
    lines = [
        TranscribedLine(" ".join(text[:LETTERS].split()), place_said(place))
        for text, place in zip(texts, [*places, *[""] * len(texts)], strict=False)
    ]
    while lines and not lines[-1].text:
        lines.pop()
    status = post.get("status", "")
    known = status if status in tuple(TranscriptionStatus) else TranscriptionStatus.DRAFT
    language = post.get("language", "")[:20]
    return Draft(tuple(lines), known, language, _number(post.get("was", ""), 10**17))


def _written(request: HttpRequest, page: Page, draft: Draft) -> PageTranscription:
    states = states_of(page)
    if draft.was != (states[0].pk if states else 0):
        by = states[0].by
        raise TranscriptionChangedError(by=by.get_full_name() or by.get_username())
    lines, status, language = list(draft.lines), draft.status, draft.language
    if chosen := _number(request.POST.get("back", ""), 10**17):
        state = next((one for one in states if one.pk == chosen), None)
        if state is None:
            raise Http404
        lines = [TranscribedLine(one["text"], region_of(one["region"])) for one in state.lines]
        status, language = state.status, state.language
    elif "take-back" in request.POST:
        lines = []
    elif not any(line.text for line in lines):
        raise NothingTranscribedError
    return save_transcription(
        page, lines, TranscriptionStatus(status), language=language,
        by=person(request), now=now(),
    )  # fmt: skip


def _context(
    request: HttpRequest,
    page: Page,
    layers: TextLayers,
    acts: frozenset[Act],
    *,
    divided: int = 0,
    typed: Draft | None = None,
    error: str = "",
) -> dict[str, Any]:
    digital_object = page.digital_object
    links = page_links(page, digital_object, "transcribe")
    may_write = Act.CORRECT_TEXT in acts
    return {
        "object": head_of(digital_object),
        "row": page,
        "page": links,
        "form": transcript_of(page, layers, links.iiif_url, divided=divided, typed=typed),
        "may_write": may_write,
        "may_number": Act.EDIT_STRUCTURE in acts,
        "is_behind": text_is_behind(digital_object),
        "error": error,
        "keys": keys_of() if may_write else [],
        "section": "objects",
    }


def keys_of() -> list[tuple[str, str]]:
    """The keys of the screen."""
    return [
        ("Enter", gettext("next line")),
        ("↑ ↓", gettext("line above, line below")),
        ("Ctrl Enter", gettext("save")),
        ("Esc", gettext("leave the field")),
        ("l", gettext("back into the lines")),
        ("m", gettext("mark the line’s place on the image")),
        ("+", gettext("closer")),
        ("-", gettext("further")),
        ("0", gettext("whole page")),
        ("h", gettext("to the page")),
    ]


def _told(written: PageTranscription) -> str:
    if not written.lines:
        return gettext("The transcription is taken back; its states stay in the history.")
    words = ngettext("Saved: {number} line", "Saved: {number} lines", len(written.lines))
    return words.format(number=len(written.lines))


def _number(text: str, most: int) -> int:
    """A number out of an address or a form; 0 where there is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return min(int(text), most) if is_number else 0
