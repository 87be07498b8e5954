"""Colour, tone, noise and light, from the patches of a chart."""

import numpy as np
from numpy.typing import NDArray

from qa.targets.colour import delta_e_2000, lightness_of, luminance_of
from qa.targets.measures import Measure, measured, missing, single
from qa.targets.references import Chart
from qa.targets.report import PatchResult

_COLOUR = ("delta_e_mean", "delta_e_p90", "delta_e_max", "delta_e_flat_mean", "delta_e_flat_max")
_TONE = ("tone", "gain_highlights", "gain_others")
_LIGHT = ("illumination", "lightness_evenness", "lightness_range")
_BALANCE = ("white_balance", "white_balance_2000")
#: Greys must differ by so much in truth before their difference can be compared.
MIN_GREY_STEP = 3.0
#: Patches darker than this tell little about the light that falls on them.
MIN_LIT_LIGHTNESS = 18.0
MIN_LIT_PATCHES = 12
#: Patches so many times farther from the curve than the middle one are left out.
STRAY_TIMES = 4.0
#: The light's unevenness must be so many times what the patches' own errors could pretend.
SURE_TIMES = 2.0
#: Below this, in percent, the light is even for every standard; no matter what hides it.
SURELY_EVEN = 0.3


def colour_measures(patches: list[PatchResult], reason: str) -> list[Measure]:
    """Colour differences over all patches; ``reason`` why there are none, else empty."""
    seen = [(patch.lab, patch.reference) for patch in patches if patch.lab is not None]
    if reason or not seen:
        return missing(reason or "no-profile", *_COLOUR)
    lab, truth = np.array([one for one, _ in seen]), np.array([other for _, other in seen])
    plain, flat = delta_e_2000(truth, lab), delta_e_2000(truth, lab, flat_lightness=True)
    worst = {patch.name: float(value) for patch, value in zip(patches, plain, strict=True)}
    return [
        single("delta_e_mean", float(plain.mean())),
        single("delta_e_p90", float(np.percentile(plain, 90))),
        measured("delta_e_max", worst),
        single("delta_e_flat_mean", float(flat.mean())),
        single("delta_e_flat_max", float(flat.max())),
    ]


def balance_measures(greys: list[PatchResult], reason: str) -> list[Measure]:
    """How far the grey patches are from the grey they should be."""
    counts = {
        grey.name: max(abs(value - float(np.mean(grey.device))) for value in grey.device)
        for grey in greys
    }
    if len(greys[0].device) == 1:
        return missing("no-colour", *_BALANCE, "white_balance_counts")
    by_counts = measured("white_balance_counts", counts)
    if reason:
        return [*missing(reason, *_BALANCE), by_counts]
    plain, without = {}, {}
    for grey in greys:
        if grey.lab is not None:
            lab, truth = np.array(grey.lab), np.array(grey.reference)
            plain[grey.name] = float(np.hypot(*(lab - truth)[1:]))
            lab[0] = truth[0]
            without[grey.name] = float(delta_e_2000(truth, lab))
    return [
        measured("white_balance", plain),
        measured("white_balance_2000", without),
        by_counts,
    ]


def tone_measures(greys: list[PatchResult], reason: str) -> list[Measure]:
    """Lightness of the greys against their truth, and of each step between two of them."""
    if reason:
        return missing(reason, *_TONE)
    levels = [(g.name, g.lab[0], g.reference[0]) for g in greys if g.lab is not None]
    gains, last = {}, levels[0]
    for level in levels[1:]:
        step = last[2] - level[2]
        if step >= MIN_GREY_STEP:
            gains[f"{last[0]} – {level[0]}"] = (last[1] - level[1]) / step
            last = level
    brightest, *others = gains
    return [
        measured("tone", {name: seen - truth for name, seen, truth in levels}),
        measured("gain_highlights", {brightest: gains[brightest]}),
        measured("gain_others", {pair: gains[pair] for pair in others}),
    ]


def noise_measures(greys: list[PatchResult], reason: str) -> list[Measure]:
    """The grain on the grey patches."""
    counts = {g.name: g.noise_counts for g in greys if g.noise_counts is not None}
    if not counts:
        return missing("few-pixels", "noise", "noise_peak", "noise_counts")
    by_counts = measured("noise_counts", counts)
    if reason:
        return [*missing(reason, "noise", "noise_peak"), by_counts]
    grains = {g.name: g.noise for g in greys if g.noise is not None}
    return [measured("noise", grains), single("noise_peak", max(grains.values())), by_counts]


def light_measures(chart: Chart, patches: list[PatchResult], reason: str) -> list[Measure]:
    """How the light falls over the chart: what is left of luminance when tone is taken out."""
    if reason:
        return missing(reason, *_LIGHT)
    fitted = fitted_light(chart, patches)
    if fitted is None:
        return missing("light-hidden", *_LIGHT)
    light, doubt = fitted
    evenness = 100 * float(light.std() / light.mean())
    if doubt > SURELY_EVEN and evenness < SURE_TIMES * doubt:
        return missing("light-hidden", *_LIGHT)
    white = float(luminance_of(chart.colours[:, 0].max()))
    lightness = lightness_of(white * light / light.mean())
    return [
        single("illumination", evenness),
        single("lightness_evenness", 100 * float(lightness.std() / lightness.mean())),
        single("lightness_range", float(np.ptp(lightness))),
    ]


def fitted_light(
    chart: Chart, patches: list[PatchResult]
) -> tuple[NDArray[np.float64], float] | None:
    """Relative light at every patch, and by how many percent the patches' errors may pretend it.

    Luminance is explained by a smooth tone curve times a plane; the plane is the light. A row of
    greys cannot tell the one from the other.
    """
    truth, places, ratios = [], [], []
    for patch in patches:
        if patch.lab is not None and patch.reference[0] >= MIN_LIT_LIGHTNESS and patch.lab[0] > 1:
            truth.append(float(np.log(luminance_of(patch.reference[0]))))
            places.append(chart.place(patch.name))
            ratios.append(float(np.log(luminance_of(patch.lab[0]))) - truth[-1])
    if len(ratios) < MIN_LIT_PATCHES:
        return None
    middle = np.array([(chart.columns - 1) / 2, (chart.rows - 1) / 2])
    spots, seen = np.array(places) - middle, np.array(ratios)
    terms = np.concatenate([np.vander(np.array(truth), 4), spots], axis=1)
    kept = np.ones(len(seen), np.bool_)
    for _round in range(3):
        found, *_rest = np.linalg.lstsq(terms[kept], seen[kept], rcond=None)
        left = np.abs(seen - terms @ found)
        # a paint out of the scan's gamut says nothing about the light
        kept = left <= max(STRAY_TIMES * float(np.median(left)), 1e-6)
    spread = float(left[kept] @ left[kept]) / max(1, int(kept.sum()) - terms.shape[1])
    errors = spread * np.linalg.pinv(terms[kept].T @ terms[kept])[-2:, -2:]
    rows, columns = np.divmod(np.arange(len(chart.patches)), chart.columns)
    field = np.stack([columns, rows], axis=1) - middle
    doubt = 100 * float(np.sqrt(np.mean(np.einsum("ni,ij,nj->n", field, errors, field))))
    return np.asarray(np.exp(field @ found[-2:]), np.float64), doubt
