import os
import shutil
import struct
import tempfile
import threading
import time
from pathlib import Path

import pytest

from pipeline.capture_profiles import capture_profiles, get_capture_profile
from pipeline.dockets import Docket
from pipeline.errors import (
    BadCaptureProfileError,
    FolderEmptyError,
    FolderMissingError,
    NoImagesError,
    StillWritingError,
    UnknownCaptureProfileError,
)
from pipeline.folders import read_folder
from pipeline.headers import ScanHeader
from pipeline.listing import IgnoredBecause, wait_until_still
from schemas.findings import Region
from schemas.pages import ImageFacts, PageRole, RecipePart, ScanRole

STARTS = {
    ".tif": b"II*\0" + struct.pack("<I", 8),
    ".jpg": b"\xff\xd8\xff\xe0",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".pdf": b"%PDF-1.4\n",
    ".gif": b"GIF89a",
}


def facts(width=1000, height=1500, **more):
    return ImageFacts("image/tiff", width, height, 3, 8, "rgb", "none", **more)


def one_image(_):
    return (ScanHeader(0, facts()),)


def fill(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(STARTS.get(path.suffix.lower(), b"plain text"))
    return folder


def plan(folder, profile="flat", header=one_image, **more):
    return read_folder(folder, profile, header=header, **more)


def names_of(planned):
    return [file.relative for file in planned.files]


def test_flat_folder_is_one_object_in_natural_order(tmp_path):
    fill(tmp_path, "0013.tif", "0012a.tif", "0012.tif", "0002.tif", "Žymė 10.tif", "Žymė 9.tif")

    [planned] = plan(tmp_path).objects

    assert planned.name == tmp_path.name
    assert names_of(planned) == [
        "0002.tif", "0012.tif", "0012a.tif", "0013.tif", "Žymė 9.tif", "Žymė 10.tif",
    ]  # fmt: skip
    assert [page.sequence for page in planned.pages] == [1, 2, 3, 4, 5, 6]
    assert planned.pages[2].parts == (RecipePart(3),)


def test_everything_else_is_listed_with_its_reason(tmp_path):
    fill(
        tmp_path, "1.tif", "Thumbs.db", "._1.tif", ".hidden.tif", "2.tif.tmp", "notes.txt",
        "sub/3.tif", "scan.gif.dat", "x.part",
    )  # fmt: skip
    (tmp_path / "scan.gif.dat").write_bytes(b"GIF89a")

    found = plan(tmp_path)

    assert names_of(found.objects[0]) == ["1.tif"]
    assert {one.path: one.reason for one in found.ignored} == {
        "Thumbs.db": IgnoredBecause.SYSTEM,
        "._1.tif": IgnoredBecause.HIDDEN,
        ".hidden.tif": IgnoredBecause.HIDDEN,
        "2.tif.tmp": IgnoredBecause.TEMPORARY,
        "x.part": IgnoredBecause.TEMPORARY,
        "notes.txt": IgnoredBecause.NO_IMAGE,
        "scan.gif.dat": IgnoredBecause.UNSUPPORTED,
        "sub/3.tif": IgnoredBecause.SUBFOLDER,
    }


def test_recursive_takes_sub_folders_in_their_order(tmp_path):
    fill(tmp_path, "10/1.tif", "9/1.tif", "9/2.tif")

    [planned] = plan(tmp_path, recursive=True).objects

    assert names_of(planned) == ["9/1.tif", "9/2.tif", "10/1.tif"]


def test_content_decides_not_the_name(tmp_path):
    fill(tmp_path, "scan", "other.dat")
    (tmp_path / "scan").write_bytes(STARTS[".tif"])

    assert names_of(plan(tmp_path).objects[0]) == ["scan"]


def test_text_named_tif_stays_a_scan_to_fail_where_it_is_seen(tmp_path):
    fill(tmp_path, "1.tif")
    (tmp_path / "2.tif").write_text("not an image")
    header = {"1.tif": (ScanHeader(0, facts()),), "2.tif": ()}

    [planned] = plan(tmp_path, header=lambda path: header[path.name]).objects

    assert [(scan.number, scan.facts is None) for scan in planned.scans] == [(1, False), (2, True)]
    assert len(planned.pages) == 2


def test_jpeg_beside_the_tiff_of_the_same_shot_is_its_twin(tmp_path):
    fill(tmp_path, "0001.TIF", "0001.jpg", "0002.jpg")

    found = plan(tmp_path)

    assert names_of(found.objects[0]) == ["0001.TIF", "0002.jpg"]
    [twin] = found.ignored
    assert (twin.path, twin.reason, twin.instead) == ("0001.jpg", IgnoredBecause.TWIN, "0001.TIF")


def test_broken_tiff_does_not_hide_the_good_jpeg_beside_it(tmp_path):
    fill(tmp_path, "0001.jpg")
    (tmp_path / "0001.tif").write_text("not an image")

    assert names_of(plan(tmp_path).objects[0]) == ["0001.jpg", "0001.tif"]


def test_pdf_is_scans_alone_and_a_copy_beside_images(tmp_path):
    fill(tmp_path, "book.pdf")
    pages = tuple(ScanHeader(n, facts()) for n in range(3))
    alone = plan(tmp_path, header=lambda _: pages).objects[0]
    fill(tmp_path, "1.tif")
    beside = plan(tmp_path)

    assert [(s.number, s.file, s.image_in_file) for s in alone.scans] == [
        (1, 0, 0), (2, 0, 1), (3, 0, 2),
    ]  # fmt: skip
    assert len(alone.pages) == 3
    assert [one.reason for one in beside.ignored] == [IgnoredBecause.PDF_BESIDE]


def test_sub_folders_are_objects_of_their_own(tmp_path):
    fill(tmp_path, "Knyga 2/1.tif", "Knyga 10/1.tif", "loose.tif")

    found = plan(tmp_path, "subfolders")

    assert [planned.name for planned in found.objects] == ["Knyga 2", "Knyga 10"]
    assert [one.reason for one in found.ignored] == [IgnoredBecause.LOOSE]


def test_prefix_parts_objects(tmp_path):
    fill(tmp_path, "C12_0001.tif", "C12_0002.tif", "C9_0001.tif")

    found = plan(tmp_path, "prefix")

    assert [(p.name, len(p.pages)) for p in found.objects] == [("C9", 1), ("C12", 2)]


def test_dockets_part_and_name_objects_and_are_no_pages(tmp_path):
    fill(tmp_path, *(f"{n:04}.tif" for n in range(1, 7)))
    dockets = {"0001.tif": Docket("Metai", "LT-1"), "0004.tif": Docket("Anykščių šilelis")}

    found = plan(tmp_path, "docket", docket=lambda path, _: dockets.get(path.name))

    assert [(p.name, p.title, p.shelfmark, len(p.pages)) for p in found.objects] == [
        ("LT-1", "Metai", "LT-1", 2),
        ("Anykščių šilelis", "Anykščių šilelis", "", 2),
    ]
    assert found.objects[0].scans[0].role is ScanRole.DOCKET
    assert found.objects[0].pages[0].parts == (RecipePart(2),)


def test_scans_before_the_first_docket_are_an_object_too(tmp_path):
    fill(tmp_path, "1.tif", "2.tif", "3.tif")
    found = plan(tmp_path, "docket", docket=lambda p, _: Docket("B") if p.stem == "2" else None)

    assert [(p.name, len(p.pages)) for p in found.objects] == [(tmp_path.name, 1), ("B", 1)]


@pytest.mark.parametrize(
    "names",
    [
        ["r_0001", "v_0001", "r_0002", "v_0002"],
        ["0001r", "0001v", "0002r", "0002v"],
        ["recto/0001", "verso/0001", "recto/0002", "verso/0002"],
        ["recto 1", "verso 51", "recto 2", "verso 52"],
    ],
)
def test_recto_and_verso_series_interleave(tmp_path, names):
    fill(tmp_path, *(f"{name}.tif" for name in names))

    [planned] = plan(tmp_path, "recto-verso", recursive=True).objects

    assert names_of(planned) == [f"{name}.tif" for name in names]
    assert [page.label[-1] for page in planned.pages] == ["r", "v", "r", "v"]


def test_a_missing_verso_shifts_nothing(tmp_path):
    fill(tmp_path, "1r.tif", "2r.tif", "2v.tif", "3r.tif", "3v.tif")

    [planned] = plan(tmp_path, "recto-verso").objects

    assert [page.label for page in planned.pages] == ["1r", "2r", "2v", "3r", "3v"]


def test_backs_of_photographs_get_their_role(tmp_path):
    fill(tmp_path, "12_a.tif", "12_b.tif")

    [planned] = plan(tmp_path, "photographs").objects

    assert [p.role for p in planned.pages] == [PageRole.PHOTOGRAPH, PageRole.PHOTOGRAPH_BACK]


def test_left_halves_come_before_right_ones(tmp_path):
    fill(tmp_path, "0001_R.tif", "0001_L.tif", "0002_R.tif", "0002_L.tif")

    [planned] = plan(tmp_path, "halves").objects

    assert names_of(planned) == ["0001_L.tif", "0001_R.tif", "0002_L.tif", "0002_R.tif"]


@pytest.mark.parametrize(("profile", "order"), [("spreads", [0, 1]), ("spreads-rtl", [1, 0])])
def test_spread_is_one_scan_and_two_pages(tmp_path, profile, order):
    fill(tmp_path, "1.tif", "2.tif")
    headers = {"1": (ScanHeader(0, facts(1000, 1500)),), "2": (ScanHeader(0, facts(3001, 2000)),)}

    [planned] = plan(tmp_path, profile, header=lambda path: headers[path.stem]).objects

    halves = [Region(0, 0, 1500, 2000), Region(1500, 0, 1501, 2000)]
    assert len(planned.scans) == 2
    assert [page.parts[0].crop for page in planned.pages] == [None, *(halves[i] for i in order)]


def test_spread_is_split_as_it_is_looked_at(tmp_path):
    fill(tmp_path, "1.tif")
    lying = (ScanHeader(0, facts(2000, 3000, orientation=6)),)

    [planned] = plan(tmp_path, "spreads", header=lambda _: lying).objects

    assert planned.pages[1].parts[0].crop == Region(1500, 0, 1500, 2000)


def test_parts_of_a_fold_out_are_one_page(tmp_path):
    fill(tmp_path, "11.tif", "12_dalis1.tif", "12_dalis2.tif", "13.tif")

    [planned] = plan(tmp_path).objects

    assert [len(page.parts) for page in planned.pages] == [1, 2, 1]
    assert planned.pages[1].role is PageRole.FOLD_OUT
    assert [page.sequence for page in planned.pages] == [1, 2, 3]


def test_targets_are_scans_and_no_pages(tmp_path):
    fill(tmp_path, "0000_target.tif", "0001_virselis.tif", "0002.tif")

    [planned] = plan(tmp_path).objects

    assert [scan.role for scan in planned.scans] == [ScanRole.TARGET, ScanRole.PAGE, ScanRole.PAGE]
    assert [page.role for page in planned.pages] == [PageRole.FRONT_COVER, PageRole.TEXT]


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    secret = tmp_path / "outside.tif"
    secret.write_bytes(STARTS[".tif"])
    folder = fill(tmp_path / "in", "1.tif")
    (folder / "2.tif").symlink_to(secret)
    (folder / "3.tif").symlink_to(folder / "nowhere.tif")
    (folder / "loop").symlink_to(folder)

    found = plan(folder, recursive=True)

    assert names_of(found.objects[0]) == ["1.tif"]
    assert {one.path: one.reason for one in found.ignored} == {
        "2.tif": IgnoredBecause.LINK_OUT,
        "3.tif": IgnoredBecause.LINK_OUT,
        "loop": IgnoredBecause.NO_FILE,
    }


def test_a_pipe_named_like_an_image_is_not_opened(tmp_path):
    fill(tmp_path, "1.tif")
    os.mkfifo(tmp_path / "2.tif")

    assert [one.reason for one in plan(tmp_path).ignored] == [IgnoredBecause.NO_FILE]


def test_odd_names_are_taken_as_they_are(tmp_path):
    long = "ž" * 120 + ".tif"
    fill(tmp_path, long, "a..b .tif", "..2.tif", "nauja\neilutė.tif")
    (tmp_path / os.fsdecode(b"vir\xf0elis.tif")).write_bytes(STARTS[".tif"])

    [planned] = plan(tmp_path).objects

    assert set(names_of(planned)) == {"a..b .tif", long, "vir\\xf0elis.tif", "nauja\neilutė.tif"}
    assert all(file.path.exists() for file in planned.files)


def test_unreadable_file_is_named_and_the_rest_goes_on(tmp_path):
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    fill(folder, "1.tif", "2.tif")
    (folder / "2.tif").chmod(0)
    was = os.geteuid()
    try:
        if was == 0:
            os.seteuid(65534)
        found = plan(folder)
    finally:
        os.seteuid(was)
        shutil.rmtree(folder)

    assert names_of(found.objects[0]) == ["1.tif"]
    [error] = found.unreadable
    assert str(error).startswith(f"CAP-004: “{folder}/2.tif” cannot be read: Permission denied.")


def test_missing_empty_and_imageless_folders_are_told_apart(tmp_path):
    with pytest.raises(FolderMissingError, match="CAP-001"):
        plan(tmp_path / "none")
    with pytest.raises(FolderEmptyError, match="CAP-002"):
        plan(tmp_path)
    fill(tmp_path, "a.txt", "sub/1.tif")
    with pytest.raises(NoImagesError, match=r"CAP-003: .* \(2 other files\). .*--recursive"):
        plan(tmp_path)


def test_unknown_profile_names_the_known_ones(tmp_path):
    with pytest.raises(UnknownCaptureProfileError, match=r"CAP-007: .*flat, subfolders, prefix"):
        plan(tmp_path, "no such")


def test_profiles_may_come_from_another_file(tmp_path):
    file = tmp_path / "own.toml"
    text = get_capture_profile.__globals__["PROFILES_FILE"].read_text(encoding="utf-8")
    file.write_text(text + '\n[own]\nparting = "prefix"\n', encoding="utf-8")
    assert capture_profiles(file)["own"].parting == "prefix"

    file.write_text(text + '\n[own]\nparting = "moon"\n', encoding="utf-8")
    capture_profiles.cache_clear()
    with pytest.raises(BadCaptureProfileError, match=r"CAP-008: .*own.*moon"):
        capture_profiles(file)


def test_a_file_still_being_written_is_waited_for(tmp_path):
    fill(tmp_path, "1.tif")
    growing = tmp_path / "2.tif"
    growing.write_bytes(STARTS[".tif"])

    def write():
        for _ in range(5):
            time.sleep(0.1)
            with growing.open("ab") as file:
                file.write(b"x" * 100)

    writer = threading.Thread(target=write)
    writer.start()
    plan(tmp_path, still_seconds=0.4)

    assert growing.stat().st_size == len(STARTS[".tif"]) + 500
    writer.join()


def test_old_files_are_not_waited_for(tmp_path):
    fill(tmp_path, "1.tif")
    os.utime(tmp_path / "1.tif", (1, 1))
    began = time.monotonic()

    plan(tmp_path, still_seconds=30)

    assert time.monotonic() - began < 5


def test_waiting_ends_with_a_word(tmp_path):
    fill(tmp_path, "1.tif")
    with pytest.raises(StillWritingError, match=r"CAP-006: .*1\.tif"):
        wait_until_still(tmp_path, recursive=False, still_seconds=5, patience_seconds=0.2)
