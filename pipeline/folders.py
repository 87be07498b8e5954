"""Step 1a, capture plan: what in a folder becomes which object, scan and page.

Nothing is copied or written; ``skrynia digitise --dry-run`` shows the plan and ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.capture_profiles import CaptureProfile, Parting, get_capture_profile
from pipeline.dockets import Docket
from pipeline.errors import NoImagesError, UnreadableFileError
from pipeline.folds import FoldReader, with_folds
from pipeline.formats import JPEG, JPEG2000, PDF, PNG, TIFF
from pipeline.headers import ScanHeader
from pipeline.listing import Ignored, IgnoredBecause, ListedFile, list_folder, wait_until_still
from pipeline.naming import natural_key, object_prefix
from pipeline.paging import PlannedFile, PlannedPage, PlannedScan, in_order, pages_of, scan_role_of
from pipeline.target_scans import TargetReader, with_targets
from schemas.pages import ImageFacts, ScanRole

#: Reads the headers of a file; an empty answer where it cannot be read as an image.
HeaderReader = Callable[[Path], Sequence[ScanHeader]]
#: Reads the docket that an image shows, if it shows one.
DocketReader = Callable[[Path, int], Docket | None]

#: So many pages has an opening.
PAGES_OF_OPENING = 2
#: Of two files of one shot the one that stands first here is the scan.
_BETTER_FIRST = (TIFF, JPEG2000, PNG, JPEG)


@dataclass(frozen=True, slots=True)
class PlannedObject:
    """One object to be: its files, scans and pages, each in order."""

    name: str
    files: tuple[PlannedFile, ...]
    scans: tuple[PlannedScan, ...]
    pages: tuple[PlannedPage, ...]
    title: str = ""
    """From its docket, as is the shelf mark."""
    shelfmark: str = ""


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What becomes of a folder."""

    folder: Path
    profile: str
    objects: tuple[PlannedObject, ...]
    ignored: tuple[Ignored, ...]
    unreadable: tuple[UnreadableFileError, ...] = ()
    """Files that may not be read; while there are any, the object would not be whole."""


def read_folder(
    folder: Path,
    profile_name: str = "flat",
    *,
    header: HeaderReader,
    docket: DocketReader | None = None,
    target: TargetReader | None = None,
    fold: FoldReader | None = None,
    recursive: bool = False,
    still_seconds: float = 0,
) -> FolderPlan:
    """Plan how a folder becomes objects.

    Args:
        folder: the folder; it is only read.
        profile_name: the folder convention, see ``capture_profiles.toml``.
        header: reads headers, in the sandbox.
        docket: reads dockets, in the sandbox; needed by profiles that part by docket.
        target: tells shots of a target, in the sandbox; without it names alone tell them.
        fold: finds the folds of openings, in the sandbox; without it they are parted in the middle.
        recursive: take images of sub-folders too.
        still_seconds: wait until no file changed for so long.

    Raises:
        FolderMissingError: there is no such folder.
        FolderEmptyError: it is empty.
        NoImagesError: it holds no images.
        StillWritingError: it is being written to without end.
        UnreadableFileError: the folder itself may not be read.
    """
    profile = get_capture_profile(profile_name)
    by_subfolder = profile.parting is Parting.SUBFOLDER
    if still_seconds and folder.is_dir():
        wait_until_still(folder, recursive=recursive or by_subfolder, still_seconds=still_seconds)
    listing = list_folder(folder, recursive=recursive or by_subfolder)
    images, left = _chosen(folder, listing.images, by_subfolder=by_subfolder)
    ignored = (*listing.ignored, *left)
    if not images and not listing.unreadable:
        raise NoImagesError(folder=str(folder), ignored=len(ignored))
    planner = _Planner(folder, profile, header, docket, target, fold)
    objects = tuple(planner.objects(images))
    in_order = tuple(sorted(ignored, key=lambda one: natural_key(one.path)))
    return FolderPlan(folder, profile_name, objects, in_order, listing.unreadable)


