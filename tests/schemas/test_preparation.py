import pytest

from schemas.preparation import PreparationSheet, missing_entries, numbers_in


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("17-18, xii; [3]", ("17–18", "xii", "[3]")),
        ("  ", ()),
        ("17 – 18, 17-18", ("17–18",)),
    ],
)
def test_entries_of_a_line(text, entries):
    assert missing_entries(text) == entries


def test_numbers_of_an_entry():
    assert set(numbers_in("17–18")) == {"17", "17r", "17v", "18", "18r", "18v"}
    assert numbers_in("XII") == ["xii"]
    assert numbers_in("5r") == ["5r"]
    assert len(numbers_in("1–9999")) == 2


def test_sheet_knows_all_missing_numbers():
    assert PreparationSheet(missing=("3–4", "x")).missing_numbers >= {"3", "4", "x"}
    assert PreparationSheet().is_empty
