"""The checks between the pages of an object, in the order in which they run."""

from collections.abc import Callable, Sequence

from qa.profiles import QaProfile
from qa.volume.duplicates import check_duplicates
from qa.volume.pages import PageFinding, VolumePage

#: Looks at all pages together.
VolumeCheck = Callable[[Sequence[VolumePage], QaProfile], list[PageFinding]]

CHECKS: dict[str, VolumeCheck] = {
    "duplicates": lambda pages, profile: check_duplicates([page.signature for page in pages]),
}


def check_volume(pages: Sequence[VolumePage], profile: QaProfile) -> list[PageFinding]:
    """Judge the pages of an object against each other, in their order."""
    found = [one for check in CHECKS.values() for one in check(pages, profile)]
    return sorted(found, key=lambda one: one.position)
