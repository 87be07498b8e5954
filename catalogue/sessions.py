"""Sessions of a device: how far a target speaks for what is scanned after it. Free of Django.

A session begins with a target that comes to the level asked for, and ends after so many hours or
images, or with the next target that fails: nobody knows when between the two it went wrong, so
that what was scanned after the last good one is doubtful too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """What a grading means for its device."""

    PASSED = "passed"
    FAILED = "failed"
    """Below the level asked for."""
    UNGRADED = "ungraded"
    """A target that could not be graded says nothing either way."""


class Missing(StrEnum):
    """Why no valid target speaks for an object; worded in ``qa.wordings.targets``."""

    NONE = "none"
    HOURS = "hours"
    IMAGES = "images"
    FAILED_BEFORE = "failed-before"
    FAILED_AFTER = "failed-after"
    OWN_FAILED = "own-failed"


class WhenMissing(StrEnum):
    """How much it weighs that an object has no valid target."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a department asks of a device; without hours and images it asks for no targets."""

    valid_hours: int | None = None
    valid_images: int | None = None
    standard: str = ""
    level: str = ""
    category: str = "bound-general"
    when_missing: WhenMissing = WhenMissing.WARNING

    @property
    def asks_for_targets(self) -> bool:
        """Whether objects without a valid target are to be named."""
        return self.valid_hours is not None or self.valid_images is not None


@dataclass(frozen=True, slots=True)
class GradedTarget:
    """One target on a device's line of time."""

    at: datetime
    outcome: Outcome
    object_key: int | None = None
    """The object it was shot with; None where it stands alone."""


@dataclass(frozen=True, slots=True)
class ScannedObject:
    """One object on a device's line of time."""

    key: int
    at: datetime
    """When its last image was made."""
    images: int


@dataclass(frozen=True, slots=True)
class SessionState:
    """How a device stands now."""

    is_valid: bool
    since: datetime | None = None
    """The target that the session began with, or the one that ended it."""
    valid_until: datetime | None = None
    """None where the policy sets no hours."""
    images_left: int | None = None
    """None where the policy sets no number."""
    reason: Missing | None = None


class Timeline:
    """The targets and the objects of one device in the order of time."""

    def __init__(
        self, policy: Policy, targets: Iterable[GradedTarget], objects: Iterable[ScannedObject]
    ) -> None:
        self.policy = policy
        judged = [one for one in targets if one.outcome is not Outcome.UNGRADED]
        self.targets = sorted(judged, key=lambda one: one.at)
        self.objects = sorted(objects, key=lambda one: (one.at, one.key))
        self._moments = [one.at for one in self.targets]
        self._own: dict[int, set[Outcome]] = {}
        for one in self.targets:
            if one.object_key is not None:
                self._own.setdefault(one.object_key, set()).add(one.outcome)
        self._ends = [one.at for one in self.objects]
        self._counts = _running([one.images for one in self.objects])

    def without_target(self) -> list[tuple[ScannedObject, Missing]]:
        """The objects for which no valid target speaks, each with the reason."""
        if not self.policy.asks_for_targets:
            return []
        judged = ((one, self.missing(one)) for one in self.objects)
        return [(one, reason) for one, reason in judged if reason is not None]

    def missing(self, one: ScannedObject) -> Missing | None:
        """Why no valid target speaks for an object; None where one does."""
        own = self._own.get(one.key, set())
        if Outcome.PASSED in own:
            return None
        if Outcome.FAILED in own:
            return Missing.OWN_FAILED
        place = bisect_right(self._moments, one.at)
        if place == 0:
            return Missing.NONE
        reason = self._ended(self.targets[place - 1], one.at)
        if reason is None and place < len(self.targets):
            failed = self.targets[place].outcome is Outcome.FAILED
            return Missing.FAILED_AFTER if failed else None
        return reason

    def state(self, now: datetime) -> SessionState:
        """How the device stands."""
        if not self.targets:
            return SessionState(is_valid=False, reason=Missing.NONE)
        last, policy = self.targets[-1], self.policy
        reason = self._ended(last, now)
        hours, images = policy.valid_hours, policy.valid_images
        left = None if images is None else max(0, images - self._made(last.at, now))
        return SessionState(
            is_valid=reason is None and left != 0,
            since=last.at,
            valid_until=None if hours is None else last.at + timedelta(hours=hours),
            images_left=left,
            reason=reason or (Missing.IMAGES if left == 0 else None),
        )

    def _ended(self, target: GradedTarget, at: datetime) -> Missing | None:
        """Why a target no longer speaks for what ends at this moment."""
        hours, images = self.policy.valid_hours, self.policy.valid_images
        if target.outcome is Outcome.FAILED:
            return Missing.FAILED_BEFORE
        if hours is not None and at - target.at > timedelta(hours=hours):
            return Missing.HOURS
        if images is not None and self._made(target.at, at) > images:
            return Missing.IMAGES
        return None

    def _made(self, begin: datetime, end: datetime) -> int:
        """Images made after one moment until another."""
        first, last = bisect_right(self._ends, begin), bisect_right(self._ends, end)
        return self._counts[last] - self._counts[first]


def _running(numbers: Sequence[int]) -> list[int]:
    sums = [0]
    for number in numbers:
        sums.append(sums[-1] + number)
    return sums


def outcome_of(policy: Policy, levels: dict[str, list[str]], reached: dict[str, str]) -> Outcome:
    """Whether a graded target comes to the level that is asked for.

    Args:
        policy: what is asked for; without a standard every graded target passes.
        levels: the levels of each standard that judged the target, best first.
        reached: the level that each of them gave; empty below every level.
    """
    if not policy.standard:
        return Outcome.PASSED
    order = levels.get(policy.standard, [])
    if policy.level not in order:
        return Outcome.UNGRADED
    level = reached.get(policy.standard, "")
    good = level in order and order.index(level) <= order.index(policy.level)
    return Outcome.PASSED if good else Outcome.FAILED
