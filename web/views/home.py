"""The first screen: what waits, and under it everything there is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.queries.objects import WAITING_STATES, counts_by_state
from catalogue.rights import Act, libraries_for, visible_objects
from catalogue.states import ObjectState
from web.access import person
from web.object_list import WAITING, ListWish, columns_of, object_rows, wish_of
from web.wording import STATES, translated
from web.work_list import work_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The work list and the list of objects."""
    counts = counts_by_state(person(request))
    context = _list_context(request, ListWish(), counts)
    context |= {"work": work_of(person(request), counts), "section": "work"}
    return render(request, "web/home.html", context)


@require_safe
def objects(request: HttpRequest) -> HttpResponse:
    """The list of objects alone, narrowed and sorted as the address says."""
    counts = counts_by_state(person(request))
    context = _list_context(request, wish_of(request.GET), counts) | {"section": "objects"}
    return render(request, "web/objects.html", context)


def _list_context(
    request: HttpRequest, wish: ListWish, counts: dict[ObjectState, int]
) -> dict[str, Any]:
    libraries = libraries_for(person(request), Act.VIEW_OBJECT)
    return {
        "filter": wish,
        "columns": columns_of(wish),
        "objects": object_rows(visible_objects(person(request)), wish),
        "state_choices": _state_choices(wish, counts),
        "library_choices": list(libraries.values_list("code", "name")),
    }


def _state_choices(wish: ListWish, counts: dict[ObjectState, int]) -> list[tuple[str, str, int]]:
    waiting = sum(counts[state] for state in WAITING_STATES)
    choices = [(WAITING, gettext("Waits for a person"), waiting)]
    choices += [(state, translated(STATES[state][0]), counts[state]) for state in ObjectState]
    return [choice for choice in choices if choice[2] or choice[0] == wish.state]
