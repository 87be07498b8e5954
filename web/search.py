"""The search page: the wish out of the address, results by object, places on the page's image."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from catalogue.models import DigitalFile, DigitalObject, Page
from catalogue.search.finding import HITS_SHOWN, Found, Hit, marks_on_page
from catalogue.search.marking import Piece
from catalogue.search.wishes import FIELDS, SearchWish
from language.query import MatchClass
from schemas.findings import Region
from schemas.objects import Material
from schemas.packages import FileUse
from schemas.texts import N_
from web.page_sight import page_url
from web.wording import page_heading, translated

#: Letters of a query that are taken out of an address; of these the first thousand are read.
LETTERS = 10_000
#: How many hits of one search the pager reaches.
LAST_OFFSET = 1000
#: Room around a line in its picture, as a share of the line's height.
ROOM = 0.6
#: A line's picture shows at most so many line heights to each side of the word.
LINE_HEIGHTS = 14

#: Why a hit answers, where it is not simply what was typed.
KINDS: dict[MatchClass, str] = {
    MatchClass.EXACT: "",
    MatchClass.BARE: N_("without diacritics"),
    MatchClass.MODERN: N_("other spelling or form"),
    MatchClass.SKELETON: N_("similar"),
    MatchClass.READING: N_("perhaps misread"),
    MatchClass.NAME: N_("other form of the name"),
}
LANGUAGES = {
    "lit": N_("Lithuanian"), "pol": N_("Polish"), "deu": N_("German"), "lat": N_("Latin"),
    "rus": N_("Russian"), "lav": N_("Latvian"), "yid": N_("Yiddish"),
}  # fmt: skip
FIELD_NAMES = {"text": N_("In texts"), "title": N_("In titles")}
_ADDRESS = {
    "text": "q", "is_exact": "exact", "field": "field", "language": "language",
    "library_code": "library", "material": "material", "first_year": "from", "last_year": "to",
    "object_name": "in",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinePicture:
    """The line of a hit, cut out of the page's image, with the words to be marked."""

    url: str
    region: Region
    marks: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class HitSight:
    """One page that answers, as it is shown."""

    url: str
    heading: str
    label: str
    kind: str
    count: int
    snippet: tuple[Piece, ...]
    thumbnail: str
    line: LinePicture | None


@dataclass(frozen=True, slots=True)
class ObjectHits:
    """The hits of one object on a result page."""

    title: str
    url: str
    library: str
    within_url: str
    """The same search in this object alone; empty where that is already asked for."""
    hits: list[HitSight]


def wish_of(query: QueryDict) -> SearchWish:
    """What the address asks for; what is none of the choices is left out."""
    field, material = query.get("field", ""), query.get("material", "")
    return SearchWish(
        text=query.get("q", "").strip()[:LETTERS],
        is_exact=query.get("exact", "") == "1",
        field=field if field in FIELDS else "",
        language=language if (language := query.get("language", "")) in LANGUAGES else "",
        library_code=query.get("library", "")[:40],
        material=material if material in tuple(Material) else "",
        first_year=_number(query.get("from", ""), 9999),
        last_year=_number(query.get("to", ""), 9999),
        object_name=query.get("in", "")[:40],
    )


def offset_of(query: QueryDict) -> int:
    """Where the result page begins."""
    return _number(query.get("offset", ""), LAST_OFFSET) or 0


def address_of(wish: SearchWish, **changes: str | int) -> str:
    """The address of a search, with some of it changed."""
    said = {
        _ADDRESS[one.name]: getattr(wish, one.name)
        for one in fields(wish)
        if getattr(wish, one.name) not in ("", None, False)
    }
    said |= {"exact": "1"} if wish.is_exact else {}
    filled = {name: value for name, value in (said | changes).items() if value not in ("", 0)}
    return f"{reverse('search')}?{urlencode(filled)}"


def results_of(found: Found, wish: SearchWish) -> list[ObjectHits]:
    """The hits by object, in the order in which each object first answers."""
    with_image = _pages_with_image(found.hits)
    groups: dict[int, list[Hit]] = {}
    for hit in found.hits:
        groups.setdefault(hit.digital_object.pk, []).append(hit)
    return [_object_hits(hits, wish, with_image) for hits in groups.values()]


def total_of(found: Found) -> str:
    """How many were found, as it is said; of very many only that they are more."""
    return f"{found.total}+" if found.has_more else str(found.total)


