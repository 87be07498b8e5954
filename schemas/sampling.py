"""Sampling by people: how the looking at a lot stands."""

from dataclasses import dataclass
from enum import StrEnum


class LotState(StrEnum):
    """How the looking at a sample stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


def lot_state(sample_size: int, good: int, bad: int, reject_at: int) -> LotState:
    """Rejected as soon as enough is bad; accepted when all has been looked at."""
    if bad >= reject_at:
        return LotState.REJECTED
    return LotState.ACCEPTED if good + bad >= sample_size else LotState.OPEN


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A drawn sample as it is recorded: enough to draw it again."""

    plan: str
    plan_version: str
    seed: str
    lot_size: int
    reject_at: int
    items: tuple[str, ...]
    """In the lot's order."""
