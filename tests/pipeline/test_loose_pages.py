"""Which pages a folder has, and what their results are called."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.capture import header_reader
from pipeline.errors import FolderMissingError, NoImagesError
from pipeline.faults import ScanFaultError
from pipeline.loose_pages import plan_reading


def draw(*files: Path, pages: int = 1) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        first = Image.new("L", (40, 60), 200)
        more = [Image.new("L", (40, 60), 100)] * (pages - 1)
        first.save(file, **({"save_all": True, "append_images": more} if more else {}))


def names(path: Path) -> list[str]:
    return [page.name for page in plan_reading(path, header_reader).pages]


def test_pages_are_called_by_their_stems_in_natural_order(tmp_path):
    draw(*(tmp_path / name for name in ("10.tif", "2.tif", "1.jpg")))
    (tmp_path / "notes.txt").write_text("no page")

    planned = plan_reading(tmp_path, header_reader)

    assert [page.name for page in planned.pages] == ["1", "2", "10"]
    assert [one.path for one in planned.ignored] == ["notes.txt"]


def test_whole_name_where_two_images_share_a_stem(tmp_path):
    draw(*(tmp_path / name for name in ("a.tif", "a.png", "A.jpg", "b.tif")))

    assert sorted(names(tmp_path)) == ["A.jpg", "a.png", "a.tif", "b"]


def test_pages_of_one_file_are_numbered(tmp_path):
    draw(tmp_path / "a.tif", pages=3)
    draw(tmp_path / "a-0002.tif", tmp_path / "b.tif")

    assert sorted(names(tmp_path)) == ["a-0001", "a-0002", "a-0002.tif", "a-0003", "b"]


def test_shared_stem_and_several_pages_at_once(tmp_path):
    draw(tmp_path / "a.tif", pages=2)
    draw(tmp_path / "a.png")

    assert sorted(names(tmp_path)) == ["a.png", "a.tif-0001", "a.tif-0002"]


def test_file_by_itself(tmp_path):
    draw(tmp_path / "title.page.tif")

    planned = plan_reading(tmp_path / "title.page.tif", header_reader)

    assert [page.name for page in planned.pages] == ["title.page"]
    assert planned.title == "title.page"


def test_target_by_its_name_is_no_page_and_a_broken_file_is_one(tmp_path):
    draw(tmp_path / "1_target.tif", tmp_path / "2.tif")
    (tmp_path / "3.tif").write_text("no image")

    planned = plan_reading(tmp_path, header_reader)

    assert [page.name for page in planned.pages] == ["2", "3"]
    assert planned.pages[1].first.scan.facts is None


def test_pdf_beside_images_is_their_copy_and_the_own_document_is_nothing(tmp_path):
    draw(tmp_path / "1.tif", tmp_path / "other.pdf", tmp_path / "object.pdf")

    planned = plan_reading(tmp_path, header_reader, without=tmp_path / "object.pdf")

    assert [page.name for page in planned.pages] == ["1"]
    assert [one.path for one in planned.ignored] == ["other.pdf"]


@pytest.mark.parametrize(
    ("path", "refusal"),
    [("absent", FolderMissingError), ("notes.txt", ScanFaultError), (".", NoImagesError)],
)
def test_nothing_to_read_is_said(tmp_path, path, refusal):
    (tmp_path / "notes.txt").write_text("no page")

    with pytest.raises(refusal):
        plan_reading(tmp_path / path, header_reader)
