"""Finding: a query becomes hits with page, places and snippet, the surest first."""

from collections import Counter
from dataclasses import dataclass

from catalogue.models import DigitalObject, Page, SearchText
from catalogue.rights import AnyUser, visible_objects
from catalogue.search.marking import Mark, Piece, Wanted, line_of, marks_in, snippet_of, wanted_of
from catalogue.search.steps import Step, steps_of, widened
from catalogue.search.store import Candidate, candidates
from catalogue.search.texts import unpack
from catalogue.search.wishes import SearchWish, narrowing_of
from language.query import MatchClass, Query, query_of
from schemas.findings import Region

#: Rows that are put in order; of more it is only said that there are more.
CANDIDATES = 500
HITS_SHOWN = 10
#: What of objects and pages a hit tells; a search reads no more of them.
_OF_OBJECT = ("naan", "name", "title", "state", "aip_version", "library__code", "library__name")
_OF_PAGE = ("digital_object_id", "number", "sequence", "label", "role", "state")


@dataclass(frozen=True, slots=True)
class Hit:
    """One page (or title) that answers, with what of it does."""

    digital_object: DigitalObject
    page: Page | None
    kind: MatchClass
    marks: tuple[Mark, ...]
    snippet: tuple[Piece, ...]
    line: Region | None
    """Where the first mark's line stands on the page's image."""
    width_px: int
    height_px: int
    """The size of the image in whose pixels all regions are."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result page of a search."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    """Of all rows that answer; at most ``CANDIDATES``."""
    has_more: bool
    """Whether there are more rows than were counted."""
    next_offset: int | None


def find(
    wish: SearchWish, user: AnyUser | None, *, offset: int = 0, limit: int = HITS_SHOWN
) -> Found:
    """What answers a wish, of what ``user`` may see; without a user nothing is hidden.

    The surest class first, within it the objects with most pages of it, their pages in order.
    """
    query = query_of(wish.text, exact=wish.is_exact)
    query = query if wish.is_exact else widened(query)
    narrowing = narrowing_of(wish, user)
    if query.is_empty or narrowing is None:
        return Found(query, (), 0, has_more=False, next_offset=None)
    steps = steps_of(query, narrowing)
    rows, has_more = candidates([step.condition for step in steps], CANDIDATES)
    ordered = in_order(rows)
    shown = ordered[offset : offset + limit]
    following = offset + limit
    return Found(
        query,
        tuple(hits_of(shown, steps, query, user)),
        len(ordered),
        has_more=has_more,
        next_offset=following if following < len(ordered) else None,
    )


def marks_on_page(page: Page, wish: SearchWish) -> tuple[list[Mark], int]:
    """Where one page answers a wish, and the width of the image in whose pixels that is told."""
    packed = SearchText.objects.filter(row__page=page).values_list("packed", flat=True).first()
    if packed is None:
        return [], 0
    query = query_of(wish.text, exact=wish.is_exact)
    text = unpack(packed)
    wanted = wanted_of(query if wish.is_exact else widened(query))
    return marks_in(text, wanted), text.width_px


def in_order(rows: list[Candidate]) -> list[Candidate]:
    """Candidates by class, then objects with most rows of that class, then pages in order."""
    together = Counter((row.step, row.digital_object) for row in rows)
    return sorted(
        rows,
        key=lambda row: (
            row.step, -together[row.step, row.digital_object], row.digital_object, row.sequence,
        ),
    )  # fmt: skip


def hits_of(
    rows: list[Candidate], steps: list[Step], query: Query, user: AnyUser | None
) -> list[Hit]:
    """The rows as they are shown; three queries, however many rows."""
    objects = DigitalObject.objects.all() if user is None else visible_objects(user)
    known = (
        objects.select_related("library")
        .only(*_OF_OBJECT)
        .in_bulk({row.digital_object for row in rows})
    )
    pages = Page.objects.only(*_OF_PAGE).in_bulk({row.page for row in rows if row.page})
    packed = dict(
        SearchText.objects.filter(row__in=[row.row for row in rows]).values_list("row", "packed")
    )
    wanted = wanted_of(query)
    return [
        _hit(row, known[row.digital_object], pages, packed[row.row], wanted, steps[row.step].kind)
        for row in rows
        if row.digital_object in known and row.row in packed
    ]


def _hit(
    row: Candidate,
    digital_object: DigitalObject,
    pages: dict[int, Page],
    packed: bytes | memoryview,
    wanted: Wanted,
    kind: MatchClass,
) -> Hit:
    text = unpack(packed)
    marks = marks_in(text, wanted)
    surest = min(marks, key=lambda mark: mark.kind, default=None)
    return Hit(
        digital_object,
        pages.get(row.page) if row.page else None,
        kind,
        tuple(marks),
        snippet_of(text, marks),
        line_of(text, surest) if surest else None,
        text.width_px,
        text.height_px,
    )
