"""The screen of one object, the part of it that follows a run, and its permanent address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.models import DigitalObject
from catalogue.queries.pages import deliveries_of
from catalogue.rights import Act
from schemas.events import EventType
from web import object_sight
from web.access import object_and_acts, person, visible_object
from web.description import described
from web.device_sight import device_told
from web.history import HISTORY_ROWS, changes_told, file_sums, verdicts_told
from web.preparation_form import form_of
from web.reading_words import READING_CHOICES
from web.verdict_form import verdict_form
from web.way import way_of


@require_safe
def show_object(request: HttpRequest, name: str) -> HttpResponse:
    """The object, or for htmx the next part of its contact sheet."""
    digital_object, acts = object_and_acts(request, name)
    contact = object_sight.contact_sheet(
        digital_object,
        after=_number(request.GET.get("after", "0")),
        only_flagged=request.GET.get("pages") == "flagged",
    )
    if request.GET.get("part") == "pages":
        return render(request, "web/_contact.html", {"contact": contact})
    context = object_context(request, digital_object, acts) | {"contact": contact}
    return render(request, "web/object.html", context)


def object_context(
    request: HttpRequest,
    digital_object: DigitalObject,
    acts: frozenset[Act],
    *,
    note: str = "",
    error: str = "",
) -> dict[str, Any]:
    """Everything the object's screen shows beside its pages."""
    ended_at = object_sight.ended_at(digital_object)
    deliveries = list(deliveries_of(digital_object).order_by("-id")[:HISTORY_ROWS])
    if deliveries:
        ended_at.setdefault(EventType.DISSEMINATION.value, deliveries[0].at)
    form = verdict_form(digital_object, acts, user=person(request), note=note, error=error)
    return {
        "object": object_sight.head_of(digital_object),
        "way": way_of(digital_object.state, ended_at),
        "progress": object_sight.progress_of(digital_object, now()),
        "description": described(digital_object),
        "files": file_sums(digital_object),
        "row": digital_object,
        "changes": changes_told(digital_object),
        "verdicts": verdicts_told(digital_object),
        "deliveries": deliveries,
        "device": device_told(digital_object),
        "sheet_form": form_of(digital_object),
        "may_correct": Act.CORRECT_TEXT in acts,
        "reading_choices": READING_CHOICES,
        "may_edit_sheet": Act.EDIT_STRUCTURE in acts,
        "verdict_form": form,
        "keys": [(c.key, c.label) for c in form.choices] if form else [],
        "section": "objects",
    }


@require_safe
@never_cache
def show_progress(request: HttpRequest, name: str) -> HttpResponse:
    """The progress of a run; when it has ended, the whole screen is asked for anew."""
    digital_object = visible_object(request, name)
    progress = object_sight.progress_of(digital_object, now())
    context = {"progress": progress, "object": digital_object}
    response = render(request, "web/_progress.html", context)
    if progress is None:
        response.headers["HX-Refresh"] = "true"
    return response


@require_safe
def resolve_ark(
    request: HttpRequest, naan: str, name: str, page: int | None = None
) -> HttpResponse:
    """The permanent address leads to the object's screen, or to the page's."""
    digital_object = visible_object(request, name.replace("-", ""))
    if digital_object.naan != naan:
        raise Http404(gettext("There is nothing at this address"))
    if page is not None:
        return redirect("page", digital_object.name, page)
    return redirect("object", digital_object.name)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
