"""The screen of one page, and turning a page that lies on its side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.errors import PageNotFoundError
from catalogue.judgement import JUDGEABLE
from catalogue.models import DigitalObject, Page
from catalogue.queries.pages import page_of
from catalogue.queries.splits import opening_of
from catalogue.rights import Act
from catalogue.search.wishes import SearchWish
from catalogue.services.pages import change_recipe
from web.access import object_and_acts, object_for, person
from web.object_sight import head_of
from web.page_sight import sight_of
from web.recipes import can_be_turned, turned_recipe
from web.requests import ask_for_new_images
from web.rescan_history import rescans_of
from web.search import LETTERS, address_of, places_on
from web.verdict_form import VerdictForm, verdict_form

#: Keys named under the image; the rest is a key away.
KEYS_SHOWN = 6


def known_page(digital_object: DigitalObject, number: int) -> Page:
    """The page of this number.

    Raises:
        Http404: the object has none.
    """
    try:
        return page_of(digital_object, number)
    except PageNotFoundError as error:
        raise Http404 from error


@require_safe
def show_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The page: image, findings, text, verdict."""
    digital_object, acts = object_and_acts(request, name)
    page = known_page(digital_object, number)
    return render(request, "web/page.html", page_context(request, digital_object, page, acts))


def page_context(
    request: HttpRequest,
    digital_object: DigitalObject,
    page: Page,
    acts: frozenset[Act],
    *,
    note: str = "",
    error: str = "",
) -> dict[str, Any]:
    """Everything the page's screen shows."""
    form = verdict_form(
        digital_object, acts, user=person(request), page=page, note=note, error=error
    )
    sight = sight_of(page, digital_object)
    looked_for = request.GET.get("find", "")[:LETTERS]
    is_exact = request.GET.get("exact") == "1"
    places = places_on(page, looked_for, sight.width, is_exact=is_exact) if looked_for else []
    keys = keys_of(form, has_findings=bool(sight.findings or places))
    return {
        "object": head_of(digital_object),
        "page": sight,
        "row": page,
        "can_turn": Act.EDIT_STRUCTURE in acts and can_be_turned(page),
        "can_split": Act.EDIT_STRUCTURE in acts and opening_of(page) is not None,
        "can_ask_missing": form is not None and digital_object.state in JUDGEABLE,
        "rescans": rescans_of(page, digital_object),
        "looked_for": looked_for,
        "search_url": address_of(SearchWish(looked_for, is_exact)),
        "places": places,
        "verdict_form": form,
        "keys": keys,
        "keys_shown": keys[:KEYS_SHOWN],
        "section": "objects",
    }


def keys_of(form: VerdictForm | None, *, has_findings: bool) -> list[tuple[str, str]]:
    """The keys of the page's screen, the most used first."""
    keys = [("← →", gettext("neighbouring page"))]
    if form:
        keys += [(choice.key, choice.label) for choice in form.choices]
        keys += [("n", gettext("write a note"))]
        keys += [("u", gettext("withdraw the last verdict"))] if form.last else []
    keys += [("f", gettext("next finding")), ("o", gettext("outlines"))] if has_findings else []
    return [
        *keys,
        ("t", gettext("text")),
        ("+", gettext("closer")),
        ("-", gettext("further")),
        ("0", gettext("whole page")),
        ("9", gettext("one pixel to one")),
        ("h", gettext("to the object")),
    ]


@require_POST
def turn_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Turn a page by a quarter; the recipe before is kept and new images are asked for."""
    digital_object = object_for(request, name, Act.EDIT_STRUCTURE)
    page = known_page(digital_object, number)
    if request.POST.get("degrees") not in ("90", "270") or not can_be_turned(page):
        return HttpResponse(gettext("This page cannot be turned so."), status=400)
    recipe = turned_recipe(page, int(request.POST["degrees"]))
    change_recipe(page, recipe, by=person(request), now=now())
    ask_for_new_images(digital_object, by=person(request), now=now())
    messages.success(request, gettext("The page will be turned; new images are being made."))
    return redirect("page", name, number)
