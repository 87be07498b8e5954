"""The checks between the pages of an object, in the order in which they run."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.profiles import QaProfile
from qa.volume.baselines import check_baselines
from qa.volume.duplicates import check_duplicates
from qa.volume.numbers import counted_positions, number_pages
from qa.volume.order import check_order
from qa.volume.pages import PageFinding, VolumePage

#: Looks at all pages together.
VolumeCheck = Callable[[Sequence[VolumePage], QaProfile], list[PageFinding]]


def check_numbers(
    pages: Sequence[VolumePage], declared: frozenset[str] = frozenset()
) -> list[PageFinding]:
    """Hold the printed numbers against the order of the pages that the book counts."""
    positions = counted_positions(pages)
    counted = [pages[position] for position in positions]
    return [_put_back(one, positions) for one in check_order(number_pages(counted), declared)]


def labels_of(pages: Sequence[VolumePage]) -> dict[int, str]:
    """Position to the printed number, where the pages around bear it out."""
    positions = counted_positions(pages)
    numbering = number_pages([pages[position] for position in positions])
    return {positions[position]: label for position, label in numbering.labels.items()}


def _put_back(found: PageFinding, positions: Sequence[int]) -> PageFinding:
    """The finding with its places among all pages."""
    other = found.finding.facts.get("other")
    facts = dict(found.finding.facts)
    if isinstance(other, int) and other > 0:
        facts["other"] = positions[other - 1] + 1
    return PageFinding(positions[found.position], replace(found.finding, facts=facts))


CHECKS: dict[str, VolumeCheck] = {
    "duplicates": lambda pages, profile: check_duplicates([page.signature for page in pages]),
    "baselines": check_baselines,
    "numbers": lambda pages, profile: check_numbers(pages),
}


def check_volume(pages: Sequence[VolumePage], profile: QaProfile) -> list[PageFinding]:
    """Judge the pages of an object against each other, in their order."""
    found = [one for check in CHECKS.values() for one in check(pages, profile)]
    return sorted(found, key=lambda one: one.position)
