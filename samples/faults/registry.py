"""Every kind of fault with its grades: mild, moderate and severe in the fault's own unit."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from samples.faults import coding, geometry, lighting, optics, patterns, things
from samples.faults.base import Grade, Scene, Seeded

Seed = Callable[[Scene, float, np.random.Generator], Seeded]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: how it is seeded, and from where to where each grade reaches."""

    seed: Seed
    mild: Range
    moderate: Range
    severe: Range
    either_sign: bool = False
    needs_colour: bool = False
    needs_text: bool = False
    has_grades: bool = True
    """Whether there is a more and a less of it."""

    def amount(self, grade: Grade, rng: np.random.Generator) -> float:
        """An amount of this grade."""
        low, high = {
            Grade.MILD: self.mild, Grade.MODERATE: self.moderate, Grade.SEVERE: self.severe,
        }[grade]  # fmt: skip
        size = float(rng.uniform(low, high)) if high > low else low
        return -size if self.either_sign and rng.random() < 0.5 else size


def _same(mild: float, moderate: float, severe: float) -> tuple[Range, Range, Range]:
    """Grades that are one amount each."""
    return (mild, mild), (moderate, moderate), (severe, severe)


def _plain(seed: Callable[[Scene, float], Seeded]) -> Seed:
    """A fault into which no chance enters."""

    def seeded(scene: Scene, amount: float, rng: np.random.Generator) -> Seeded:
        return seed(scene, amount)

    return seeded


def _certain(seed: Callable[[Scene], Seeded]) -> Seed:
    """A fault that is there or not."""

    def seeded(scene: Scene, amount: float, rng: np.random.Generator) -> Seeded:
        return seed(scene)

    return seeded


KINDS: dict[str, FaultKind] = {
    "defocus": FaultKind(optics.defocus, (1.0, 1.0), (1.5, 2.0), (3.5, 3.5)),
    "defocus_corner": FaultKind(optics.defocus_corner, (1.0, 1.0), (1.5, 2.0), (3.5, 3.5)),
    "motion": FaultKind(optics.motion, *_same(3, 6, 12)),
    "double_exposure": FaultKind(optics.double_exposure, *_same(10, 25, 50), needs_text=True),
    "sharpening": FaultKind(_plain(optics.sharpening), *_same(5, 10, 25)),
    "enlarged": FaultKind(_plain(optics.enlarged), *_same(0.67, 0.5, 0.33)),
    "denoised": FaultKind(_plain(optics.denoised), *_same(3, 5, 7)),
    "jpeg_artefacts": FaultKind(_plain(coding.jpeg_artefacts), *_same(80, 50, 25)),
    "skew": FaultKind(_plain(geometry.skew), *_same(0.5, 1.5, 4), either_sign=True),
    "turned": FaultKind(_plain(geometry.turned), *_same(90, 270, 180)),
    "mirrored": FaultKind(_certain(geometry.mirrored), *_same(1, 1, 1), has_grades=False),
    "negative": FaultKind(_certain(geometry.negative), *_same(1, 1, 1), has_grades=False),
    "cut_text": FaultKind(geometry.cut_text, (1, 1), (2, 6), (30, 50), needs_text=True),
    "curl": FaultKind(_plain(geometry.curl), *_same(0.3, 1, 2), needs_text=True),
    "other_size": FaultKind(_plain(geometry.other_size), *_same(1.3, 1.3, 2)),
    "finger": FaultKind(things.finger, *_same(5, 20, 40)),
    "foreign_object": FaultKind(things.foreign_object, *_same(5, 15, 40)),
    "moire": FaultKind(patterns.moire, *_same(2, 5, 10)),
    "banding": FaultKind(patterns.banding, *_same(0.7, 1.5, 4)),
    "streak": FaultKind(patterns.streak, *_same(0.7, 1.5, 4)),
    "dust": FaultKind(patterns.dust, *_same(1, 10, 50)),
    "exposure": FaultKind(_plain(lighting.exposure), *_same(4, 8, 15), either_sign=True),
    "clipping": FaultKind(lighting.clipping, *_same(0.2, 1, 5)),
    "cast": FaultKind(lighting.cast, *_same(3, 6, 12), needs_colour=True),
    "uneven_light": FaultKind(lighting.uneven_light, *_same(5, 15, 40)),
    "gutter_shadow": FaultKind(_plain(lighting.gutter_shadow), *_same(5, 15, 40)),
    "show_through": FaultKind(_plain(lighting.show_through), *_same(15, 30, 50), needs_text=True),
    "noise": FaultKind(lighting.noise, *_same(2, 4, 8)),
}


def seed_fault(scene: Scene, kind: str, grade: Grade, rng: np.random.Generator) -> Seeded:
    """A scan with one fault of a kind and grade; place and direction are the generator's.

    Raises:
        KeyError: there is no such kind.
    """
    fault_kind = KINDS[kind]
    seeded = fault_kind.seed(scene, fault_kind.amount(grade, rng), rng)
    return Seeded(seeded.image, replace(seeded.fault, grade=grade))
