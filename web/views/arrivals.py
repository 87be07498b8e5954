"""Rescans of one object: brought, looked at beside the old pages, confirmed, taken back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import ArrivedScan, DigitalObject, Page
from catalogue.models.rescans import ArrivalState
from catalogue.rights import Act
from catalogue.services.arrivals import choose_place, discard_arrival
from catalogue.services.rescans import confirm_arrival, undo_arrival
from schemas.errors import LibraryError
from schemas.rescans import PlacementKind
from settings.home import home_of
from web.access import object_and_acts, object_for, person, visible_object
from web.arrival_sight import arrival_sight, folders_in
from web.object_sight import head_of
from web.requests import ask_for_new_images, ask_for_rescan, ask_to_remember_rescan
from web.uploads import keep_uploads, picture_of
from web.wording import said


@require_safe
def show_arrival(request: HttpRequest, name: str) -> HttpResponse:
    """The rescans of an object: what is wanted, what has come, what was done."""
    digital_object, acts = object_and_acts(request, name)
    return render(request, "web/rescan.html", _context(digital_object, acts))


def _context(
    digital_object: DigitalObject, acts: frozenset[Act], error: str = ""
) -> dict[str, Any]:
    sight = arrival_sight(digital_object, acts, home_of())
    keys = [("c", gettext("put all in their places"))] if sight.can_confirm else []
    keys += [("1", gettext("the first doubtful place is right"))] if sight.doubtful else []
    return {
        "object": head_of(digital_object),
        "sight": sight,
        "error": error,
        "keys": keys,
        "section": "rescans",
    }


def _refused(request: HttpRequest, name: str, error: LibraryError) -> HttpResponse:
    digital_object, acts = object_and_acts(request, name)
    context = _context(digital_object, acts, said(error))
    return render(request, "web/rescan.html", context, status=409)


@require_POST
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Bring rescans: a folder of the inbox, or files."""
    digital_object = object_for(request, name, Act.RESCAN)
    home, files = home_of(), request.FILES.getlist("files")
    wish = request.POST.get("folder", "")
    if files:
        try:
            folder = keep_uploads(home, files)
        except LibraryError as error:
            return _refused(request, name, error)
    elif wish in folders_in(home):
        folder = home.inbox / wish
    else:
        messages.error(request, gettext("Choose a folder, or files to send."))
        return redirect("rescan", name)
    anyway = bool(request.POST.get("anyway"))
    ask_for_rescan(digital_object, folder, anyway=anyway, by=person(request), now=now())
    messages.success(request, gettext("The new scans are being looked at."))
    return redirect("rescan", name)


@require_POST
def place(request: HttpRequest, name: str, position: int) -> HttpResponse:
    """Set the place of one arrived scan, or say that the proposed one is right."""
    digital_object = object_for(request, name, Act.RESCAN)
    scan = (
        ArrivedScan.objects.select_related("arrival", "page")
        .filter(
            arrival__digital_object=digital_object,
            arrival__state=ArrivalState.PROPOSED,
            position=position,
        )
        .first()
    )
    kind = request.POST.get("kind", "")
    if scan is None or kind not in tuple(PlacementKind):
        raise Http404
    try:
        page = _page_meant(digital_object, PlacementKind(kind), request.POST.get("page", ""))
        choose_place(scan, PlacementKind(kind), page, by=person(request))
    except LibraryError as error:
        return _refused(request, name, error)
    return redirect("rescan", name)


def _page_meant(digital_object: DigitalObject, kind: PlacementKind, text: str) -> Page | None:
    if kind is PlacementKind.NONE or not text.isdecimal() or int(text) == 0:
        return None
    pages = Page.objects.filter(digital_object=digital_object, sequence=int(text))
    found = pages.exclude(state="superseded").first()
    if found is None:
        raise Http404
    return found


@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Put the scans in their places and ask for new images."""
    digital_object = object_for(request, name, Act.RESCAN)
    try:
        with transaction.atomic():
            arrival = confirm_arrival(digital_object, by=person(request), now=now())
            if arrival.state == ArrivalState.CONFIRMED:
                ask_to_remember_rescan(arrival, by=person(request), now=now())
                ask_for_new_images(digital_object, by=person(request), now=now())
    except LibraryError as error:
        return _refused(request, name, error)
    messages.success(request, gettext("The new scans are in their places; the object is in work."))
    return redirect("object", name)


@require_POST
def discard(request: HttpRequest, name: str) -> HttpResponse:
    """Send the scans that wait away."""
    digital_object = object_for(request, name, Act.RESCAN)
    try:
        discard_arrival(digital_object, by=person(request), now=now())
    except LibraryError as error:
        return _refused(request, name, error)
    messages.success(request, gettext("The scans were sent away; nothing was changed."))
    return redirect("rescan", name)


@require_POST
def undo(request: HttpRequest, name: str) -> HttpResponse:
    """Take the last confirmed rescans back."""
    digital_object = object_for(request, name, Act.RESCAN)
    try:
        with transaction.atomic():
            arrival = undo_arrival(digital_object, by=person(request), now=now())
            ask_to_remember_rescan(arrival, by=person(request), now=now())
            ask_for_new_images(digital_object, by=person(request), now=now())
    except LibraryError as error:
        return _refused(request, name, error)
    messages.success(request, gettext("The pages are as before; the object is in work."))
    return redirect("object", name)


@require_safe
def arrived_image(request: HttpRequest, name: str, number: int, position: int) -> HttpResponse:
    """The picture of an arrived scan, large enough to be compared."""
    digital_object = visible_object(request, name)
    picture = picture_of(digital_object, number, position)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