def _chosen(
    folder: Path, images: Sequence[ListedFile], *, by_subfolder: bool
) -> tuple[list[ListedFile], tuple[Ignored, ...]]:
    """The images that are scans, and those left aside."""
    left = _twins_in(images)
    has_pictures = any(image.media_type in _BETTER_FIRST for image in images)
    for image in images:
        if by_subfolder and image.path.parent == folder:
            left[image] = Ignored(image.relative, IgnoredBecause.LOOSE)
        elif image.media_type == PDF and has_pictures:
            left[image] = Ignored(image.relative, IgnoredBecause.PDF_BESIDE)
    return [image for image in images if image not in left], tuple(left.values())


def _twins_in(images: Sequence[ListedFile]) -> dict[ListedFile, Ignored]:
    """Files of a shot that stands beside them in a better format."""
    shots: dict[tuple[Path, str], list[ListedFile]] = {}
    for image in images:
        if image.media_type in _BETTER_FIRST:
            shots.setdefault((image.path.parent, image.stem.casefold()), []).append(image)
    twins: dict[ListedFile, Ignored] = {}
    for shot in shots.values():
        best, *others = sorted(shot, key=lambda i: _BETTER_FIRST.index(str(i.media_type)))
        for other in others:
            if other.media_type != best.media_type:
                twins[other] = Ignored(other.relative, IgnoredBecause.TWIN, best.relative)
    return twins


class _Planner:
    def __init__(
        self,
        folder: Path,
        profile: CaptureProfile,
        header: HeaderReader,
        docket: DocketReader | None,
        target: TargetReader | None = None,
        fold: FoldReader | None = None,
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.header = header
        self.docket = docket
        self.target = target
        self.fold = fold

    def objects(self, images: list[ListedFile]) -> list[PlannedObject]:
        """One planned object a group of images."""
        if self.profile.parting is Parting.DOCKET:
            return self._by_docket(images)
        named = sorted(((self._object_name(i), i) for i in images), key=lambda n: natural_key(n[0]))
        return [
            self._object(name, [image for _, image in group])
            for name, group in groupby(named, key=lambda n: n[0])
        ]

    def _object_name(self, image: ListedFile) -> str:
        if self.profile.parting is Parting.SUBFOLDER:
            return Path(image.relative).parts[0]
        if self.profile.parting is Parting.PREFIX:
            return object_prefix(image.stem, self.profile.sides) or self._folder_name
        return self._folder_name

    @property
    def _folder_name(self) -> str:
        return self.folder.resolve().name

    def _object(
        self, name: str, images: list[ListedFile], docket: Docket | None = None
    ) -> PlannedObject:
        images = in_order(images, self.profile)
        files = tuple(PlannedFile(image.relative, image.path) for image in images)
        scans: list[PlannedScan] = []
        for number, image in enumerate(images):
            role = scan_role_of(image.stem, self.profile)
            if docket is not None and number == 0:
                role = ScanRole.DOCKET
            for at, facts in self._images_in(image.path):
                scans.append(PlannedScan(len(scans) + 1, number, at, role, facts))
        if self.target is not None:
            scans = with_targets(scans, files, self.target)
        if self.fold is not None and self.profile.pages_per_scan == PAGES_OF_OPENING:
            scans = with_folds(scans, files, self.fold)
        return PlannedObject(
            name=name,
            files=files,
            scans=tuple(scans),
            pages=pages_of(scans, files, self.profile),
            title=docket.title if docket else "",
            shelfmark=docket.shelfmark if docket else "",
        )

    def _images_in(self, path: Path) -> list[tuple[int, ImageFacts | None]]:
        """What cannot be read stays in the plan as one scan, to fail later where it is seen."""
        found = [(header.image_in_file, header.facts) for header in self.header(path)]
        return [*found] or [(0, None)]

    def _by_docket(self, images: list[ListedFile]) -> list[PlannedObject]:
        groups: list[tuple[Docket | None, list[ListedFile]]] = []
        for image in in_order(images, self.profile):
            found = self.docket(image.path, 0) if self.docket else None
            if found is not None or not groups:
                groups.append((found, []))
            groups[-1][1].append(image)
        return [self._object(self._docket_name(d), files, d) for d, files in groups]

    def _docket_name(self, docket: Docket | None) -> str:
        return (docket.shelfmark or docket.title if docket else "") or self._folder_name
