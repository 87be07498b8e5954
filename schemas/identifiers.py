"""Names that last: ARKs with a NOID check character, and the pages they qualify.

Source: draft-kunze-ark-39 (syntax), NOID documentation (betanumeric alphabet, check character).
"""

import re
import secrets
from dataclasses import dataclass
from typing import NewType

from schemas.errors import LibraryError
from schemas.texts import N_

#: An object's ARK as text, ``ark:/NAAN/NAME``.
ObjectId = NewType("ObjectId", str)
#: A page's ARK, ``ark:/NAAN/NAME/pNNNN``.
PageId = NewType("PageId", str)

#: NOID's betanumeric alphabet: digits and consonants without l, so that no words arise.
BETANUMERIC = "0123456789bcdfghjkmnpqrstvwxz"
SHOULDER = "x"
RANDOM_LENGTH = 9
_ARK = re.compile(rf"ark:/?(?P<naan>[0-9bcdfghjkmnpqrstvwxz]{{5,9}})/(?P<name>[{BETANUMERIC}]+)")


class BadIdentifierError(LibraryError):
    """A text that should name an object does not."""

    code = "ID-001"
    message = N_("“{text}” is no identifier of an object.")
    hint = N_("An identifier looks like ark:/99999/x5k2n8d4wq; copy it from the object's page.")


@dataclass(frozen=True, slots=True)
class Ark:
    """An Archival Resource Key of one digital object."""

    naan: str
    name: str

    def __str__(self) -> str:
        return f"ark:/{self.naan}/{self.name}"


def check_character(naan: str, stem: str) -> str:
    """NOID's check character over ``NAAN/stem``: catches one wrong or two swapped characters."""
    text = f"{naan}/{stem}"
    total = sum(
        place * (BETANUMERIC.index(character) if character in BETANUMERIC else 0)
        for place, character in enumerate(text, start=1)
    )
    return BETANUMERIC[total % len(BETANUMERIC)]


def mint_ark(naan: str) -> Ark:
    """A new random ARK; the catalogue sees to it that none is given twice."""
    stem = SHOULDER + "".join(secrets.choice(BETANUMERIC) for _ in range(RANDOM_LENGTH))
    return Ark(naan, stem + check_character(naan, stem))


def parse_ark(text: str) -> Ark:
    """Read an ARK and prove its check character.

    Raises:
        BadIdentifierError: the text is no ARK, or was mistyped.
    """
    match = _ARK.fullmatch(text.strip())
    if match is None or check_character(match["naan"], match["name"][:-1]) != match["name"][-1]:
        raise BadIdentifierError(text=text)
    return Ark(match["naan"], match["name"])


def page_id_of(object_id: str, number: int) -> PageId:
    """The ARK of a page: the object's, qualified. ``number`` is given once and never again."""
    return PageId(f"{object_id}/p{number:04d}")
