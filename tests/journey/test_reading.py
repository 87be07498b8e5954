"""An object whose language nobody named: found page by page, kept and told."""

import cv2
import pytest

from tests.pipeline.engines.drawn import page_of

pytestmark = pytest.mark.integration
LINES = [
    "Kai saulė leidosi už miško, žmonės ėjo namo",
    "ir nešė pilnas pintines grybų bei uogų,",
    "o vaikai bėgo pirma ir dainavo garsiai.",
    "Paskui motina uždegė žiburį lange, kad tėvas",
    "matytų kelią per lauką ir nepaklystų.",
    "Taip baigėsi ilga vasaros diena kaime.",
]


def test_language_is_found_kept_and_stands_in_the_description(home, tmp_path):
    folder = tmp_path / "knyga"
    folder.mkdir()
    cv2.imwrite(str(folder / "0001.png"), page_of(LINES, size=44, width=1400))

    name = home.digitise(folder, "--language", "auto").json["object_id"]

    text = home.run("text", name, "1").out
    assert "leidosi" in text
    [dc] = home.folder.glob("storage/**/metadata/dc.xml")
    assert "<dc:language>lit</dc:language>" in dc.read_text()
    [weak] = home.run("weakest", "--json").json["pages"]
    assert (weak["languages"], weak["estimated_error"] < 0.1) == (["lit"], True)
    found = home.run("search", "sviesa leidosi pintines", "--json")
    assert found.json["total"] == 0, "not all words stand there"
    assert home.run("search", "pintinės žiburys", "--json").json["total"] == 1
