"""What is measured on a target: each measure with its unit and wording, and why one is missing.

The only place where the grading of targets is worded.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schemas.texts import N_


class Worst(StrEnum):
    """Which of several values of a measure stands for all."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    FARTHEST = "farthest from 0"
    ODDEST = "farthest from 1"


class Wording(NamedTuple):
    """A measure's name for people, its unit, its digits, and which of its values is shown."""

    text: str
    unit: str
    digits: int
    worst: Worst = Worst.HIGHEST


MEASURES: dict[str, Wording] = {
    "delta_e_mean": Wording(N_("colour difference, mean"), "ΔE2000", 2),
    "delta_e_p90": Wording(N_("colour difference, 90th percentile"), "ΔE2000", 2),
    "delta_e_max": Wording(N_("colour difference, largest"), "ΔE2000", 2),
    "delta_e_flat_mean": Wording(N_("colour difference with S_L = 1, mean"), "ΔE2000", 2),
    "delta_e_flat_max": Wording(N_("colour difference with S_L = 1, largest"), "ΔE2000", 2),
    "white_balance": Wording(N_("white balance"), "ΔE(a*b*)", 2),
    "white_balance_2000": Wording(N_("white balance without lightness"), "ΔE2000", 2),
    "white_balance_counts": Wording(N_("white balance in counts"), N_("counts"), 1),
    "tone": Wording(N_("tone response"), "ΔL*", 2, Worst.FARTHEST),
    "gain_highlights": Wording(N_("gain modulation, highlights"), "", 2, Worst.ODDEST),
    "gain_others": Wording(N_("gain modulation, other greys"), "", 2, Worst.ODDEST),
    "noise": Wording(N_("noise"), N_("sd of L*"), 2),
    "noise_peak": Wording(N_("noise of the noisiest grey (denoising alarm)"), N_("sd of L*"), 2),
    "noise_counts": Wording(N_("noise in counts"), N_("counts"), 2),
    "illumination": Wording(N_("unevenness of the light, sd/mean"), "%", 2),
    "lightness_evenness": Wording(N_("unevenness of lightness, sd/mean"), "%", 2),
    "lightness_range": Wording(N_("range of lightness"), "ΔL*", 2),
    "lightness_most": Wording(N_("highest lightness"), "L*", 1),
    "sampling_efficiency": Wording(N_("sampling efficiency"), "%", 0, Worst.LOWEST),
    "sfr10": Wording(N_("frequency at 10 % modulation"), N_("cycles/px"), 3, Worst.LOWEST),
    "sfr50": Wording(N_("frequency at 50 % modulation"), N_("% of Nyquist"), 0, Worst.LOWEST),
    "sfr_nyquist": Wording(N_("modulation at Nyquist"), "", 2),
    "max_modulation": Wording(N_("highest modulation (sharpening)"), "", 2),
    "misregistration": Wording(N_("colour misregistration"), "px", 2),
    "ppi": Wording(N_("resolution obtained"), "ppi", 1, Worst.LOWEST),
    "ppi_stated": Wording(N_("resolution stated in the file"), "ppi", 0, Worst.LOWEST),
    "scale": Wording(N_("error of the scale"), "%", 2, Worst.FARTHEST),
    "distortion": Wording(N_("geometric distortion"), "%", 2),
    "bits": Wording(N_("bits a channel"), "bit", 0, Worst.LOWEST),
    "colour_space": Wording(N_("colour space"), "", 0),
}

REASONS: dict[str, str] = {
    "no-profile": N_("no colour profile is embedded, so colour is not assessable"),
    "odd-profile": N_("the embedded colour profile cannot be used, so colour is not assessable"),
    "no-colour": N_("the scan knows no colour"),
    "grey-only": N_("only the grey patches were asked for"),
    "no-chart": N_("no chart was found"),
    "no-tones": N_("neither a profile nor grey patches tell what light the values mean"),
    "edge-small": N_("the edges are too short for measuring; scan nearer or give a region"),
    "edge-slant": N_("no edge stands 2° to 10° askew; turn the target by about 5°"),
    "edge-flat": N_("the edges have too little contrast"),
    "edge-bent": N_("the edges are not straight"),
    "edge-gap": N_("the patches stand too near each other for their edges to be measured"),
    "edge-none": N_("no region of a slanted edge is known"),
    "light-hidden": N_("the patches' own errors hide how the light falls"),
    "no-scale": N_("the target's size is not known; give the distance between its patches in mm"),
    "no-ruler": N_("no ruler's ticks can be made out over 50 mm of the region"),
    "no-ppi": N_("the file does not say its resolution"),
    "no-grid": N_("a grid over the whole field would be needed"),
    "few-pixels": N_("the patches are too small"),
}

UNMEASURED = N_("not measured")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its values (of each patch, pair or direction), or the reason for none."""

    name: str
    values: tuple[float, ...] = ()
    reason: str = ""
    """A key of ``REASONS``, empty where there are values."""
    text: str = ""
    """What was found, of a measure that is no number."""
    where: str = ""
    """The patch, pair or direction that the shown value belongs to."""

    @property
    def value(self) -> float | None:
        """The value that stands for all; None where it was not measured."""
        if not self.values:
            return None
        return shown(self.values, MEASURES[self.name].worst)[1]

    @property
    def is_measured(self) -> bool:
        """Whether there is anything to judge."""
        return bool(self.values or self.text)


def shown(values: tuple[float, ...], worst: Worst) -> tuple[int, float]:
    """The place and the value that stands for all."""
    weights = [_weight(value, worst) for value in values]
    place = weights.index(max(weights))
    return place, values[place]


def _weight(value: float, worst: Worst) -> float:
    return {
        Worst.HIGHEST: value,
        Worst.LOWEST: -value,
        Worst.FARTHEST: abs(value),
        Worst.ODDEST: abs(value - 1),
    }[worst]


def measured(name: str, values: dict[str, float]) -> Measure:
    """A measure of several values by their names."""
    numbers = tuple(float(value) for value in values.values())
    place, _value = shown(numbers, MEASURES[name].worst)
    where = list(values)[place] if len(values) > 1 else ""
    return Measure(name, tuple(round(number, 4) for number in numbers), where=where)


def single(name: str, value: float) -> Measure:
    """A measure of one value."""
    return Measure(name, (round(float(value), 4),))


def missing(reason: str, *names: str) -> list[Measure]:
    """Measures that could not be made."""
    return [Measure(name, reason=reason) for name in names]
