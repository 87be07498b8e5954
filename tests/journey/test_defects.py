"""A defect of the original: accepted, written into the description, and told to the receiver."""

import pytest

from samples.imagefiles import write_tiff
from tests.journey.calls import page, settle

pytestmark = pytest.mark.journey


def test_defect_of_the_original_is_told_to_the_receiver(home, make_book):
    folder = make_book("Plyšęs", pages=2)
    write_tiff(folder / "0002.tif", page(102) // 3, 300)
    settle(folder / "0002.tif")
    waiting = home.digitise(folder).json
    assert waiting["state"] == "NeedsReview"

    done = home.run(
        "review", waiting["object_id"], "--page", 2, "--original-defect",
        "--note", "lapas suplyšęs", "--json",
    )  # fmt: skip

    assert done.status == 0
    assert done.json["state"] == "Delivered"
    assert done.json["aip"]["version"] == "v2", "the description was stored anew"
    told = [file.read_text() for file in (home.folder / "outbox").rglob("*.xml")]
    assert any("Originalo defektai: 2 p. – lapas suplyšęs." in text for text in told)
    assert home.run("verify", waiting["object_id"]).status == 0


def test_page_that_cannot_be_opened_is_not_delivered_and_said_so(home, make_book):
    folder = make_book("Sugadintas", pages=2)
    (folder / "0002.tif").write_bytes((folder / "0002.tif").read_bytes()[:9000])
    waiting = home.digitise(folder).json

    refused = home.run("review", waiting["object_id"], "--accept", "--json")

    assert refused.status == 1
    assert refused.says("EXP-007", 2, "rescan")
    assert refused.json["state"] == "Ready"
    assert not list((home.folder / "outbox").rglob("*.xml"))
