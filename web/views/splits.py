"""The line between the two pages of an opening: seen, dragged, put back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from catalogue.models import DigitalObject, Page
from catalogue.queries.splits import Opening, opening_of
from catalogue.rights import Act
from catalogue.services.splits import move_split, put_back_recipe
from schemas.errors import LibraryError
from web.access import object_for, person
from web.object_sight import head_of
from web.requests import ask_for_new_images
from web.views.pages import known_page
from web.wording import page_heading, said


@dataclass(frozen=True, slots=True)
class Half:
    """One page of the opening as it is cut today."""

    heading: str
    image_url: str
    share: float
    """Of the opening's width, per cent."""


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Show an opening with its line, and part it where the line was dragged to."""
    digital_object = object_for(request, name, Act.EDIT_STRUCTURE)
    page = known_page(digital_object, number)
    opening = opening_of(page)
    if opening is None:
        raise Http404(gettext("This page is not cut from an opening."))
    error = ""
    if request.method == "POST":
        error = _changed(request, digital_object, opening)
        if not error:
            return redirect("page", name, number)
    context = _context(digital_object, page, opening) | {"error": error}
    return render(request, "web/split.html", context, status=400 if error else 200)


def _changed(request: HttpRequest, digital_object: DigitalObject, opening: Opening) -> str:
    """Do what was asked; why not, where it cannot be."""
    user, moment = person(request), now()
    if "back" in request.POST:
        for page in (opening.left, opening.right):
            put_back_recipe(page, by=user, now=moment)
        words = gettext("The opening is parted as it was before; new images are being made.")
    else:
        try:
            move_split(opening, _line_in(request), by=user, now=moment)
        except LibraryError as error:
            return said(error)
        words = gettext("The opening is parted anew; new images are being made.")
    ask_for_new_images(digital_object, by=user, now=moment)
    messages.success(request, words)
    return ""


def _line_in(request: HttpRequest) -> int:
    text = request.POST.get("line", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1


def _context(digital_object: DigitalObject, page: Page, opening: Opening) -> dict[str, object]:
    width = opening.end - opening.start
    return {
        "object": head_of(digital_object),
        "row": page,
        "heading": page_heading(page.sequence),
        "opening": opening,
        "halves": [
            _half(digital_object, opening.left, opening.left_crop.width, width),
            _half(digital_object, opening.right, opening.right_crop.width, width),
        ],
        "can_put_back": opening.left.recipe_changes.exists(),
        "section": "objects",
    }


def _half(digital_object: DigitalObject, page: Page, part: int, whole: int) -> Half:
    image = reverse("image", args=[digital_object.name, page.number])
    return Half(
        heading=page_heading(page.sequence),
        image_url=f"{image}/full/!1400,1400/0/default.jpg",
        share=round(100 * part / whole, 3),
    )
