"""Everything that was kept and delivered, held against the official schemas and outside judges."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from schemas.validation import DocumentKind, check_xml
from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from tests.judges import make_judge, ocfl_complaints, ocfl_root_counts

#: The end of a document's path, in an object or a delivery, and what it claims to be.
_KINDS = (
    ("mets.xml", DocumentKind.METS),
    ("premis.xml", DocumentKind.PREMIS),
    ("dc.xml", DocumentKind.OAI_DC),
)
#: Journal and locks are extensions of our own, described in the root; a registry knows none such.
_EXPECTED = tuple(
    f"[W901] OCFL Storage Root includes unregistered extension directory 'extensions/{name}'"
    for name in ("skrynia-locks", "skrynia-journal")
)
_KINDS_OF_FOLDERS = {
    "mix": DocumentKind.MIX,
    "text": DocumentKind.ALTO,
    "alto": DocumentKind.ALTO,
}


@dataclass(slots=True)
class Validity:
    """How many documents of each kind were checked, and every complaint."""

    checked: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)


def kind_of(document: Path) -> DocumentKind | None:
    """What an XML file of ours claims to be, by its name and place."""
    for ending, kind in _KINDS:
        if document.name == ending:
            return kind
    return _KINDS_OF_FOLDERS.get(document.parent.name)


def documents_in(folder: Path) -> Iterator[tuple[Path, DocumentKind]]:
    """The XML files below a folder that the official schemas speak of."""
    for document in sorted(folder.rglob("*.xml")):
        kind = kind_of(document)
        if kind is not None:
            yield document, kind


def check_documents(folder: Path) -> Validity:
    """Hold every document below a folder against its schema."""
    found = Validity()
    for document, kind in documents_in(folder):
        found.checked[kind.value] += 1
        found.complaints += [
            f"{document.relative_to(folder)}:{problem.line}: {problem.message}"
            for problem in check_xml(document, kind)
        ]
    return found


def check_storage(folder: Path) -> Validity:
    """The storage root and each of its objects by our own validator and by ocfl-py."""
    root, found = StorageRoot(LocalStore(folder)), Validity()
    objects = list(root.objects())
    found.checked["ocfl"] = len(objects)
    problems = [*root.check_structure(), *(p for name in objects for p in root.verify(name))]
    found.complaints += [f"{problem.code} {problem.path}: {problem.text}" for problem in problems]
    found.complaints += outside_complaints(folder, len(objects))
    return found


def outside_complaints(folder: Path, expected: int) -> list[str]:
    """What ocfl-py says against a root and against each object in it."""
    make_judge("ocfl-py")
    found, good, said = ocfl_root_counts(folder)
    complaints = [complaint for complaint in said if complaint not in _EXPECTED]
    if not found == good == expected:
        complaints.append(f"ocfl-py found {found} objects and {good} good ones of {expected}")
    objects = [mark.parent for mark in sorted(folder.rglob("0=ocfl_object_*"))]
    complaints += ocfl_complaints(objects).splitlines() if objects else []
    return complaints
