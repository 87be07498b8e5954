"""What is said of a target: values that travel between processes and into JSON."""

from dataclasses import dataclass

from qa.targets.measures import Measure
from qa.targets.standards import LevelVerdict
from schemas.findings import Region


@dataclass(frozen=True, slots=True)
class PatchResult:
    """One patch; L*a*b* is None where the scan's colour is not assessable."""

    name: str
    device: tuple[float, ...]
    """Mean of each channel, 0 to 255."""
    reference: tuple[float, float, float]
    lab: tuple[float, float, float] | None = None
    delta_e: float | None = None
    noise: float | None = None
    """Standard deviation of L* without the shading over the patch."""
    noise_counts: float | None = None
    """The same of the channels' mean, 0 to 255."""


@dataclass(frozen=True, slots=True)
class ResponseCurve:
    """The spatial frequency response in one direction; frequencies in cycles per pixel."""

    direction: str
    """``across`` (lines that stand) or ``down`` (lines that lie)."""
    slant_degrees: float
    frequencies: tuple[float, ...]
    modulation: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TargetReport:
    """A graded target."""

    kind: str
    """A ``TargetKind``, or ``edge`` or ``ruler`` where only that was there."""
    target: str
    """The target's name; empty where there is no chart."""
    reference: str
    """Which values of the chart are taken for true."""
    category: str
    profile: str
    """Name of the embedded colour profile, empty where there is none."""
    region: Region | None
    """Where the chart lies, in pixels of the scan as stored."""
    patches: tuple[PatchResult, ...]
    greys: tuple[str, ...]
    """The grey patches among them, lightest first."""
    measures: tuple[Measure, ...]
    curves: tuple[ResponseCurve, ...]
    verdicts: tuple[LevelVerdict, ...]
    other_reference: str = ""
    """The chart's other formulation, and the mean difference by it: perhaps the chart is older."""
    other_delta_e_mean: float | None = None

    def measure(self, name: str) -> Measure | None:
        """A measure by its name."""
        return next((m for m in self.measures if m.name == name), None)
