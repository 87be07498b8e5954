"""What a person says of a word outlives a new reading, lies beside the machine's own, goes back."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey


def kept_texts(aip: dict[str, str]) -> dict[str, str]:
    """Every text of page 1 in the newest version, by its place there."""
    root = Path(aip["path"])
    inventory = json.loads((root / "inventory.json").read_text())
    state = inventory["versions"][inventory["head"]]["state"]
    return {
        path: (root / inventory["manifest"][digest][0]).read_text()
        for digest, paths in state.items()
        for path in paths
        if path.startswith(("text/p0001", "machine/p0001"))
    }


def test_correction_survives_a_new_reading_and_is_taken_back(home, make_book):
    made = home.digitise(make_book("Knyga", pages=1)).json
    name = made["object_id"]
    read = home.run("text", name, 1, "--json").json
    word = next(one["text"] for line in read["lines"] for one in line if len(one["text"]) > 3)

    corrected = home.run("correct", name, 1, "--word", word, "--text", "Žemaičių", "--json")
    assert corrected.json["corrections"][0]["machine_text"] == word
    assert set(kept_texts(made["aip"])) == {"text/p0001.xml", "text/p0001.txt"}

    again = home.run("language", name, "pol", "--json").json

    texts = kept_texts(again["aip"])
    assert again["aip"]["version"] == "v2"
    assert texts["text/p0001.txt"].split()[0] == "Žemaičių"
    assert 'CONTENT="Žemaičių"' in texts["text/p0001.xml"]
    assert "Žemaičių" not in texts["machine/p0001.xml"] + texts["machine/p0001.txt"]
    assert home.run("text", name, 1).out.split()[0] == "Žemaičių"
    assert home.run("text", name, 1, "--machine").out.split()[0] != "Žemaičių"

    back = home.run("correct", name, 1, "--undo", 1, "--store", "--json").json

    texts = kept_texts(back["aip"])
    assert back["aip"]["version"] == "v3"
    assert set(texts) == {"text/p0001.xml", "text/p0001.txt"}
    assert "Žemaičių" not in texts["text/p0001.txt"]
    assert home.run("verify", name).status == 0


def test_transcription_out_of_a_file_is_found_and_stands_in_the_package(home, make_book, tmp_path):
    name = home.digitise(make_book("Laiškas", pages=1)).json["object_id"]
    letter = tmp_path / "laiskas.txt"
    letter.write_text("Brangus drauge!\n\nRašau iš Rokiškio.\n")

    stored = home.run("transcribe", name, 1, letter, "--status", "checked", "--language", "lit",
                      "--store", "--json").json  # fmt: skip

    assert kept_texts(stored["aip"])["text/p0001.txt"] == "Brangus drauge!\nRašau iš Rokiškio.\n"
    assert home.run("search", "Rokiškio", "--json").json["total"] == 1
    assert home.run("text", name, 1, "--json").json["transcription"]["status"] == "checked"

    letter.write_bytes(b"\xff\xfe\x00")
    assert home.run("transcribe", name, 1, letter).refused("CLI-011", "laiskas.txt")
    assert home.run("language", name, "lit; drop").refused("CAT-067", "lit; drop")
    assert home.run("correct", name, 1, "--word", "x").refused("CLI-009")
