"""``skrynia turn``: a page is made anew of its scan, and can be put back; masters stay."""

import json
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.journey


def shape_of_thumbnail(aip: dict[str, str], page: int) -> str:
    """How a page lies in the newest version, by its thumbnail there."""
    root = Path(aip["path"])
    inventory = json.loads((root / "inventory.json").read_text())
    state = inventory["versions"][inventory["head"]]["state"]
    name = f"thumbnail/p{page:04d}.jpg"
    [digest] = [digest for digest, paths in state.items() if name in paths]
    with Image.open(root / inventory["manifest"][digest][0]) as picture:
        return "wide" if picture.width > picture.height else "high"


def masters(aip: dict[str, str]) -> dict[str, bytes]:
    """Every file of the masters in storage, by its place."""
    root = Path(aip["path"])
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and "master" in str(file.relative_to(root))
    }


def test_page_is_turned_and_put_back(home, scans):
    before = home.digitise(scans).json
    kept = masters(before["aip"])
    assert kept
    assert shape_of_thumbnail(before["aip"], 2) == "wide"

    turned = home.run("turn", before["object_id"], 2, "--by", 90, "--json").json

    assert turned["aip"]["version"] == "v2"
    assert shape_of_thumbnail(turned["aip"], 2) == "high"
    assert shape_of_thumbnail(turned["aip"], 1) == "wide"
    assert masters(turned["aip"]) == kept

    back = home.run("turn", before["object_id"], 2, "--undo", "--json").json

    assert back["aip"]["version"] == "v3"
    assert shape_of_thumbnail(back["aip"], 2) == "wide"
    assert masters(back["aip"]) == kept
    assert home.run("verify", before["object_id"]).status == 0


def test_turn_that_was_never_made_is_not_taken_back(home, scans):
    made = home.digitise(scans).json

    refused = home.run("turn", made["object_id"], 1, "--undo")

    assert refused.refused("CLI-008", made["object_id"])
