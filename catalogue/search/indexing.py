"""Into the index and out of it: a page when its text is recorded, a title when it changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from catalogue.interchange import description_of
from catalogue.models import DigitalObject, Page, SearchRow, SearchText
from catalogue.search import facets
from catalogue.search.store import TokenRow, token_store
from catalogue.search.texts import IndexedText, pack, text_of_lines, text_of_page, unpack
from catalogue.search.vocabulary import learn
from catalogue.states import ObjectState
from language.tokens import TOKENS_VERSION
from schemas.objects import DublinCore
from schemas.pages import PageText

#: Rows made by other rules are made anew.
KEYS_VERSION = f"{TOKENS_VERSION}.1"
_LANGUAGE = re.compile(r"[a-z]{3}")


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """What all rows of an object have in common."""

    digital_object: DigitalObject
    facets: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row as it should stand in the index."""

    digital_object: DigitalObject
    page: Page | None
    text: IndexedText
    facets: str


def facts_of_object(digital_object: DigitalObject) -> ObjectFacts:
    """What is the same for all rows of an object; one query."""
    description = description_of(digital_object)
    return ObjectFacts(
        digital_object,
        (
            facets.object_facet(digital_object.pk),
            facets.library_facet(digital_object.library_id),
            facets.material_facet(digital_object.material),
            *facets.period_facets(facets.years_of(description)),
        ),
        languages_in(*description.language, digital_object.language),
    )


def languages_in(*named: str) -> tuple[str, ...]:
    """The languages that texts such as ``lit+pol`` name, each once."""
    parts = (part.strip().lower() for text in named for part in text.split("+"))
    return tuple(dict.fromkeys(part for part in parts if _LANGUAGE.fullmatch(part)))


def page_row(facts: ObjectFacts, page: Page, text: PageText | None) -> NewRow:
    """A page's row; without places where only its plain text is known."""
    if text is None:
        language = next(iter(languages_in(page.language)), "")
        indexed = text_of_lines(page.text, language)
        languages = languages_in(page.language)
    else:
        indexed = text_of_page(text)
        languages = _languages_of(text)
    own = [facets.language_facet(one) for one in languages]
    return NewRow(facts.digital_object, page, indexed, " ".join((facets.PAGE, *facts.facets, *own)))


def title_row(facts: ObjectFacts, description: DublinCore) -> NewRow:
    """The row of an object's title, authors and subjects."""
    said = dict.fromkeys(
        (
            facts.digital_object.title, *description.title, *description.creator,
            *description.contributor, *description.subject,
        )
    )  # fmt: skip
    text = text_of_lines("\n".join(said), next(iter(facts.languages), ""))
    own = [facets.language_facet(one) for one in facts.languages]
    return NewRow(facts.digital_object, None, text, " ".join((facets.TITLE, *facts.facets, *own)))


@transaction.atomic
def index_page(page: Page, text: PageText | None, *, now: datetime) -> None:
    """Put a page's present text into the index; whatever stood there of it goes.

    Args:
        page: the page, with its object.
        text: the text with its places; None where only ``page.text`` is known.
        now: this moment.
    """
    put([page_row(facts_of_object(page.digital_object), page, text)], now=now)


@transaction.atomic
def index_title(digital_object: DigitalObject, *, now: datetime) -> None:
    """Put an object's title into the index; its pages follow where library or date changed."""
    facts = facts_of_object(digital_object)
    put([title_row(facts, description_of(digital_object))], now=now)
    _renew_facets(facts, now)


@transaction.atomic
def forget_pages(pages: Iterable[Page]) -> None:
    """Take pages out of the index."""
    _forget(SearchRow.objects.filter(page__in=list(pages)))


@transaction.atomic
def hide_object(digital_object: DigitalObject) -> None:
    """A withdrawn object is not found; its rows wait for its return."""
    rows = SearchRow.objects.filter(digital_object=digital_object, is_hidden=False)
    token_store().remove(_token_rows(rows))
    rows.update(is_hidden=True)


@transaction.atomic
def show_object(digital_object: DigitalObject) -> None:
    """An object that is withdrawn no more is found again."""
    rows = SearchRow.objects.filter(digital_object=digital_object, is_hidden=True)
    token_store().put(_token_rows(rows))
    rows.update(is_hidden=False)


def put(new: list[NewRow], *, now: datetime) -> None:
    """Put rows into the index in place of those of the same pages and titles; one transaction."""
    standing = _standing(new)
    token_rows: list[TokenRow] = []
    hidden: set[int] = set()
    gone: list[TokenRow] = []
    if not standing and not SearchRow.objects.exists():
        token_store().clear()
    for one in new:
        key = (one.digital_object.pk, one.page.pk if one.page else None)
        row = standing.get(key)
        if row is None:
            is_hidden = one.digital_object.state == ObjectState.WITHDRAWN
            row = SearchRow(digital_object=one.digital_object, page=one.page, is_hidden=is_hidden)
        elif not row.is_hidden:
            gone.append(_token_row(row))
        row.sequence = one.page.sequence if one.page else 0
        row.facets, row.keys_version, row.indexed_at = one.facets, KEYS_VERSION, now
        row.save()
        token_rows.append(TokenRow(row.pk, one.text, one.facets))
        hidden.update({row.pk} if row.is_hidden else ())
    if gone:
        token_store().remove(gone)
    token_store().put([row for row in token_rows if row.pk not in hidden])
    SearchText.objects.bulk_create(
        [SearchText(row_id=row.pk, packed=pack(row.text)) for row in token_rows],
        update_conflicts=True, unique_fields=("row",), update_fields=("packed",),
    )  # fmt: skip
    learn(row.text for row in token_rows)


def _standing(new: list[NewRow]) -> dict[tuple[int, int | None], SearchRow]:
    objects = {one.digital_object.pk for one in new}
    rows = SearchRow.objects.filter(digital_object__in=objects)
    pages = [one.page.pk for one in new if one.page is not None]
    wanted = rows.filter(page__in=pages)
    if len(pages) < len(new):
        wanted = wanted | rows.filter(page__isnull=True)
    return {
        (row.digital_object_id, row.page_id): row for row in wanted.select_related("searched_text")
    }


def _token_row(row: SearchRow) -> TokenRow:
    return TokenRow(row.pk, unpack(row.searched_text.packed), row.facets)


def _token_rows(rows: QuerySet[SearchRow]) -> list[TokenRow]:
    return [_token_row(row) for row in rows.select_related("searched_text")]


def _forget(rows: QuerySet[SearchRow]) -> None:
    token_store().remove(_token_rows(rows.filter(is_hidden=False)))
    rows.delete()


def _renew_facets(facts: ObjectFacts, now: datetime) -> None:
    """Pages keep kind and language, and take everything else from their object anew."""
    rows = SearchRow.objects.filter(digital_object=facts.digital_object, page__isnull=False)
    for row in rows.select_related("searched_text").iterator(chunk_size=50):
        own = [one for one in row.facets.split() if one.startswith("xg")]
        renewed = " ".join((facets.PAGE, *facts.facets, *own))
        if renewed == row.facets:
            continue
        if not row.is_hidden:
            standing = _token_row(row)
            token_store().remove([standing])
            token_store().put([standing._replace(facets=renewed)])
        row.facets, row.indexed_at = renewed, now
        row.save(update_fields=("facets", "indexed_at"))


def _languages_of(text: PageText) -> tuple[str, ...]:
    return languages_in(*(text.reading.languages if text.reading else ()), *_named(text))


def _named(text: PageText) -> Iterator[str]:
    yield text.language
    for block in text.blocks:
        yield block.language
        for line in block.lines:
            yield line.language
