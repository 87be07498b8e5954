"""By what an object is known again: the library and the ordered digests of its scans."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Names of files that are written out in a refusal; the rest is counted.
NAMES_SHOWN = 20

#: A scan's place in its folder (file, image in it) -> its digest, in the order of the scans.
Digests = Mapping[tuple[str, int], str]


def identity_digest(library_code: str, digests: Iterable[str]) -> str:
    """SHA-512 over the library's code and the ordered digests, a line each."""
    lines = "\n".join((library_code, *digests))
    return hashlib.sha512(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ScanDifference:
    """In what two looks at the same folder differ."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    moved: tuple[str, ...]
    """In the same folder at another place of the order."""

    def said(self) -> dict[str, str]:
        """Each list in words, for an error."""
        return {
            "changed": _listed(self.changed),
            "added": _listed(self.added),
            "missing": _listed(self.missing),
            "moved": _listed(self.moved),
        }


def difference_between(before: Digests, after: Digests) -> ScanDifference:
    """What changed in a folder, by file name."""
    common = before.keys() & after.keys()
    old_order = [place for place in before if place in common]
    new_order = [place for place in after if place in common]
    return ScanDifference(
        changed=_files(place for place in common if before[place] != after[place]),
        added=_files(after.keys() - before.keys()),
        missing=_files(before.keys() - after.keys()),
        moved=_files(new for old, new in zip(old_order, new_order, strict=True) if old != new),
    )


def _files(places: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(sorted({file for file, _ in places}))


def _listed(names: tuple[str, ...]) -> str:
    if not names:
        return "–"
    rest = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" (+{rest})" if rest > 0 else "")
