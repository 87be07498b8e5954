"""What a reader wants: words, and to what the search is narrowed."""

from dataclasses import dataclass

from catalogue.models import DigitalObject, Library
from catalogue.rights import Act, AnyUser, libraries_for, may
from catalogue.search import facets
from catalogue.search.expressions import Condition, Has, some

#: Where the words are looked for.
FIELDS = ("text", "title")


@dataclass(frozen=True, slots=True)
class SearchWish:
    """A search as it is asked for; an empty field narrows nothing."""

    text: str
    is_exact: bool = False
    field: str = ""
    """``text`` or ``title``; both where empty."""
    language: str = ""
    """ISO 639-3."""
    library_code: str = ""
    material: str = ""
    first_year: int | None = None
    last_year: int | None = None
    object_name: str = ""
    """Within this object alone."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words is asked for."""
        period = self.first_year is not None or self.last_year is not None
        narrowed = self.field or self.language or self.library_code or self.material
        return bool(period or narrowed or self.object_name)


def narrowing_of(wish: SearchWish, user: AnyUser | None) -> list[Condition] | None:
    """What every row must have for this wish and this person; None where nothing can be found.

    Without a person (the command line) nothing is hidden.
    """
    found: list[Condition] = []
    if wish.field in FIELDS:
        found.append(Has(facets.TITLE if wish.field == "title" else facets.PAGE))
    if wish.language:
        found.append(Has(facets.language_facet(wish.language)))
    if wish.material:
        found.append(Has(facets.material_facet(wish.material)))
    for tokens in (_of_period(wish), _of_libraries(wish, user), _of_object(wish)):
        if tokens is not None and not tokens:
            return None
        if tokens:
            found.append(some(*map(Has, tokens)))
    return found


def _of_period(wish: SearchWish) -> list[str] | None:
    if wish.first_year is None and wish.last_year is None:
        return None
    return facets.tokens_of_period(wish.first_year, wish.last_year)


def _of_libraries(wish: SearchWish, user: AnyUser | None) -> list[str] | None:
    reaches_all = user is None or may(user, Act.VIEW_OBJECT, None)
    if reaches_all and not wish.library_code:
        return None
    libraries = Library.objects.all()
    if user is not None and not reaches_all:
        libraries = libraries_for(user, Act.VIEW_OBJECT)
    if wish.library_code:
        libraries = libraries.filter(code=wish.library_code)
    return [facets.library_facet(pk) for pk in libraries.values_list("pk", flat=True)]


def _of_object(wish: SearchWish) -> list[str] | None:
    if not wish.object_name:
        return None
    named = DigitalObject.objects.filter(name=wish.object_name)
    return [facets.object_facet(pk) for pk in named.values_list("pk", flat=True)]
