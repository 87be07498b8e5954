"""What stays when an object's work files go: the markers of its finished steps.

The files themselves are in storage. When the object is taken through again (a page was turned, a
rescan took its place), markers and stored files come together again, and only what is made of
other scans, in another way or by a newer step is done anew. All of it may be thrown away: then
everything is done again.
"""

import errno
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.files import UNFINISHED, write_whole
from pipeline.markers import CAPTURE, PAGES
from pipeline.package import HUMAN_FILES, MACHINE, PAGE_FILES
from pipeline.plain import value_of
from qa.report import QaReport

_MARKERS = "*.done.json"
#: Where a file of a page lies in the package, by its name in the page's work folder.
_PLACES = {name: (place, ending) for name, place, _, ending in PAGE_FILES}

#: Finds a stored file by its logical path; None where the package has none.
Stored = Callable[[str], Path | None]


def keep_markers(folder: Path, kept: Path) -> None:
    """Copy the markers of an object's work folder; those kept before are replaced."""
    if not (folder / CAPTURE).is_dir():
        return
    draft = kept.with_name(f"{UNFINISHED}{kept.name}")
    shutil.rmtree(draft, ignore_errors=True)
    for marker in (*(folder / CAPTURE).glob(_MARKERS), *(folder / PAGES).glob(f"*/{_MARKERS}")):
        target = draft / marker.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(marker, target)
    shutil.rmtree(kept, ignore_errors=True)
    if draft.is_dir():
        draft.replace(kept)


def bring_back(folder: Path, kept: Path, stored: Stored, keys: Mapping[str, str]) -> None:
    """Lay markers and stored files into a work folder as if their steps had just been done.

    What lies there already is newer and stays.

    Args:
        folder: the object's work folder.
        kept: where its markers were kept.
        stored: finds a file of the package as it is stored.
        keys: of each page, by its folder's name, what its images depend on now. A page that is
            to be made of other scans, or in another way, begins anew.
    """
    for marker in (kept / CAPTURE).glob(_MARKERS):
        name = marker.name.removeprefix("capture-").removesuffix(".done.json")
        _restore(marker, folder / CAPTURE, {name: stored(f"master/{name}")})
    for page in (kept / PAGES).glob("*"):
        if _key_in(page / "derivatives.done.json") != keys.get(page.name, ""):
            continue
        for marker in page.glob(_MARKERS):
            files = {name: _stored_page_file(page.name, name, stored) for name in _files_in(marker)}
            _restore(marker, folder / PAGES / page.name, files)


def _stored_page_file(page: str, name: str, stored: Stored) -> Path | None:
    place = _PLACES.get(name)
    if place is None:
        return None
    machine = stored(f"{MACHINE}/{page}{place[1]}") if name in HUMAN_FILES else None
    return machine or stored(f"{place[0]}/{page}{place[1]}")


def _key_in(marker: Path) -> str | None:
    return _content(marker).get("key")


def _files_in(marker: Path) -> Iterable[str]:
    files: dict[str, int] = _content(marker).get("files", {})
    return files


def _content(marker: Path) -> dict[str, Any]:
    try:
        content = json.loads(marker.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _restore(marker: Path, folder: Path, files: dict[str, Path | None]) -> None:
    if (folder / marker.name).exists() or None in files.values():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in files.items():
        if source is not None and not (folder / name).exists():
            _link(source, folder / name)
    write_whole(folder / marker.name, marker.read_bytes())


def _link(source: Path, target: Path) -> None:
    """The stored file under another name; steps never write into a file, they replace it."""
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
            raise
        write_whole(target, lambda path: shutil.copyfile(source, path))


def kept_report(kept: Path, page: str) -> QaReport | None:
    """How a page (by its folder's name) was judged when it was last taken through."""
    plain = _content(kept / PAGES / page / "qa.done.json").get("result")
    if plain is None:
        return None
    with suppress(KeyError, TypeError, ValueError):  # written by an older version
        return value_of(QaReport, plain)
    return None
