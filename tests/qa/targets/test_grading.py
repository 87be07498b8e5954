"""Drawn targets whose every fault is known."""

from dataclasses import replace

import numpy as np
import pytest

from qa.targets.colour import delta_e_2000, lightness_of, luminance_of
from qa.targets.detection import FoundChart
from qa.targets.grading import Piece, ScanFacts, TargetScan, Tone, grade
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from qa.targets.ruler import Ruler
from tests.qa.targets.drawn import (
    bytes_of,
    decoded,
    drawn_chart,
    drawn_edge,
    encoded,
    lab_of,
    linear_of,
    with_noise,
    words_of,
)

CLASSIC = chart_for(TargetKind.CLASSIC24)
SG = chart_for(TargetKind.SG140)
FACTS = ScanFacts(bits=16, ppi=300.0, profile="sRGB")
PITCH, DEGREES, SIGMA = 150.0, 5.0, 0.85
SRGB_TONE = Tone(decoded(np.linspace(0, 1, 1024)))


def where(chart, shape, pitch=PITCH, degrees=DEGREES):
    """The chart as it was drawn."""
    angle = np.radians(degrees)
    cos, sin = pitch * np.cos(angle), pitch * np.sin(angle)
    x, y = (shape[1] - 1) / 2, (shape[0] - 1) / 2
    column, row = (chart.columns - 1) / 2, (chart.rows - 1) / 2
    lattice = np.array(
        [
            [cos, -sin, x - cos * column + sin * row],
            [sin, cos, y - sin * column - cos * row],
            [0, 0, 1],
        ]
    )
    return FoundChart(chart, lattice, 1.0, 0.8)


def scan_of(device, chart=CLASSIC, facts=FACTS, **others):
    full = 255 if device.dtype == np.uint8 else 65535
    has_colour = not facts.no_colour
    light = decoded(device / full)
    light = np.repeat(light[:, :, None], 3, axis=2) if device.ndim == 2 else light
    lab = lab_of(light).astype(np.float32) if has_colour else None
    return TargetScan(
        facts, where(chart, device.shape, **others), Piece(0, 0, device, lab),
        tone=SRGB_TONE if has_colour else None,
    )  # fmt: skip


def graded(picture, **others):
    """The measures of a drawn chart, by their names."""
    return {
        m.name: m for m in grade(scan_of(words_of(picture), **others), "bound-general").measures
    }


@pytest.fixture(scope="module")
def drawn():
    return drawn_chart(CLASSIC, PITCH, DEGREES, SIGMA)


@pytest.fixture(scope="module")
def plain(drawn):
    return encoded(drawn)


@pytest.fixture(scope="module")
def perfect(plain):
    return graded(plain)


#: Patches that sRGB can hold; cyan lies outside it.
INSIDE = np.all((linear_of(CLASSIC.lab) >= 0) & (linear_of(CLASSIC.lab) <= 1), axis=1)


def expected_differences(change):
    """CIEDE2000 of every patch after a change of linear light."""
    linear = np.clip(change(np.clip(linear_of(CLASSIC.lab), 0, 1)), 0, 1)
    return delta_e_2000(CLASSIC.colours, lab_of(linear))


def test_a_perfect_scan_has_no_faults(perfect):
    truth = expected_differences(lambda light: light)

    assert truth[INSIDE].max() < 0.05
    assert perfect["delta_e_mean"].value == pytest.approx(truth.mean(), abs=0.02)
    assert perfect["delta_e_max"].where == "cyan"
    assert perfect["white_balance"].value < 0.05
    assert abs(perfect["tone"].value) < 0.05
    assert perfect["gain_others"].value == pytest.approx(1, abs=0.01)
    assert perfect["noise"].value < 0.01
    assert perfect["illumination"].value < 0.1
    assert perfect["misregistration"].value < 0.02
    assert perfect["max_modulation"].value == pytest.approx(1, abs=0.01)
    assert perfect["distortion"].reason == "no-grid"


@pytest.mark.parametrize("cast", [(1.05, 1.0, 0.95), (1.0, 0.9, 1.0), (0.7, 0.7, 0.7)])
def test_colour_differences_of_a_cast_are_known_to_a_tenth(drawn, cast):
    truth = expected_differences(lambda light: light * cast)

    found = graded(encoded(np.clip(drawn, 0, 1) * cast))

    assert found["delta_e_mean"].value == pytest.approx(truth.mean(), abs=0.1)
    assert found["delta_e_p90"].value == pytest.approx(np.percentile(truth, 90), abs=0.1)
    assert found["delta_e_max"].value == pytest.approx(truth.max(), abs=0.1)


