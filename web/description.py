"""An object's description as names and values, in the order in which people read it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.interchange import description_of
from catalogue.models import DigitalObject, Identifier
from schemas.texts import N_

ELEMENTS = (
    ("creator", N_("Author")),
    ("contributor", N_("Contributor")),
    ("publisher", N_("Publisher")),
    ("date", N_("Date")),
    ("language", N_("Language")),
    ("subject", N_("Subject")),
    ("description", N_("Contents")),
    ("format", N_("Extent and form")),
    ("type", N_("Type")),
    ("source", N_("Source")),
    ("relation", N_("Related")),
    ("coverage", N_("Place and time")),
)
IDENTIFIER_KINDS = {
    "shelfmark": N_("Shelf mark"),
    "local": N_("Local identifier"),
    "libis": "LIBIS",
    "vepis": "VEPIS",
    "isbn": "ISBN",
    "issn": "ISSN",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What the side panel says of an object."""

    facts: list[tuple[str, str]]
    identifiers: list[tuple[str, str]]
    rights: list[str]


def described(digital_object: DigitalObject) -> Described:
    """The object's description, identifiers and rights; two queries."""
    description = description_of(digital_object)
    facts = [
        (gettext(label), "; ".join(values))
        for element, label in ELEMENTS
        if (values := getattr(description, element))
    ]
    return Described(facts, _identifiers(digital_object), list(description.rights))


def _identifiers(digital_object: DigitalObject) -> list[tuple[str, str]]:
    rows = Identifier.objects.filter(digital_object=digital_object) | Identifier.objects.filter(
        record__object_links__digital_object=digital_object
    )
    pairs = dict.fromkeys(rows.order_by("kind", "value").values_list("kind", "value"))
    named = [(gettext(IDENTIFIER_KINDS.get(kind, kind)), value) for kind, value in pairs]
    return [("ARK", digital_object.object_id), *named]
