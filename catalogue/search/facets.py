"""What a search can be narrowed to, as tokens beside those of the words: the index joins them."""

import re
from collections.abc import Iterable

from schemas.objects import DublinCore

#: Years of one date that are told one by one; beyond, a date says too little to be searched by.
YEARS_OF_DATE = 120
FIRST_YEAR, LAST_YEAR = 1000, 2099
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
_DECADE, _CENTURY = 10, 100

TITLE, PAGE = "xkt", "xkp"


def library_facet(pk: int) -> str:
    """Owned by this library."""
    return f"xl{pk}"


def object_facet(pk: int) -> str:
    """Of this object."""
    return f"xo{pk}"


def material_facet(material: str) -> str:
    """Of this kind of original."""
    return f"xm{material}"


def language_facet(language: str) -> str:
    """Text in this language (ISO 639-3)."""
    return f"xg{language.lower()}"


def years_of(description: DublinCore) -> list[int]:
    """The years of publication: from the first to the last that its dates name."""
    found = [int(year) for date in description.date for year in _YEAR.findall(date)]
    if not found or max(found) - min(found) > YEARS_OF_DATE:
        return sorted(set(found))
    return list(range(min(found), max(found) + 1))


def period_facets(years: Iterable[int]) -> list[str]:
    """Years with their decades and centuries, so that a period of any length is few tokens."""
    known = sorted(set(years))
    decades = sorted({year // _DECADE for year in known})
    centuries = sorted({year // _CENTURY for year in known})
    return [
        *(f"xy{year}" for year in known),
        *(f"xd{decade}" for decade in decades),
        *(f"xc{century}" for century in centuries),
    ]


def tokens_of_period(first: int | None, last: int | None) -> list[str]:
    """The tokens of which one stands on everything from these years."""
    year = max(first or FIRST_YEAR, FIRST_YEAR)
    end = min(last or LAST_YEAR, LAST_YEAR)
    tokens: list[str] = []
    while year <= end:
        if year % _CENTURY == 0 and year + _CENTURY - 1 <= end:
            tokens.append(f"xc{year // _CENTURY}")
            year += _CENTURY
        elif year % _DECADE == 0 and year + _DECADE - 1 <= end:
            tokens.append(f"xd{year // _DECADE}")
            year += _DECADE
        else:
            tokens.append(f"xy{year}")
            year += 1
    return tokens
