"""Writing down what was counted in the original, and what it lacks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from catalogue.rights import Act
from catalogue.services.preparation import change_sheet
from catalogue.states import ObjectState
from web import object_sight
from web.access import object_and_acts, person
from web.preparation_form import form_of
from web.requests import ask_for_new_images
from web.views.objects import object_context

#: Objects whose pages are held against the new sheet at once; others when they come through.
_RESTING = (ObjectState.NEEDS_REVIEW, ObjectState.RESCAN_WANTED, ObjectState.READY)


@require_POST
def edit_sheet(request: HttpRequest, name: str) -> HttpResponse:
    """Keep another preparation sheet; pages at rest are held against it anew."""
    digital_object, acts = object_and_acts(request, name)
    if Act.EDIT_STRUCTURE not in acts:
        raise PermissionDenied
    form = form_of(digital_object, request.POST)
    if not form.is_valid():
        context = object_context(request, digital_object, acts) | {
            "contact": object_sight.contact_sheet(digital_object, after=0, only_flagged=False),
            "sheet_form": form,
        }
        return render(request, "web/object.html", context, status=400)
    user, moment = person(request), now()
    if change_sheet(digital_object, form.sheet, by=user, now=moment):
        if digital_object.state in _RESTING:
            ask_for_new_images(digital_object, by=user, now=moment)
        messages.success(request, gettext("Saved. The pages will be held against it."))
    return redirect("object", digital_object.name)
