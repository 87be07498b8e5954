"""Layout 0003, held against the examples of its definition."""

import pytest

from storage.ocfl.layout import object_folder, object_id_of

LONG = "abcdefghij" * 26


@pytest.mark.parametrize(
    ("object_id", "folder"),
    [
        ("object-01", "3c0/ff4/240/object-01"),
        ("..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
        ("..Hor/rib:lè-$id", "373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id"),
        (
            LONG,
            f"55b/432/806/{LONG[:100]}-"
            "55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359",
        ),
    ],
)
def test_object_lies_where_the_extension_puts_it(object_id, folder):
    assert object_folder(object_id) == folder


def test_ark_is_legible_in_its_folder():
    folder = object_folder("ark:/99999/x5k2n8d4wq")

    assert folder.endswith("/ark%3a%2f99999%2fx5k2n8d4wq")
    assert object_id_of(folder.rsplit("/", 1)[-1]) == "ark:/99999/x5k2n8d4wq"


def test_cut_name_spells_no_identifier():
    assert object_id_of(object_folder(LONG).rsplit("/", 1)[-1]) is None
