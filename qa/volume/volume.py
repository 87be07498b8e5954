"""The checks between the pages of an object, in the order in which they run."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.profiles import QaProfile
from qa.volume.alternation import check_alternation
from qa.volume.baselines import check_baselines
from qa.volume.count import check_count
from qa.volume.duplicates import check_duplicates
from qa.volume.dust import check_dust
from qa.volume.names import check_names
from qa.volume.numbers import number_pages
from qa.volume.order import check_order
from qa.volume.pages import PageFinding, VolumePage
from qa.volume.plates import check_split_leaves, numbered_positions
from qa.volume.sizes import check_sizes
from schemas.preparation import NOTHING_COUNTED, PreparationSheet

#: Looks at all pages together.
VolumeCheck = Callable[[Sequence[VolumePage], QaProfile, PreparationSheet], list[PageFinding]]


def check_numbers(
    pages: Sequence[VolumePage], declared: frozenset[str] = frozenset()
) -> list[PageFinding]:
    """Hold the printed numbers against the order of the pages that the book counts."""
    positions = numbered_positions(pages)
    counted = [pages[position] for position in positions]
    return [_put_back(one, positions) for one in check_order(number_pages(counted), declared)]


def labels_of(pages: Sequence[VolumePage]) -> dict[int, str]:
    """Position to the printed number, where the pages around bear it out."""
    positions = numbered_positions(pages)
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
    "duplicates": lambda pages, profile, sheet: check_duplicates([p.signature for p in pages]),
    "baselines": lambda pages, profile, sheet: check_baselines(pages, profile),
    "numbers": lambda pages, profile, sheet: check_numbers(pages, sheet.missing_numbers),
    "alternation": lambda pages, profile, sheet: check_alternation(pages),
    "plates": lambda pages, profile, sheet: list(check_split_leaves(pages)),
    "names": lambda pages, profile, sheet: check_names(pages),
    "sizes": lambda pages, profile, sheet: check_sizes(pages, profile),
    "dust": lambda pages, profile, sheet: check_dust(pages),
    "count": lambda pages, profile, sheet: check_count(pages, sheet),
}

#: A changed measure between pages gets a new version.
VERSIONS = dict.fromkeys(CHECKS, "1") | {"duplicates": "2", "baselines": "2", "numbers": "2"}


def check_volume(
    pages: Sequence[VolumePage],
    profile: QaProfile,
    sheet: PreparationSheet = NOTHING_COUNTED,
) -> list[PageFinding]:
    """Judge the pages of an object against each other, in their order, and against the sheet."""
    found = [
        replace(one, check=f"{name} {VERSIONS[name]}")
        for name, check in CHECKS.items()
        for one in check(pages, profile, sheet)
    ]
    doubles = {(one.position, one.finding.facts["other"]) for one in found if _is_double(one)}
    kept = [one for one in found if not _says_double_again(one, doubles)]
    return sorted(kept, key=lambda one: one.position)


def _is_double(found: PageFinding) -> bool:
    return found.finding.code == "QA-SEQ-01"


def _says_double_again(found: PageFinding, doubles: set[tuple[int, str | int | float]]) -> bool:
    """Whether a number stands twice only because its page does."""
    is_number_twice = found.finding.code == "QA-SEQ-04"
    return is_number_twice and (found.position, found.finding.facts["other"]) in doubles
