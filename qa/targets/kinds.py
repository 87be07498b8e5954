"""The targets that can be graded."""

from enum import StrEnum


class TargetKind(StrEnum):
    """The charts that are known."""

    CLASSIC24 = "classic24"
    SG140 = "sg140"
    GREY = "grey"
    """The neutral patches of a Classic 24, whatever its colours."""
