import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.faults import ScanFault, ScanFaultError
from pipeline.headers import read_header
from pipeline.looking import Look, look_at_page, picture_of, stored_region
from schemas.findings import Region
from schemas.objects import Material
from schemas.pages import ImageFacts
from tests.qa.drawn import codes, facts_of, paper, printed, saved, turned, view_of


def look(path, crop=None, picture_px=0) -> Look:
    return look_at_page(path, 0, read_header(path), Material.BOOK, crop, picture_px)


def jpeg_of(page, folder, orientation=1):
    """A JPEG that stores the page so that its orientation tag brings it upright."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = {1: page, 3: np.rot90(page, 2), 6: np.rot90(page), 8: np.rot90(page, -1)}[orientation]
    path = folder / f"{orientation}.jpg"
    Image.fromarray(np.ascontiguousarray(stored)).save(
        path, dpi=(300, 300), exif=exif.tobytes(), quality=92
    )
    return path


def decoded(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)


def test_page_is_judged_and_pictured(tmp_path):
    seen = look(saved(turned(printed(), 2), tmp_path), picture_px=600)

    assert "QA-SKEW-01" in codes(seen.report.findings)
    assert seen.damage is None
    assert max(decoded(seen.picture).shape) == 600


def test_no_picture_is_made_where_none_is_wanted(tmp_path):
    assert look(saved(turned(printed(), 2), tmp_path)).picture == b""


def test_page_without_faults_gets_a_smaller_picture(tmp_path):
    seen = look(jpeg_of(printed(), tmp_path), picture_px=600)

    assert not seen.report.needs_person
    assert max(decoded(seen.picture).shape) == 240


def test_what_is_left_of_a_damaged_file_is_judged(tmp_path):
    path = jpeg_of(printed(), tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    seen = look(path, picture_px=300)

    assert seen.damage is not None
    assert seen.damage.fault is ScanFault.DAMAGED
    assert 500 < seen.damage.facts["first_bad_row"] < 1000
    assert seen.report.signature.height > 0
    assert decoded(seen.picture).std() > 20


def test_file_of_which_nothing_can_be_read_is_a_fault(tmp_path):
    path = tmp_path / "page.tif"
    path.write_bytes(b"II*\0" + bytes(200))
    facts = facts_of(printed())

    with pytest.raises(ScanFaultError) as refused:
        look_at_page(path, 0, facts, Material.BOOK, None, 0)

    assert refused.value.facts["fault"] is ScanFault.DAMAGED


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_picture_stands_upright(tmp_path, orientation):
    page = paper()
    page[:200] = 40

    picture = decoded(look(jpeg_of(page, tmp_path, orientation), picture_px=400).picture)

    assert picture.shape[0] > picture.shape[1]
    assert picture[:10].mean() < 80 < picture[-10:].mean()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_region_of_the_upright_scan_lies_where_it_was_stored(orientation):
    """The transformation is proved on pixels: the same marked rectangle in both."""
    stored = np.zeros((30, 50), np.uint8)
    stored[4:9, 30:43] = 1
    upright = {
        1: stored,
        2: np.fliplr(stored),
        3: np.rot90(stored, 2),
        4: np.flipud(stored),
        5: stored.T,
        6: np.rot90(stored, -1),
        7: np.rot90(stored, 2).T,
        8: np.rot90(stored),
    }[orientation]
    rows, columns = np.nonzero(upright)
    region = Region(
        int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    )
    facts = ImageFacts("image/x", 50, 30, 1, 8, "grey", "", orientation=orientation)

    assert stored_region(region, facts) == Region(30, 4, 13, 5)


def test_half_of_a_spread_that_lies_on_its_side_is_the_half_that_is_seen(tmp_path):
    spread = np.hstack((printed(), paper()))
    path = jpeg_of(spread, tmp_path, orientation=6)
    height, width = spread.shape
    halves = [Region(x, 0, width // 2, height) for x in (0, width // 2)]

    left, right = (look(path, crop).report.signature for crop in halves)

    assert not left.blank
    assert right.blank


@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (40, 30, 3)])
def test_picture_of_odd_shapes(tmp_path, shape):
    view = view_of(np.full(shape, 90, np.uint8), tmp_path)

    assert decoded(picture_of(view, 100)) is not None