def pager_of(found: Found, wish: SearchWish, offset: int) -> dict[str, str]:
    """Addresses of the result pages before and after."""
    before = max(0, offset - HITS_SHOWN)
    after = found.next_offset
    return {
        "previous_url": address_of(wish, offset=before) if offset else "",
        "next_url": address_of(wish, offset=after) if after is not None else "",
    }


def places_on(page: Page, text: str, width_px: int, *, is_exact: bool) -> list[Region]:
    """Where a page's image shows what is looked for, in pixels of an image of this width."""
    marks, width = marks_on_page(page, SearchWish(text, is_exact=is_exact))
    regions = [region for mark in marks for region in mark.regions]
    scale = width_px / width if width and width_px else 1.0
    return [_scaled(region, scale) for region in regions]


def _object_hits(hits: list[Hit], wish: SearchWish, with_image: frozenset[int]) -> ObjectHits:
    digital_object = hits[0].digital_object
    within = "" if wish.object_name else address_of(wish, **{"in": digital_object.name})
    return ObjectHits(
        digital_object.title,
        reverse("object", args=[digital_object.name]),
        str(digital_object.library),
        within,
        [_hit_sight(hit, digital_object, wish, with_image) for hit in hits],
    )


def _hit_sight(
    hit: Hit, digital_object: DigitalObject, wish: SearchWish, with_image: frozenset[int]
) -> HitSight:
    kind = translated(KINDS[hit.kind])
    if hit.page is None:
        url = reverse("object", args=[digital_object.name])
        return HitSight(url, gettext("Title"), "", kind, len(hit.marks), hit.snippet, "", None)
    shows = hit.page.pk in with_image
    name, number = digital_object.name, hit.page.number
    looked_for = {"find": wish.text} | ({"exact": "1"} if wish.is_exact else {})
    return HitSight(
        url=f"{page_url(name, number)}?{urlencode(looked_for)}",
        heading=page_heading(hit.page.sequence),
        label=hit.page.label,
        kind=kind,
        count=len(hit.marks),
        snippet=hit.snippet,
        thumbnail=reverse("thumbnail", args=[name, number]) if shows else "",
        line=_line_picture(hit, reverse("image", args=[name, number])) if shows else None,
    )


def _line_picture(hit: Hit, image: str) -> LinePicture | None:
    marked = [region for mark in hit.marks for region in mark.regions]
    if hit.line is None or not marked or not hit.width_px or not hit.height_px:
        return None
    within = [region for region in marked if _is_within(region, hit.line)]
    region = _with_room(hit.line, (within or marked)[0], hit.width_px, hit.height_px)
    parts = (
        region.x / hit.width_px, region.y / hit.height_px,
        region.width / hit.width_px, region.height / hit.height_px,
    )  # fmt: skip
    shares = ",".join(f"{100 * part:.3f}" for part in parts)
    url = f"{image}/pct:{shares}/!720,160/0/default.jpg"
    return LinePicture(url, region, tuple(one for one in within if _is_within(one, region)))


def _with_room(line: Region, word: Region, width_px: int, height_px: int) -> Region:
    room = round(line.height * ROOM)
    reach = line.height * LINE_HEIGHTS
    left = max(0, line.x - room, word.x - reach)
    right = min(width_px, line.x + line.width + room, word.x + word.width + reach)
    top, bottom = max(0, line.y - room), min(height_px, line.y + line.height + room)
    return Region(left, top, max(1, right - left), max(1, bottom - top))


def _is_within(inner: Region, outer: Region) -> bool:
    middle_x, middle_y = inner.x + inner.width / 2, inner.y + inner.height / 2
    across = outer.x <= middle_x <= outer.x + outer.width
    return across and outer.y <= middle_y <= outer.y + outer.height


def _scaled(region: Region, scale: float) -> Region:
    return Region(*(round(getattr(region, side.name) * scale) for side in fields(region)))


def _pages_with_image(hits: Sequence[Hit]) -> frozenset[int]:
    pages = [hit.page.pk for hit in hits if hit.page]
    files = DigitalFile.objects.filter(page__in=pages, use=FileUse.ACCESS)
    return frozenset(pk for pk in files.values_list("page", flat=True) if pk is not None)


def _number(text: str, most: int) -> int | None:
    text = text.strip()
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else None
