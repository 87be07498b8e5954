"""A person's choice of the languages an object is read with."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from catalogue.errors import UnknownLanguageError
from catalogue.rights import Act
from catalogue.services.human_text import choose_language
from web import object_sight
from web.access import object_and_acts, person
from web.requests import ask_for_new_images, ask_to_remember_language
from web.views.objects import object_context
from web.wording import said


@require_POST
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the choice and ask that the object be read again."""
    digital_object, acts = object_and_acts(request, name)
    if Act.CORRECT_TEXT not in acts:
        raise PermissionDenied
    typed, before = request.POST.get("language", "")[:200], digital_object.language
    try:
        choose_language(digital_object, typed)
    except UnknownLanguageError as error:
        context = object_context(request, digital_object, acts) | {
            "contact": object_sight.contact_sheet(digital_object),
            "language_error": said(error),
            "language_typed": typed,
        }
        return render(request, "web/object.html", context, status=400)
    if digital_object.language == before:
        messages.info(request, gettext("The object is read so already."))
    else:
        user, moment = person(request), now()
        ask_to_remember_language(digital_object, by=user, now=moment)
        ask_for_new_images(digital_object, by=user, now=moment)
        messages.success(request, gettext("The object will be read again; corrections stay."))
    return redirect("object", name)
