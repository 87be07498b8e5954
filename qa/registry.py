"""The checks of a page in the order in which they run."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from qa.checks.banding import check_banding
from qa.checks.bit_depth import check_bit_depth
from qa.checks.blank import check_blank
from qa.checks.blurred_part import check_blurred_part
from qa.checks.cast import check_cast
from qa.checks.clipping import check_clipping
from qa.checks.coding import check_coding
from qa.checks.colour_profile import check_colour_profile
from qa.checks.colour_space import check_colour_space
from qa.checks.compression import check_compression
from qa.checks.cropped import check_cropped
from qa.checks.curl import check_curl
from qa.checks.enlarged import check_enlarged
from qa.checks.exposure import check_exposure
from qa.checks.finger import check_finger
from qa.checks.focus import check_focus
from qa.checks.foreign_object import check_foreign_object
from qa.checks.ghost import check_ghost
from qa.checks.gutter import check_gutter
from qa.checks.halo import check_halo
from qa.checks.inverted import check_inverted
from qa.checks.mirrored import check_mirrored
from qa.checks.moire import check_moire
from qa.checks.motion import check_motion
from qa.checks.noise import check_noise
from qa.checks.opening import check_opening
from qa.checks.orientation import check_orientation
from qa.checks.resolution import check_resolution
from qa.checks.show_through import check_show_through
from qa.checks.skew import check_skew
from qa.checks.streak import check_streak
from qa.checks.uneven_light import check_uneven_light
from qa.measures import measures_of
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable, QaReport
from qa.signature import signature_of
from qa.specks import find_specks
from qa.targets.masking import lay_aside
from schemas.findings import Finding


class Check(Protocol):
    """Looks for one kind of fault: findings, or a reason why this page cannot be judged."""

    def __call__(self, page: PageView, profile: QaProfile, /) -> Sequence[Finding] | NotApplicable:
        """Judge one page."""
        ...


@dataclass(frozen=True, slots=True)
class RegisteredCheck:
    """A check and the version of its measure; a changed measure gets a new version."""

    check: Check
    version: str
    least_px: int = 0
    """Pictures whose longer side is shorter say nothing about this fault."""


#: Less than this holds too few edges and too little paper to be measured.
SMALL_PX = 400


CHECKS: dict[str, RegisteredCheck] = {
    "resolution": RegisteredCheck(check_resolution, "1"),
    "bit_depth": RegisteredCheck(check_bit_depth, "1"),
    "compression": RegisteredCheck(check_compression, "1"),
    "colour_space": RegisteredCheck(check_colour_space, "1"),
    "colour_profile": RegisteredCheck(check_colour_profile, "1"),
    "exposure": RegisteredCheck(check_exposure, "2"),
    "clipping": RegisteredCheck(check_clipping, "2"),
    "cast": RegisteredCheck(check_cast, "1"),
    "uneven_light": RegisteredCheck(check_uneven_light, "2", SMALL_PX),
    "gutter": RegisteredCheck(check_gutter, "2", SMALL_PX),
    "show_through": RegisteredCheck(check_show_through, "1", SMALL_PX),
    "focus": RegisteredCheck(check_focus, "3", SMALL_PX),
    "blurred_part": RegisteredCheck(check_blurred_part, "2", SMALL_PX),
    "motion": RegisteredCheck(check_motion, "2", SMALL_PX),
    "ghost": RegisteredCheck(check_ghost, "2", SMALL_PX),
    "halo": RegisteredCheck(check_halo, "1", SMALL_PX),
    "noise": RegisteredCheck(check_noise, "1", SMALL_PX),
    "coding": RegisteredCheck(check_coding, "1", SMALL_PX),
    "enlarged": RegisteredCheck(check_enlarged, "1", SMALL_PX),
    "skew": RegisteredCheck(check_skew, "1"),
    "cropped": RegisteredCheck(check_cropped, "1"),
    "curl": RegisteredCheck(check_curl, "2"),
    "orientation": RegisteredCheck(check_orientation, "1"),
    "mirrored": RegisteredCheck(check_mirrored, "1"),
    "opening": RegisteredCheck(check_opening, "1"),
    "finger": RegisteredCheck(check_finger, "2", SMALL_PX),
    "foreign_object": RegisteredCheck(check_foreign_object, "2", SMALL_PX),
    "streak": RegisteredCheck(check_streak, "2", SMALL_PX),
    "banding": RegisteredCheck(check_banding, "2", SMALL_PX),
    "moire": RegisteredCheck(check_moire, "2", SMALL_PX),
    "inverted": RegisteredCheck(check_inverted, "1", SMALL_PX),
    "blank": RegisteredCheck(check_blank, "1"),
}


def run_checks(page: PageView, profile: QaProfile) -> QaReport:
    """Hold a page against its profile by every registered check."""
    started = perf_counter()
    page, beside = lay_aside(page)
    findings: list[Finding] = list(beside)
    not_applicable: list[tuple[str, str]] = []
    found_by = {one.code: "target" for one in beside}
    seconds: dict[str, float] = {"target": perf_counter() - started}
    for name, registered in CHECKS.items():
        started = perf_counter()
        outcome = _judged(registered, page, profile)
        seconds[name] = perf_counter() - started
        if isinstance(outcome, NotApplicable):
            not_applicable.append((name, outcome.reason))
        else:
            findings.extend(outcome)
            found_by |= {one.code: name for one in outcome}
    return QaReport(
        findings=tuple(findings),
        not_applicable=tuple(not_applicable),
        signature=signature_of(page),
        profile=profile.name,
        profile_version=profile.version,
        check_versions={name: registered.version for name, registered in CHECKS.items()},
        found_by=found_by,
        seconds=seconds,
        measures=measures_of(page),
        specks=find_specks(page),
    )


def _judged(
    registered: RegisteredCheck, page: PageView, profile: QaProfile
) -> Sequence[Finding] | NotApplicable:
    if max(page.facts.width_px, page.facts.height_px) < registered.least_px:
        return NotApplicable("too-small")
    return registered.check(page, profile)
