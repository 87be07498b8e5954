"""The queue of flagged pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.queries.flagged import kinds_in
from catalogue.rights import Act, libraries_for
from web.access import person
from web.queue import KINDS, queue_of, queue_wish
from web.wording import translated


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Every page that waits for a verdict, narrowed as the address says."""
    wish = queue_wish(request.GET)
    libraries = libraries_for(person(request), Act.VIEW_OBJECT)
    context = {
        "filter": wish,
        "queue": queue_of(person(request), wish),
        "kinds": [(kind, translated(KINDS.get(kind, kind))) for kind in kinds_in(person(request))],
        "library_choices": list(libraries.values_list("code", "name")),
        "section": "queue",
    }
    return render(request, "web/queue.html", context)
