"""The rescan list as the site shows it: filtered as the address says, with thumbnails and forms."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from catalogue.models import DigitalObject
from catalogue.models.rescans import OriginalPlace
from catalogue.queries.rescans import RescanFilter, filter_choices, rescan_lines
from catalogue.rights import Act, AnyUser, libraries_for, visible_objects
from schemas.texts import N_
from web.access import person
from web.rescan_words import SaidLine, Speech, said_lines
from web.wording import kept_together, number

PLACES: dict[str, str] = {
    OriginalPlace.DEPARTMENT: N_("At the department"),
    OriginalPlace.LIBRARY: N_("Returned to the library"),
    OriginalPlace.ELSEWHERE: N_("Elsewhere"),
}
FILTERS = (("library", N_("Library")), ("operator", N_("Operator")), ("device", N_("Device")))


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One line of the list as it is drawn."""

    said: SaidLine
    url: str
    thumbnail: str
    reasons: list[str]
    rescan_url: str
    withdraw_url: str
    """Where the wish for a missing page is taken back; empty otherwise."""
    can_rescan: bool
    can_track: bool
    original_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the filter."""

    name: str
    label: str
    value: str
    options: list[tuple[str, str]]


def filter_of(query: QueryDict) -> RescanFilter:
    """What the address asks for."""
    return RescanFilter(
        library_code=query.get("library", "")[:40],
        operator=query.get("operator", "")[:200],
        device=query.get("device", "")[:200],
    )


def address_of(name: str, narrowed: RescanFilter) -> str:
    """The address of the list (or its table, its sheet) so narrowed."""
    wishes = {
        "library": narrowed.library_code,
        "operator": narrowed.operator,
        "device": narrowed.device,
    }
    filled = {key: value for key, value in wishes.items() if value}
    return f"{reverse(name)}?{urlencode(filled)}" if filled else reverse(name)


def visible_lines(request: HttpRequest) -> list[SaidLine]:
    """The lines that this person may see, narrowed as the address says."""
    lines = rescan_lines(visible_objects(person(request)), filter_of(request.GET))
    return said_lines(lines, Speech(gettext, number))


def listed_pages(user: AnyUser, lines: list[SaidLine]) -> list[ListedPage]:
    """The lines as they are drawn; rights are looked up once for all."""
    rescanning, tracking, judging = (
        set(libraries_for(user, act).values_list("pk", flat=True))
        for act in (Act.RESCAN, Act.TRACK_ORIGINAL, Act.GIVE_VERDICT)
    )
    return [_listed(said, rescanning, tracking, judging) for said in lines]


def _listed(
    said: SaidLine, rescanning: set[int], tracking: set[int], judging: set[int]
) -> ListedPage:
    line, row = said.line, said.line.digital_object
    address = reverse("object", args=[row.name])
    if line.page and line.verdict:
        address = reverse("page", args=[row.name, line.page.number])
    thumbnail = (
        reverse("thumbnail", args=[row.name, line.page.number])
        if line.thumbnail and line.page
        else ""
    )
    can_withdraw = line.missing is not None and row.library_id in judging
    return ListedPage(
        said=said,
        url=address,
        thumbnail=thumbnail,
        reasons=[kept_together(reason) for reason in said.reasons],
        rescan_url=reverse("rescan", args=[row.name]),
        withdraw_url=reverse("missing-withdraw", args=[row.name, line.missing.pk])
        if can_withdraw and line.missing
        else "",
        can_rescan=row.library_id in rescanning,
        can_track=row.library_id in tracking,
        original_url=reverse("original", args=[row.name]),
    )


def choices_of(user: AnyUser, narrowed: RescanFilter) -> list[Choice]:
    """The filter's fields; one with a single answer is left out."""
    values = {
        "library": narrowed.library_code,
        "operator": narrowed.operator,
        "device": narrowed.device,
    }
    found = filter_choices(visible_objects(user))
    return [
        Choice(name, gettext(label), values[name], found[name])
        for name, label in FILTERS
        if len(found[name]) > 1 or values[name]
    ]


def places_to_choose() -> list[tuple[str, str]]:
    """Where an original can be."""
    return [(value, gettext(label)) for value, label in PLACES.items()]


def lines_of(digital_object: DigitalObject) -> list[SaidLine]:
    """The lines of one object."""
    lines = rescan_lines(DigitalObject.objects.filter(pk=digital_object.pk))
    return said_lines(lines, Speech(gettext, number))
