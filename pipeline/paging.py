"""How the scans of one object become its pages: order, sides, halves, parts, roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from pipeline.capture_profiles import CaptureProfile, PageOrder
from pipeline.listing import ListedFile
from pipeline.naming import NaturalKey, has_word, natural_key, number_in, without_side
from schemas.findings import Region
from schemas.pages import ImageFacts, PageRole, RecipePart, ScanRole


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the source folder."""

    relative: str
    path: Path


@dataclass(frozen=True, slots=True)
class PlannedScan:
    """One image of a file; ``number`` counts from 1 through the object."""

    number: int
    file: int
    """Place of its file in the object's files, from 0."""
    image_in_file: int = 0
    role: ScanRole = ScanRole.PAGE
    facts: ImageFacts | None = None
    fold: float | None = None
    """Of an opening: where the fold was seen, as a share of the width."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page to be and the scans it is made of."""

    sequence: int
    role: PageRole
    label: str
    parts: tuple[RecipePart, ...]


def in_order(images: Sequence[ListedFile], profile: CaptureProfile) -> list[ListedFile]:
    """The images of an object in the order of its pages."""
    by_name = sorted(images, key=lambda image: _name_key(image.relative))
    if profile.order is PageOrder.NAME:
        return by_name
    sided = [(*_side_of(Path(image.relative), profile), image) for image in by_name]
    first = {bare for side, bare, _ in sided if side == 1}
    second = {bare for side, bare, _ in sided if side == 2}
    if profile.second_reversed or (first and second and not first & second):
        return _by_turns(sided, profile)
    sided.sort(key=lambda one: (_name_key(one[1]), one[0]))
    return [image for _, _, image in sided]


def _by_turns(
    sided: Sequence[tuple[int, str, ListedFile]], profile: CaptureProfile
) -> list[ListedFile]:
    """Two series whose numbers do not match: one of the first, one of the second, and so on."""
    neither, first, second = ([i for side, _, i in sided if side == s] for s in (0, 1, 2))
    if profile.second_reversed:
        second.reverse()
    turns = [image for pair in zip_longest(first, second) for image in pair if image is not None]
    return neither + turns


def _name_key(relative: str) -> tuple[NaturalKey, ...]:
    path = Path(relative)
    return (*(natural_key(part) for part in path.parts[:-1]), natural_key(path.stem))


def _side_of(relative: Path, profile: CaptureProfile) -> tuple[int, str]:
    """1 or 2 and the name without its side; 0 where neither name nor folder tells a side."""
    path = relative.with_suffix("")
    for place in range(len(path.parts) - 1, -1, -1):
        for side, words in ((1, profile.first), (2, profile.second)):
            bare = without_side(path.parts[place], words)
            if bare is not None:
                rest = (*path.parts[:place], bare, *path.parts[place + 1 :])
                return side, "/".join(part for part in rest if part)
    return 0, str(path)


def scan_role_of(stem: str, profile: CaptureProfile) -> ScanRole:
    """A target by its name, else a page."""
    return ScanRole.TARGET if has_word(stem, profile.targets) else ScanRole.PAGE


def pages_of(
    scans: Sequence[PlannedScan], files: Sequence[PlannedFile], profile: CaptureProfile
) -> tuple[PlannedPage, ...]:
    """The pages that the scans of an object show."""
    pages: list[PlannedPage] = []
    joined_to = ""
    for scan in scans:
        if scan.role is not ScanRole.PAGE:
            continue
        name = Path(files[scan.file].relative)
        base = _base_of_part(name.stem, profile)
        if base and base == joined_to and pages:
            last = pages[-1]
            parts = (*last.parts, RecipePart(scan.number))
            pages[-1] = PlannedPage(last.sequence, PageRole.FOLD_OUT, last.label, parts)
            continue
        joined_to = base
        for part in _parts_of(scan, profile):
            role, label = _role_of(name, profile), _label_of(name, profile)
            pages.append(PlannedPage(len(pages) + 1, role, label, (part,)))
    return tuple(pages)


def _base_of_part(stem: str, profile: CaptureProfile) -> str:
    """The name that several shots of one page share; empty where it is the only one."""
    words = "|".join(re.escape(word) for word in profile.parts)
    match = re.fullmatch(rf"(.+)[ _\-.](?:{words})[ _\-.]?\d+", stem, re.IGNORECASE)
    return match[1].casefold() if match and words else ""


def _parts_of(scan: PlannedScan, profile: CaptureProfile) -> list[RecipePart]:
    """One page a scan, or the two halves of an opening, parted at its fold or in the middle."""
    size = upright_size(scan.facts)
    if profile.pages_per_scan != 2 or size is None or size[0] <= size[1]:
        return [RecipePart(scan.number)]
    width, height = size
    middle = width // 2 if scan.fold is None else round(width * scan.fold)
    left = RecipePart(scan.number, crop=Region(0, 0, middle, height))
    right = RecipePart(scan.number, crop=Region(middle, 0, width - middle, height))
    return [right, left] if profile.right_to_left else [left, right]


def upright_size(facts: ImageFacts | None) -> tuple[int, int] | None:
    """Width and height as the image is to be looked at, by its orientation tag."""
    if facts is None:
        return None
    size = facts.width_px, facts.height_px
    return size[::-1] if facts.orientation >= 5 else size


def _role_of(name: Path, profile: CaptureProfile) -> PageRole:
    for role, words in profile.roles:
        if has_word(name.stem, words):
            return role
    side, _ = _side_of(name, profile)
    by_side = {1: profile.first_role, 2: profile.second_role}.get(side)
    return by_side or PageRole.TEXT


def _label_of(name: Path, profile: CaptureProfile) -> str:
    side, bare = _side_of(name, profile)
    number = number_in(bare)
    if not profile.leaf_labels or not side or number is None:
        return ""
    return f"{number}{'r' if side == 1 else 'v'}"