def test_white_balance_is_the_worst_greys(drawn):
    cast = (1.06, 1.0, 0.97)
    greys = [CLASSIC.patches.index(name) for name in CLASSIC.neutrals]
    seen = lab_of(linear_of(np.array(CLASSIC.lab)[greys]) * cast)
    truth = np.hypot(*(seen - np.array(CLASSIC.lab)[greys])[:, 1:].T).max()

    found = graded(encoded(drawn * cast))

    assert found["white_balance"].value == pytest.approx(truth, abs=0.05)
    assert found["white_balance_2000"].value > 1


@pytest.mark.parametrize("gamma", [0.9, 1.15])
def test_a_wrong_gamma_shows_in_tone_and_gain(plain, gamma):
    greys = np.array([CLASSIC.lab[CLASSIC.patches.index(n)][0] for n in CLASSIC.neutrals])
    values = encoded(luminance_of(greys)) ** gamma
    seen = 116 * np.cbrt(decoded(values)) - 16
    steps = np.diff(seen) / np.diff(greys)

    found = graded(plain**gamma)

    assert found["tone"].value == pytest.approx(
        (seen - greys)[np.argmax(np.abs(seen - greys))], abs=0.1
    )
    assert found["gain_highlights"].value == pytest.approx(steps[0], abs=0.02)
    assert found["gain_others"].values == pytest.approx(steps[1:], abs=0.02)


@pytest.mark.parametrize("sd", [0.005, 0.015])
def test_noise_is_measured_in_counts_and_lightness(plain, sd):
    found = graded(with_noise(plain, sd))

    # counts are those of the mean of three channels
    assert found["noise_counts"].value == pytest.approx(255 * sd / np.sqrt(3), rel=0.06)
    assert 0.15 < found["noise"].value / (100 * sd) < 1.2
    assert found["noise_peak"].value == max(found["noise"].values)


def test_shading_is_not_taken_for_noise(drawn):
    light = np.linspace(0.8, 1.0, drawn.shape[1])[None, :, None]

    assert graded(encoded(drawn * light))["noise"].value < 0.1


@pytest.mark.parametrize("drop", [0.05, 0.2, 0.4])
@pytest.mark.parametrize("axis", [0, 1])
def test_uneven_light_is_measured_over_the_patches(drawn, drop, axis):
    side = drawn.shape[axis]
    ramp = np.expand_dims(np.linspace(1 - drop, 1, side), tuple({0, 1, 2} - {axis}))
    spots = where(CLASSIC, drawn.shape).centres[:, 1 - axis]
    truth = np.interp(spots, np.arange(side), ramp.ravel())

    found = graded(encoded(np.clip(drawn, 0, 1) * ramp))

    assert found["illumination"].value == pytest.approx(
        100 * truth.std() / truth.mean(), rel=0.1, abs=0.05
    )
    white = luminance_of(CLASSIC.colours[:, 0].max()) * truth / truth.mean()
    assert found["lightness_range"].value == pytest.approx(np.ptp(lightness_of(white)), rel=0.1)


@pytest.mark.parametrize("sigma", [0.7, 1.0, 1.5])
def test_sharpness_is_that_of_the_drawing(sigma):
    found = graded(encoded(drawn_chart(CLASSIC, PITCH, DEGREES, sigma)))
    sfr50, sfr10 = (np.sqrt(-np.log(level) / 2) / np.pi / sigma for level in (0.5, 0.1))

    assert found["sfr50"].values == pytest.approx((200 * sfr50, 200 * sfr50), rel=0.02)
    assert found["sfr10"].value == pytest.approx(sfr10, rel=0.02)
    assert found["sampling_efficiency"].value == pytest.approx(min(100, 200 * sfr10), rel=0.02)


@pytest.mark.parametrize(
    ("degrees", "pitch", "share", "reason"),
    [(0.0, 150, 0.8, "edge-slant"), (20.0, 150, 0.8, "edge-slant"), (5.0, 80, 0.8, "edge-small")],
)
def test_edges_that_cannot_be_measured_say_why(degrees, pitch, share, reason):
    picture = encoded(drawn_chart(CLASSIC, pitch, degrees, SIGMA, share))

    found = graded(picture, pitch=pitch, degrees=degrees)

    assert {found[n].reason for n in ("sfr50", "sampling_efficiency", "max_modulation")} == {reason}


def test_patches_that_nearly_touch_say_why():
    picture = words_of(encoded(drawn_chart(CLASSIC, PITCH, DEGREES, SIGMA, 0.95)))
    scan = scan_of(picture)
    chart = FoundChart(scan.chart.chart, scan.chart.lattice, 1.0, 0.95)

    report = grade(replace(scan, chart=chart), "bound-general")

    assert report.measure("sfr50").reason == "edge-gap"


def test_without_a_profile_nothing_is_said_of_colour(plain):
    facts = replace(FACTS, profile="", no_colour="no-profile")

    found = graded(plain, facts=facts)

    for name in ("delta_e_mean", "white_balance", "tone", "noise", "illumination"):
        assert (found[name].value, found[name].reason) == (None, "no-profile"), name
    assert found["white_balance_counts"].value is not None
    assert found["noise_counts"].value is not None


