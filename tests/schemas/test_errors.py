import pickle

import pytest

from schemas.errors import LibraryError


class ShelfError(LibraryError):
    code = "SHELF-001"
    message = "Shelf “{name}” is closed: {reason}."
    hint = "Ask for {name}."


WORDS = {
    "Shelf “{name}” is closed: {reason}.": "Lentyna „{name}“ uždaryta: {reason}.",
    "Ask for {name}.": "Klauskite: {name}.",
    "flood": "potvynis",
    "Home": "Namų aplankas",
}


def lithuanian(text: str) -> str:
    return WORDS.get(text, text)


@pytest.mark.unit
def test_reason_is_translated_and_names_never_are():
    error = ShelfError(name="Home", reason="flood")

    assert (
        error.said(lithuanian) == "SHELF-001: Lentyna „Home“ uždaryta: potvynis. Klauskite: Home."
    )
    assert str(error) == "SHELF-001: Shelf “Home” is closed: flood. Ask for Home."


@pytest.mark.unit
def test_error_survives_the_way_back_from_a_worker():
    error = pickle.loads(pickle.dumps(ShelfError(name="A", reason="flood")))

    assert type(error) is ShelfError
    assert error.facts == {"name": "A", "reason": "flood"}
