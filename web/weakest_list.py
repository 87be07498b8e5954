"""The list of the weakest pages: the wish out of the address, lines as they are shown, CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from catalogue.models import DigitalFile, Page
from catalogue.queries.weakest import After, WeakestFilter, weakest_pages
from catalogue.rights import Act, AnyUser, libraries_for, visible_objects
from schemas.packages import FileUse
from schemas.texts import N_
from web.reading_words import LANGUAGES, error_told, languages_told, percent
from web.wording import page_heading, translated

ROWS = 50
#: More lines than anybody works through from one table.
TABLE_ROWS = 20_000
_CURSOR = re.compile(r"(0(?:\.\d{1,17})?|1(?:\.0)?|\d(?:\.\d+)?e-\d{1,3})~(\d{1,18})")
_HEADS = (
    N_("Identifier"), N_("Title"), N_("Library"), N_("Page"), N_("Printed number"), N_("Languages"),
    N_("Model"), N_("Estimated errors, %"), N_("Read"), N_("Corrected"), N_("Transcribed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WeakPage:
    """One line of the list."""

    url: str
    title: str
    object_url: str
    heading: str
    label: str
    library: str
    languages: str
    model: str
    error: str
    read_at: datetime | None
    note: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class WeakPages:
    """A part of the list."""

    rows: list[WeakPage]
    next_url: str
    first_url: str
    """Empty in the first part."""


def filter_of(query: QueryDict) -> WeakestFilter:
    """What the address asks for; what is no day or language is left out."""
    language = query.get("language", "")
    return WeakestFilter(
        since=day_said(query.get("since", "")),
        until=day_said(query.get("until", "")),
        library_code=query.get("library", "")[:40],
        language=language if language in LANGUAGES else "",
    )


def day_said(text: str) -> date | None:
    """A day as ``2026-02-10``; None where it is none, or lies at the end of time."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    edge = timedelta(days=2)
    return day if date.min + edge < day < date.max - edge else None


def address_of(name: str, wanted: WeakestFilter, **more: str) -> str:
    """The address of the list, or of its table, so narrowed."""
    wishes = {
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
        "library": wanted.library_code,
        "language": wanted.language,
    }
    filled = {key: value for key, value in (wishes | more).items() if value}
    return f"{reverse(name)}?{urlencode(filled)}" if filled else reverse(name)


def listed(user: AnyUser, wanted: WeakestFilter, cursor: str) -> WeakPages:
    """A part of the list that this person may see."""
    match = _CURSOR.fullmatch(cursor)
    after = After(float(match[1]), int(match[2])) if match else None
    pages = list(weakest_pages(visible_objects(user), wanted, after=after)[: ROWS + 1])
    more, pages = len(pages) > ROWS, pages[:ROWS]
    with_image = set(
        DigitalFile.objects.filter(page__in=pages, use=FileUse.THUMBNAIL).values_list(
            "page_id", flat=True
        )
    )
    last = f"{pages[-1].estimated_error!r}~{pages[-1].pk}" if more else ""
    return WeakPages(
        rows=[_line(page, has_image=page.pk in with_image) for page in pages],
        next_url=address_of("weakest", wanted, after=last) if more else "",
        first_url=address_of("weakest", wanted) if after else "",
    )


def choices(user: AnyUser) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the filter."""
    return {
        "libraries": [
            (library.code, library.name)
            for library in libraries_for(user, Act.VIEW_OBJECT).order_by("name")
        ],
        "languages": [(code, translated(words)) for code, words in LANGUAGES.items()],
    }


def table_of(pages: QuerySet[Page]) -> Iterator[str]:
    """The list as CSV, with a mark by which spreadsheets know the letters; line by line."""
    yield "\ufeff" + _csv_line(translated(head) for head in _HEADS)
    for page in pages[:TABLE_ROWS].iterator(chunk_size=500):
        row = page.digital_object
        yield _csv_line(
            (
                row.object_id, row.title, row.library.code, str(page.sequence), page.label,
                page.languages, page.language, percent(page.estimated_error or 0.0),
                f"{page.read_at:%Y-%m-%d}" if page.read_at else "",
                _yes(page, "is_corrected"), _yes(page, "transcribed"),
            )
        )  # fmt: skip


def _yes(page: Page, name: str) -> str:
    return gettext("yes") if getattr(page, name) else ""


def _csv_line(values: Iterable[str]) -> str:
    text = io.StringIO()
    # A cell that begins like a formula is text all the same.
    safe = ["'" + value if value[:1] in ("=", "+", "-", "@", "\t") else value for value in values]
    csv.writer(text, delimiter=";").writerow(safe)
    return text.getvalue()


def _line(page: Page, *, has_image: bool) -> WeakPage:
    row = page.digital_object
    marks = [gettext("corrected")] if _yes(page, "is_corrected") else []
    marks += [gettext("transcribed")] if _yes(page, "transcribed") else []
    return WeakPage(
        url=reverse("page-text", args=[row.name, page.number]),
        title=row.title,
        object_url=reverse("object", args=[row.name]),
        heading=page_heading(page.sequence),
        label=page.label,
        library=row.library.name,
        languages=languages_told(page.languages.split()),
        model=page.language,
        error=error_told(page.estimated_error),
        read_at=page.read_at,
        note=", ".join(marks),
        thumbnail=reverse("thumbnail", args=[row.name, page.number]) if has_image else "",
    )
