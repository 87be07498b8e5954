import csv
import hashlib
import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from samples.book import (
    BLUR_SIGMA_PX,
    BLURRED_PAGE,
    SKEW_DEGREES,
    SKEWED_PAGE,
    main,
    write_sample_book,
)
from samples.scan import ScanManner
from samples.sheets import PageStyle
from schemas.pages import PageRole

SMALL = ScanManner(ppi=100)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples") / "book"
    return folder, write_sample_book(folder, manner=SMALL)


def test_book_has_twelve_pages_of_every_role_the_demo_needs(book):
    folder, truth = book

    assert [page.file for page in truth.pages] == [f"{i:04d}.tif" for i in range(1, 13)]
    assert sorted(file.name for file in folder.iterdir()) == [
        *(page.file for page in truth.pages),
        "dc.csv",
    ]
    assert [page.role for page in truth.pages[:5]] == [
        PageRole.FRONT_COVER,
        PageRole.TITLE_PAGE,
        PageRole.BLANK,
        PageRole.CONTENTS,
        PageRole.PLATE,
    ]
    assert all(page.role is PageRole.TEXT for page in truth.pages[5:])
    assert [page.label for page in truth.pages[5:]] == [str(n) for n in range(5, 12)]


def test_contents_name_the_pages_on_which_chapters_begin(book):
    _, truth = book
    contents = [line.text for line in truth.pages[3].lines]
    begun = {page.lines[0].text: page.label for page in reversed(truth.pages[5:])}

    entries = dict(zip(contents[1:-1:2], contents[2:-1:2], strict=True))

    assert len(entries) == 4
    assert all(begun[title] == number for title, number in entries.items())


def test_faults_stand_in_the_truth_and_nowhere_else(book):
    _, truth = book

    faults = {page.sequence: page.faults for page in truth.pages if page.faults}

    assert set(faults) == {BLURRED_PAGE, SKEWED_PAGE}
    assert (faults[BLURRED_PAGE][0].kind, faults[BLURRED_PAGE][0].amount) == (
        "defocus",
        BLUR_SIGMA_PX,
    )
    assert (faults[SKEWED_PAGE][0].kind, faults[SKEWED_PAGE][0].amount) == ("skew", SKEW_DEGREES)
    assert truth.pages[SKEWED_PAGE - 1].rotation_degrees == SKEW_DEGREES


def test_files_say_their_resolution_and_colour_space(book):
    folder, _ = book

    with Image.open(folder / "0006.tif") as scan:
        assert scan.mode == "RGB"
        assert scan.info["dpi"] == (100, 100)
        assert scan.info["compression"] == "tiff_lzw"
        assert "sRGB".encode("utf-16-be") in scan.info["icc_profile"]


def test_truth_lies_beside_the_folder_and_can_be_read(book):
    folder, truth = book

    told = json.loads((folder.parent / "book-truth.json").read_text(encoding="utf-8"))

    assert told["schema_version"] == 1
    assert len(told["pages"]) == len(truth.pages)
    assert told["pages"][5]["lines"][0]["text"] == "Kraičio skrynia"
    assert told["pages"][BLURRED_PAGE - 1]["faults"][0]["unit"] == "px"


def test_description_is_rows_of_element_and_value(book):
    folder, _ = book
    with (folder / "dc.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    told = {row["element"]: row["value"] for row in rows}

    assert told["title"] == "Skrynios raštai"
    assert told["language"] == "lit"
    assert told["rights"].startswith("https://creativecommons.org/publicdomain/zero/")


def test_same_seed_gives_the_same_bytes(book, tmp_path):
    folder, _ = book
    write_sample_book(tmp_path / "again", manner=SMALL)
    write_sample_book(tmp_path / "other", manner=SMALL, seed=2)

    assert digests(tmp_path / "again") == digests(folder)
    assert digests(tmp_path / "other")["0006.tif"] != digests(folder)["0006.tif"]


def test_clean_book_differs_only_in_its_two_faulty_pages(book, tmp_path):
    folder, _ = book
    truth = write_sample_book(tmp_path / "clean", manner=SMALL, clean=True)
    clean, faulty = digests(tmp_path / "clean"), digests(folder)

    assert not any(page.faults for page in truth.pages)
    assert {name for name in clean if clean[name] != faulty[name]} == {"0008.tif", "0010.tif"}


def test_truth_lines_stand_where_ink_is(book):
    folder, truth = book
    grey = cv2.imread(str(folder / "0007.tif"), cv2.IMREAD_GRAYSCALE)

    for line in truth.pages[6].lines:
        r = line.region
        inside = grey[r.y : r.y + r.height, r.x : r.x + r.width]
        assert inside.min() < 140, line.text
        assert np.median(inside) > 180


def test_style_and_resolution_are_parameters(tmp_path):
    style = replace(PageStyle(), width_mm=170, height_mm=240)

    truth = write_sample_book(tmp_path / "large", style=style, manner=ScanManner(ppi=72))

    with Image.open(tmp_path / "large" / "0001.tif") as cover:
        assert cover.size[0] == pytest.approx((170 + 12) / 25.4 * 72, abs=3)
    assert truth.ppi == 72


def test_command_writes_the_book(tmp_path, capsys):
    assert main([str(tmp_path / "b"), "--clean", "--ppi", "72"]) == 0

    assert "12 pages" in capsys.readouterr().out
    assert (tmp_path / "b" / "0012.tif").is_file()


def digests(folder):
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}
