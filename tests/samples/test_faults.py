from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from samples.colour import lab_of, lightness
from samples.faults import geometry, lighting, optics, patterns, things
from samples.faults.base import Grade, Scene, text_region
from samples.faults.coding import FileFault, write_faulty_file
from samples.faults.registry import KINDS, seed_fault
from samples.faults.sequence import OrderFault, seed_order
from samples.light import to_light
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle
from samples.text import read_manuscript
from samples.typeset import typeset_book

PPI = 100


@pytest.fixture(scope="module")
def scene():
    page = list(typeset_book(read_manuscript(), PageStyle(ppi=PPI)))[6]
    scan = scan_page(page, ScanManner(ppi=PPI), rng())
    return Scene.of_scan(scan, PPI, recto=False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_the_picture_more_with_its_grade(scene, kind):
    seeded = [seed_fault(scene, kind, grade, rng()) for grade in Grade]

    for one, grade in zip(seeded, Grade, strict=True):
        assert (one.fault.kind, one.fault.grade) == (kind, grade)
        assert one.image.dtype == scene.image.dtype
        changed = one.image.shape != scene.image.shape
        assert changed or np.any(one.image != scene.image)
    has_more = KINDS[kind].has_grades and kind != "turned"
    if has_more and all(one.image.shape == scene.image.shape for one in seeded):
        harm = [np.abs(one.image.astype(float) - scene.image).mean() for one in seeded]
        assert harm[0] < harm[2]


@pytest.mark.parametrize("kind", KINDS)
def test_same_generator_state_gives_the_same_fault(scene, kind):
    first, again = (seed_fault(scene, kind, Grade.MODERATE, rng()) for _ in range(2))

    assert first.fault == again.fault
    assert np.array_equal(first.image, again.image)


@pytest.mark.parametrize("kind", [k for k in KINDS if not KINDS[k].needs_colour])
def test_faults_can_be_seeded_into_grey_scans(scene, kind):
    grey = replace(scene, image=np.ascontiguousarray(scene.image[..., 1]))

    assert seed_fault(grey, kind, Grade.SEVERE, rng()).image.ndim == 2


def test_sixteen_bit_scans_stay_sixteen_bits(scene):
    deep = replace(scene, image=scene.image.astype(np.uint16) * 257)

    assert optics.defocus(deep, 2.0, rng()).image.dtype == np.uint16


def test_the_scan_itself_is_left_alone(scene):
    before = scene.image.copy()

    for kind in KINDS:
        seed_fault(scene, kind, Grade.SEVERE, rng())

    assert np.array_equal(scene.image, before)


def test_defocus_widens_a_sharp_edge_by_its_sigma():
    edge = np.full((200, 200), 60, np.uint8)
    edge[:, 100:] = 220

    image = optics.defocus(Scene.of(edge, 300), 3.0, rng()).image

    profile = to_light(image)[100]
    slope = np.abs(np.gradient(profile)).max() / (profile[-1] - profile[0])
    assert 1 / (slope * np.sqrt(2 * np.pi)) == pytest.approx(3.0, rel=0.05)


def test_defocus_keeps_the_noise_of_the_sensor(scene):
    sharp, blurred = (
        optics.noise_of(to_light(image))
        for image in (scene.image, optics.defocus(scene, 3.0, rng()).image)
    )

    assert blurred == pytest.approx(sharp, rel=0.3)


def test_sharpening_overshoots_by_what_was_asked():
    edge = np.full((60, 200), 80, np.uint8)
    edge[:, 100:] = 180
    soft = cv2.GaussianBlur(edge, (0, 0), optics.EDGE_SIGMA_PX)

    image = optics.sharpening(Scene.of(soft, 300), 25).image

    assert (float(image.max()) - 180) / 100 == pytest.approx(0.25, abs=0.03)


def test_positive_skew_turns_clockwise():
    lined = np.full((300, 400), 255, np.uint8)
    lined[150] = 0

    image = geometry.skew(Scene.of(lined, 300), 3.0).image

    drop = int(image[:, 300].argmin()) - int(image[:, 100].argmin())
    assert np.degrees(np.arctan2(drop, 200)) == pytest.approx(3.0, abs=0.3)


def test_turning_by_a_quarter_is_clockwise():
    marked = np.full((20, 30), 255, np.uint8)
    marked[0, 0] = 0

    assert geometry.turned(Scene.of(marked, 300), 90).image[0, -1] == 0


@pytest.mark.parametrize("change", [-8.0, -4.0])
def test_exposure_moves_the_paper_by_steps_of_lightness(scene, change):
    darker = lighting.exposure(scene, change)

    assert paper_lab(scene, darker.image)[0] - paper_lab(scene, scene.image)[0] == pytest.approx(
        change, abs=0.5
    )


def test_cast_moves_the_paper_by_its_delta_e(scene):
    moved = paper_lab(scene, lighting.cast(scene, 6.0, rng()).image)

    difference = moved - paper_lab(scene, scene.image)

    assert np.hypot(*difference[1:]) == pytest.approx(6.0, abs=0.7)


def test_cast_is_refused_for_grey_scans(scene):
    with pytest.raises(ValueError, match="colour"):
        lighting.cast(replace(scene, image=scene.image[..., 1]), 6.0, rng())


@pytest.mark.parametrize("percent", [1.0, 5.0])
def test_clipping_takes_so_many_percent_to_the_end_of_the_scale(scene, percent):
    image = lighting.clipping(scene, percent, np.random.default_rng(1)).image
    page = scene.page
    inside = image[page.y : page.y + page.height, page.x : page.x + page.width].max(axis=2)

    at_the_ends = max((inside == 255).mean(), (inside == 0).mean())

    assert at_the_ends * 100 == pytest.approx(percent, rel=0.4)


def test_gutter_shadow_lies_at_the_fold_and_takes_its_share(scene):
    seeded = lighting.gutter_shadow(scene, 40)
    fold = scene.page.x + scene.page.width - 1
    y = scene.page.y + scene.page.height // 2
    area = np.s_[y - 30 : y + 30, fold - 4 : fold]

    left = to_light(seeded.image[area]).mean() / to_light(scene.image[area]).mean()

    assert left == pytest.approx(0.6, abs=0.05)
    region = seeded.fault.region
    assert region.x + region.width == fold + 1


def test_finger_covers_the_region_its_truth_names(scene):
    seeded = things.finger(scene, 20, rng())
    changed = np.abs(seeded.image.astype(int) - scene.image).max(axis=2) > 60

    x, y, width, height = cv2.boundingRect(changed.astype(np.uint8))

    region = seeded.fault.region
    assert abs(region.x - x) <= 4
    assert abs(region.y - y) <= 4
    assert abs(region.width - width) <= 8
    assert abs(region.height - height) <= 8


def test_dust_is_at_the_same_places_of_every_frame(scene):
    other = replace(scene, image=np.full_like(scene.image, 200))

    first = patterns.dust(scene, 10, rng()).image < scene.image - 20.0
    second = patterns.dust(other, 10, rng()).image < 180

    assert np.logical_and(first, second).sum() > 0.5 * first.sum()


def test_cut_text_cuts_as_deep_as_it_says(scene):
    seeded = geometry.cut_text(scene, 5.0, rng())

    gone = scene.image.shape[1] - seeded.image.shape[1]
    known = scene.text
    margin = min(abs(gone - known.x), abs(gone - (scene.image.shape[1] - known.x - known.width)))

    assert margin == pytest.approx(5.0 / 25.4 * PPI, abs=1.5)


def test_text_of_an_unknown_scan_is_found_by_its_ink(scene):
    found = text_region(replace(scene, text=None))

    assert abs(found.x - scene.text.x) < PPI * 0.05
    assert abs(found.width - scene.text.width) < PPI * 0.1


def test_streak_differs_from_its_paper_by_steps_of_lightness():
    paper = np.full((100, 400, 3), 220, np.uint8)

    image = patterns.streak(Scene.of(paper, 300), 4, rng()).image

    tones = {lightness(float(to_light(np.array([v], np.uint8))[0])) for v in np.unique(image)}
    assert max(tones) - min(tones) == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("fault", FileFault)
def test_faulty_files_have_their_fault(scene, tmp_path, fault):
    file = tmp_path / "scan.tif"
    write_faulty_file(file, scene.image, PPI, fault)

    told = facts(file)

    assert told == {
        "mode": {
            FileFault.BILEVEL: "1",
            FileFault.FALSE_SIXTEEN_BITS: "I;16",
        }.get(fault, "RGB"),
        "ppi": {FileFault.WRONG_PPI: 72, FileFault.NO_PPI: None}.get(fault, PPI),
        "profile": fault
        not in (FileFault.NO_PROFILE, FileFault.BILEVEL, FileFault.FALSE_SIXTEEN_BITS),
        "compression": "jpeg" if fault is FileFault.LOSSY else "raw",
        "whole": fault is not FileFault.CUT_SHORT,
    }


@pytest.mark.parametrize("fault", OrderFault)
def test_orders_have_their_fault_and_keep_the_other_pages(fault):
    seeded = seed_order(60, fault, rng())

    sound = list(range(60))
    kept = set(seeded.order)
    assert list(seeded.order) != sound
    if fault is OrderFault.MISSING_LEAF:
        assert len(kept) == 58
        assert min(set(sound) - kept) == seeded.places[0]
    else:
        assert kept == set(sound)
    if fault is OrderFault.DUPLICATE:
        assert len(seeded.order) == 61


def facts(file):
    with Image.open(file) as scan:
        told = {
            "mode": scan.mode,
            "ppi": round(scan.info["dpi"][0]) if scan.info.get("dpi", (1,))[0] > 1 else None,
            "profile": "icc_profile" in scan.info,
            "compression": scan.info["compression"],
        }
        try:
            scan.load()
        except OSError:
            return told | {"whole": False}
    return told | {"whole": True}


def paper_lab(scene, image):
    return lab_of(lighting.paper_light(scene, to_light(image)))


def rng():
    return np.random.default_rng(7)
