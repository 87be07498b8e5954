"""The search page of the site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import DigitalObject
from catalogue.rights import Act, libraries_for, visible_objects
from catalogue.search.finding import Found, find
from catalogue.search.suggesting import suggestions_for
from catalogue.search.wishes import SearchWish
from web.access import person
from web.search import (
    FIELD_NAMES,
    LANGUAGES,
    address_of,
    offset_of,
    pager_of,
    results_of,
    total_of,
    wish_of,
)
from web.wording import MATERIALS, translated


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One field, filters, and what answers, by object."""
    wish, offset = wish_of(request.GET), offset_of(request.GET)
    context = _choices(request) | {"wish": wish, "section": "search"}
    if wish.text:
        found = find(wish, person(request), offset=offset)
        context |= _answer(request, wish, found, offset)
    return render(request, "web/search.html", context)


def _answer(request: HttpRequest, wish: SearchWish, found: Found, offset: int) -> dict[str, Any]:
    suggestions = [] if found.total else suggestions_for(wish, person(request))
    return {
        "found": found,
        "total": total_of(found),
        "objects": results_of(found, wish),
        "suggestions": [(text, address_of(wish, q=text)) for text in suggestions],
        "everywhere_url": address_of(SearchWish(wish.text, wish.is_exact)),
        "within": _within(request, wish),
        **pager_of(found, wish, offset),
    }


def _within(request: HttpRequest, wish: SearchWish) -> DigitalObject | None:
    if not wish.object_name:
        return None
    return visible_objects(person(request)).filter(name=wish.object_name).first()


def _choices(request: HttpRequest) -> dict[str, Any]:
    libraries = libraries_for(person(request), Act.VIEW_OBJECT)
    return {
        "field_choices": [(value, translated(name)) for value, name in FIELD_NAMES.items()],
        "language_choices": [(value, translated(name)) for value, name in LANGUAGES.items()],
        "material_choices": [(value, translated(name)) for value, name in MATERIALS.items()],
        "library_choices": list(libraries.values_list("code", "name")),
    }
