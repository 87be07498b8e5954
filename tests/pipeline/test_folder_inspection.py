import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.context import WorkLimits
from pipeline.errors import FolderEmptyError, FolderMissingError, NoImagesError
from pipeline.faults import ScanFaultError
from pipeline.folder_inspection import FolderInspection, InspectionRequest, inspect_folder
from qa.proposal import Proposal
from schemas.findings import Region
from tests.qa.drawn import DATA, ROOT, blurred, codes, paper, printed, turned


def write(path: Path, page, **options) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(page).save(path, dpi=(300, 300), **{"quality": 92, **options})
    return path


def inspected(path: Path, **options) -> FolderInspection:
    return inspect_folder(InspectionRequest(path, workers=2, **options))


def by_path(inspection):
    return {page.path: page for page in inspection.pages}


def snapshot(folder):
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A folder with what folders have in them."""
    folder = tmp_path_factory.mktemp("mixed")
    write(folder / "1.jpg", printed(1))
    write(folder / "2.jpg", blurred(printed(2), 4))
    write(folder / "3.jpg", turned(printed(3), 2))
    write(folder / "4.jpg", printed(1))
    cut = write(folder / "5.jpg", printed(5))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    (folder / "6.tif").write_text("no image")
    (folder / "7.jpg").write_bytes(b"")
    (folder / "notes.txt").write_text("nothing to see")
    return folder


@pytest.fixture(scope="module")
def inspection(mixed):
    before = snapshot(mixed)
    told = []
    found = inspect_folder(
        InspectionRequest(mixed, workers=2, picture_px=300), lambda *count: told.append(count)
    )
    assert told == [(done, 7) for done in range(8)]
    assert snapshot(mixed) == before
    return found


def test_every_page_has_its_verdict_and_none_stops_the_others(inspection):
    assert {page.path: str(page.proposal) for page in inspection.pages} == {
        "1.jpg": "accept",
        "2.jpg": "rescan",
        "3.jpg": "look",
        "4.jpg": "look",
        "5.jpg": "rescan",
        "6.tif": "rescan",
        "7.jpg": "rescan",
    }
    assert inspection.proposal is Proposal.RESCAN


def test_what_cannot_be_opened_says_why(inspection):
    pages = by_path(inspection)

    assert codes(pages["6.tif"].findings) == codes(pages["7.jpg"].findings) == ["QA-FILE-01"]
    assert pages["6.tif"].report is None
    assert pages["6.tif"].picture == b""
    assert "empty" in str(pages["7.jpg"].findings[0].facts["reason"])


def test_lost_part_of_a_damaged_file_has_its_place(inspection):
    damage, lossy = by_path(inspection)["5.jpg"].findings
    assert lossy.code == "QA-COMP-02"

    assert damage.code == "QA-FILE-03"
    assert damage.region.y + damage.region.height == 1450
    assert 500 < damage.region.y < 1000


def test_same_page_twice_is_found_between_the_pages(inspection):
    across = {page.path: codes(page.across) for page in inspection.pages if page.across}

    assert across == {"4.jpg": ["QA-SEQ-01"]}
    assert by_path(inspection)["4.jpg"].across[0].facts["other"] == 1


def test_flagged_pages_have_pictures_and_all_have_their_time(inspection):
    assert len(by_path(inspection)["2.jpg"].picture) > 2000
    assert set(inspection.seconds) == {"headers", "pages", "sequence", "labels"}
    assert by_path(inspection)["1.jpg"].seconds > 0


def test_other_files_are_named_and_left(inspection):
    assert [ignored.path for ignored in inspection.plan.ignored] == ["notes.txt"]


def test_one_file_is_judged_alone(mixed):
    [page] = inspected(mixed / "3.jpg").pages

    assert (page.path, codes(page.findings)) == (
        "3.jpg", ["QA-COMP-02", "QA-SKEW-01"],
    )  # fmt: skip


def test_pages_of_a_file_of_several_images(tmp_path):
    first, second = (Image.fromarray(page) for page in (printed(1), printed(2)))
    file = tmp_path / "book.tif"
    first.save(file, save_all=True, append_images=[second], dpi=(300, 300))

    pages = inspected(file).pages

    assert [(p.path, p.scan.image_in_file, p.sequence) for p in pages] == [
        ("book.tif", 0, 1),
        ("book.tif", 1, 2),
    ]


def test_file_that_is_no_image_by_any_sign_is_refused(mixed):
    with pytest.raises(ScanFaultError):
        inspected(mixed / "notes.txt")


@pytest.mark.parametrize(
    ("name", "error"),
    [("absent", FolderMissingError), ("empty", FolderEmptyError), ("letters", NoImagesError)],
)
def test_folder_with_nothing_to_judge_is_refused(tmp_path, name, error):
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("a")

    with pytest.raises(error):
        inspected(tmp_path / name)


def test_image_beyond_the_limit_is_not_opened(tmp_path):
    write(tmp_path / "map.jpg", printed())

    [page] = inspected(tmp_path, limits=WorkLimits(max_pixels=1000)).pages

    assert codes(page.findings) == ["QA-FILE-04"]
    assert page.proposal is Proposal.RESCAN


def test_subfolders_are_objects_of_their_own(tmp_path):
    """The same page in two objects is no double."""
    for name in ("a", "b"):
        write(tmp_path / name / "1.jpg", printed(1))

    pages = inspected(tmp_path, capture_profile="subfolders").pages

    assert [(p.object_number, p.sequence, p.path) for p in pages] == [
        (0, 1, "a/1.jpg"),
        (1, 1, "b/1.jpg"),
    ]
    assert not any(page.across for page in pages)


def test_below_the_folder_only_when_asked(tmp_path):
    write(tmp_path / "1.jpg", printed(1))
    write(tmp_path / "more" / "2.jpg", printed(2))

    assert [p.path for p in inspected(tmp_path).pages] == ["1.jpg"]
    assert [p.path for p in inspected(tmp_path, recursive=True).pages] == ["1.jpg", "more/2.jpg"]


def test_halves_of_a_spread_are_pages_and_judged_each_for_itself(tmp_path):
    spread = np.hstack((printed(1), blurred(printed(2), 4)))
    write(tmp_path / "1.jpg", spread)

    left, right = inspected(tmp_path, capture_profile="spreads").pages

    assert (left.proposal, right.proposal) == (Proposal.ACCEPT, Proposal.RESCAN)
    assert right.part.crop == Region(1100, 0, 1100, 1450)


def test_target_is_no_page(tmp_path):
    write(tmp_path / "0001_target.jpg", printed(1))
    write(tmp_path / "0002.jpg", paper())

    assert [page.path for page in inspected(tmp_path).pages] == ["0002.jpg"]


def test_file_that_goes_away_is_a_finding(tmp_path):
    write(tmp_path / "1.jpg", printed(1))
    gone = write(tmp_path / "2.jpg", printed(2))

    def tick(done, of):
        gone.unlink(missing_ok=True)

    pages = inspect_folder(InspectionRequest(tmp_path, workers=1), tick).pages

    assert codes(pages[1].findings) == ["QA-FILE-03"]
    assert pages[0].proposal is Proposal.ACCEPT


def test_no_framework_and_no_catalogue_are_loaded():
    code = (
        "import pipeline.folder_inspection, sys;"
        "sys.exit(any(name in sys.modules for name in ('django', 'prefect', 'catalogue')))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.integration
@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not here")
def test_real_clean_pages_are_accepted():
    folder = DATA / "scans" / "deu-kant-1784"

    assert inspected(folder, recursive=True).proposal is Proposal.ACCEPT
