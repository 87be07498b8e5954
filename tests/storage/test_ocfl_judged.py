"""A judge from outside: ocfl-py finds no fault with what is written here, and finds what is bad."""

import pytest

from storage.journal import Journal
from storage.ocfl.layout import object_folder
from tests import judges
from tests.storage.notes import ARK, NOON, NOTE

pytestmark = pytest.mark.skipif(
    not judges.is_ready("ocfl-py"), reason="make it with: python -m tests.judges ocfl-py"
)
OBJECTS = (ARK, "ark:/99999/x2", "urn:" + "n" * 150)


@pytest.fixture
def kept(local_root, sources):
    """A root with three objects of three versions, and a journal."""
    for object_id in OBJECTS:
        local_root.put_version(object_id, sources({"a.tif": b"1", "b/c.xml": b"1"}), **NOTE)
        local_root.put_version(object_id, sources({"b/c.xml": b"2", "d": b"1"}), keep=True, **NOTE)
        local_root.put_version(object_id, sources({"d": b"2"}), **NOTE)
    journal = Journal(local_root.store, ARK)
    journal.append([{"verdict": "accept"}], written_by="Ona", written_at=NOON)
    return local_root


def test_outside_judge_is_content_with_root_and_objects(kept):
    folder = kept.store.folder
    found, good, complaints = judges.ocfl_root_counts(folder)

    assert (found, good) == (3, 3)
    # Our two local extensions are described in the root, not registered with the community.
    assert sorted(complaints) == [
        f"[W901] OCFL Storage Root includes unregistered extension directory 'extensions/{name}'"
        for name in ("skrynia-journal", "skrynia-locks")
    ]
    assert judges.ocfl_complaints([folder / object_folder(name) for name in OBJECTS]) == ""


def test_outside_judge_and_own_one_agree_on_damage(kept):
    scan = kept.store.folder / object_folder(ARK) / "v1/content/a.tif"
    scan.unlink()
    scan.write_bytes(b"2")

    assert {problem.code for problem in kept.verify(ARK)} == {"E092"}
    assert "E092" in judges.ocfl_complaints([kept.store.folder / object_folder(ARK)])
    assert judges.ocfl_root_counts(kept.store.folder)[:2] == (3, 2)
