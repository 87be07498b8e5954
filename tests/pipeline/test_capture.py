import stat

import pytest
import pyvips

from pipeline.capture import take_in
from pipeline.errors import SourceChangedError
from pipeline.faults import ScanFault
from schemas.fixity import sha512_of


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "Žemė 0001.tif"
    pyvips.Image.black(30, 20).tiffsave(str(path))
    (tmp_path / "work").mkdir()
    return path


def test_scan_is_copied_proved_and_described(tmp_path, scan):
    result = take_in(scan, tmp_path / "work", "0001.tif", expected_sha512=sha512_of(scan))

    copy = tmp_path / "work/0001.tif"
    assert result.sha512 == sha512_of(copy)
    assert result.size_bytes == scan.stat().st_size
    assert result.images[0].facts.width_px == 30
    assert stat.S_IMODE(copy.stat().st_mode) == 0o444


def test_scan_changed_since_the_plan_is_refused(tmp_path, scan):
    with pytest.raises(SourceChangedError, match="CAP-005"):
        take_in(scan, tmp_path / "work", "0001.tif", expected_sha512="0" * 128)

    assert list((tmp_path / "work").iterdir()) == []


def test_scan_that_is_no_image_is_kept_with_its_fault(tmp_path):
    (tmp_path / "work").mkdir()
    source = tmp_path / "a.tif"
    source.write_text("not an image")

    result = take_in(source, tmp_path / "work", "0001.tif", expected_sha512=sha512_of(source))

    assert result.failure.fault is ScanFault.NO_IMAGE
    assert (tmp_path / "work/0001.tif").read_text() == "not an image"


def test_taken_in_once_is_not_copied_again(tmp_path, scan):
    digest = sha512_of(scan)
    first = take_in(scan, tmp_path / "work", "0001.tif", expected_sha512=digest)
    copied_at = (tmp_path / "work/0001.tif").stat().st_mtime_ns
    scan.unlink()

    assert take_in(scan, tmp_path / "work", "0001.tif", expected_sha512=digest) == first
    assert (tmp_path / "work/0001.tif").stat().st_mtime_ns == copied_at
