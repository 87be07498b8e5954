"""The rescan list: on the screen, as a table, on paper; and what is set on it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import MissingPage, Page
from catalogue.models.rescans import OriginalPlace
from catalogue.rights import Act
from catalogue.services.missing_pages import ask_for_missing_page, withdraw_missing_page
from catalogue.services.originals import place_original
from web.access import object_for, person
from web.page_sight import page_url
from web.rescan_list import (
    address_of,
    choices_of,
    filter_of,
    listed_pages,
    places_to_choose,
    visible_lines,
)
from web.rescan_words import sheet_of, table_of
from web.views.pages import known_page


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """What is to be scanned again."""
    narrowed = filter_of(request.GET)
    context = {
        "lines": listed_pages(person(request), visible_lines(request)),
        "filter_choices": choices_of(person(request), narrowed),
        "is_narrowed": narrowed.is_set,
        "csv_url": address_of("rescans-csv", narrowed),
        "pdf_url": address_of("rescans-pdf", narrowed),
        "places": places_to_choose(),
        "today": localdate(),
        "section": "rescans",
    }
    return render(request, "web/rescans.html", context)


@require_safe
def list_as_table(request: HttpRequest) -> HttpResponse:
    """The list as CSV."""
    return _file(table_of(visible_lines(request), gettext), "text/csv; charset=utf-8", "csv")


@require_safe
def list_as_sheet(request: HttpRequest) -> HttpResponse:
    """The list as PDF, with pictures."""
    narrowed = filter_of(request.GET)
    about = " · ".join(filter(None, (narrowed.library_code, narrowed.operator, narrowed.device)))
    pdf = sheet_of(visible_lines(request), gettext, localdate().isoformat(), about)
    return _file(pdf, "application/pdf", "pdf")


@require_POST
def say_where(request: HttpRequest, name: str) -> HttpResponse:
    """Say where the original of an object is."""
    digital_object = object_for(request, name, Act.TRACK_ORIGINAL)
    place, since = request.POST.get("place", ""), request.POST.get("since", "")
    if place not in tuple(OriginalPlace):
        raise Http404
    place_original(
        digital_object,
        OriginalPlace(place),
        since=_day(since),
        by=person(request),
        now=now(),
        note=request.POST.get("note", ""),
    )
    messages.success(request, gettext("It is noted where the original is."))
    return _back(request, "rescans")


@require_POST
def ask_missing(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Ask for a page that is missing after this one; before the first where the number is 0."""
    digital_object = object_for(request, name, Act.GIVE_VERDICT)
    after: Page | None = known_page(digital_object, number) if number else None
    note = request.POST.get("note", "")[:2000]
    ask_for_missing_page(digital_object, after, by=person(request), now=now(), note=note)
    messages.success(request, gettext("The missing page is on the rescan list."))
    return redirect(page_url(name, number) if number else "rescans")


@require_POST
def withdraw_missing(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Take the wish for a missing page back."""
    digital_object = object_for(request, name, Act.GIVE_VERDICT)
    wish = MissingPage.objects.filter(digital_object=digital_object, pk=pk).first()
    if wish is None:
        raise Http404
    withdraw_missing_page(wish, by=person(request), now=now())
    messages.success(request, gettext("The missing page is no longer asked for."))
    return redirect("rescans")


def _file(content: bytes, media_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    name = f"{gettext('rescans')}-{localdate().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _day(text: str) -> date:
    """The day given; today where none is."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return localdate()


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return redirect(address)
    return redirect(otherwise)