def test_without_a_profile_the_charts_greys_tell_the_light(plain):
    facts = replace(FACTS, profile="", no_colour="no-profile")

    found = graded(plain, facts=facts)

    truth = np.sqrt(np.log(2) / 2) / np.pi / SIGMA
    assert found["sfr50"].value == pytest.approx(200 * truth, rel=0.04)


def test_a_scan_without_colour_has_tone_but_no_colour(plain):
    grey = words_of(encoded(decoded(plain) @ [0.2225, 0.7169, 0.0606]))

    report = grade(scan_of(grey), "bound-general")

    assert report.measure("delta_e_mean").reason == "no-colour"
    assert report.measure("white_balance").reason == "no-colour"
    assert report.measure("misregistration").reason == "no-colour"
    assert abs(report.measure("tone").value) < 0.3
    assert report.measure("sfr50").value is not None
    assert len(report.patches) == 6


def test_an_sg_is_graded():
    picture = words_of(encoded(drawn_chart(SG, 50, 5, 0.7, 0.9)))

    report = grade(scan_of(picture, SG, pitch=50), "bound-general")

    inside = [p.delta_e for p in report.patches if np.all(linear_of(p.reference) > 0)]
    assert len(report.patches) == 140
    assert max(inside) < 0.3
    assert report.measure("illumination").value < 0.3


@pytest.mark.parametrize(("pitch_mm", "ppi"), [(12.7, 300.0), (12.5, 304.8)])
def test_the_scale_is_told_by_the_charts_size(plain, pitch_mm, ppi):
    report = grade(replace(scan_of(words_of(plain)), pitch_mm=pitch_mm), "bound-general")

    assert report.measure("ppi").value == pytest.approx(ppi, rel=0.003)
    assert report.measure("scale").value == pytest.approx(100 * (ppi / 300 - 1), abs=0.3)


def test_the_scale_is_not_told_without_size_or_stated_resolution(plain):
    scan = scan_of(words_of(plain))
    no_ppi = replace(scan, facts=replace(FACTS, ppi=None), ruler=Ruler(11.8, 1.0, 60))

    assert grade(scan, "bound-general").measure("scale").reason == "no-scale"
    assert grade(no_ppi, "bound-general").measure("scale").reason == "no-ppi"
    assert grade(no_ppi, "bound-general").measure("ppi").value == pytest.approx(299.7, abs=0.1)


def test_an_edge_alone_is_graded():
    edge = Piece(40, 30, words_of(encoded(drawn_edge(5, 1.0))))

    report = grade(TargetScan(FACTS, edge=edge, tone=SRGB_TONE), "newspaper")

    assert report.kind == "edge"
    assert report.measure("sfr50").value == pytest.approx(
        200 * np.sqrt(np.log(2) / 2) / np.pi, rel=0.02
    )
    assert report.measure("delta_e_mean").reason == "no-chart"
    fadgi = report.verdicts[0]
    assert fadgi.level == "1★"
    assert fadgi.decided_by == ("sampling_efficiency",)
    assert not fadgi.is_complete


def test_a_lying_edge_is_turned():
    edge = Piece(0, 0, words_of(encoded(drawn_edge(5, 1.0))).swapaxes(0, 1))

    report = grade(TargetScan(FACTS, edge=edge, tone=SRGB_TONE), "newspaper")

    assert [curve.direction for curve in report.curves] == ["down"]


def test_levels_follow_the_faults(drawn):
    sharp = encoded(drawn_chart(CLASSIC, PITCH, DEGREES, 0.82))
    good = grade(scan_of(words_of(with_noise(sharp, 0.006))), "bound-general")
    cast = grade(scan_of(words_of(encoded(drawn * (1.25, 1.0, 0.8)))), "bound-general")

    by_name = {verdict.standard: verdict for verdict in good.verdicts}
    assert by_name["fadgi-2016"].level == "3★"
    assert by_name["fadgi-2016"].decided_by == ("sampling_efficiency", "ppi_stated")
    assert by_name["iso-19264-1"].level == "B"
    assert all(not verdict.level for verdict in cast.verdicts)
    assert "white_balance" in cast.verdicts[0].decided_by


def test_the_other_formulation_is_tried_beside(plain):
    old = chart_for(TargetKind.CLASSIC24, "before-2014")
    scan = scan_of(words_of(plain), old)

    report = grade(scan, "bound-general")

    assert report.other_reference == "after-2014"
    assert report.other_delta_e_mean < report.measure("delta_e_mean").value


def test_eight_bits_do_as_well(plain):
    report = grade(scan_of(bytes_of(plain)), "bound-general")

    assert report.measure("white_balance").value < 0.6
    assert report.measure("sfr50").value is not None
