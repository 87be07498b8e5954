from datetime import UTC, datetime

import pytest

from schemas.fixity import sha512_of
from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile
from web.stored import StoredFiles

ARK = "ark:/99999/x000000000"


class FarStore(LocalStore):
    """A store like one across a network: its files have no path here."""

    def local_path(self, key):
        del key


@pytest.fixture(params=[LocalStore, FarStore])
def files(request, tmp_path):
    root = StorageRoot(request.param(tmp_path / "storage"))
    root.initialise()
    return StoredFiles(root, tmp_path / "cache", cache_bytes=2500)


def keep(files, folder, **contents):
    sources = {}
    for name, content in contents.items():
        path = folder / name
        path.write_text(content, encoding="utf-8")
        sources[f"text/{name}"] = SourceFile(path, sha512_of(path))
    return files.root.put_version(
        ARK, sources, message="m", user_name="u", user_address="mailto:u@example.org",
        created_at=datetime(2026, 2, 10, tzinfo=UTC), keep=True,
    ).version  # fmt: skip


def test_file_is_read_from_near_and_far(files, tmp_path):
    version = keep(files, tmp_path, a="šilelis")

    assert files.text(ARK, version, "text/a") == "šilelis"
    assert files.path(ARK, version, "text/a") == files.path(ARK, version, "text/a")


def test_new_version_shows_its_own_content(files, tmp_path):
    first = keep(files, tmp_path, a="one")
    assert files.text(ARK, first, "text/a") == "one"

    second = keep(files, tmp_path, a="two")

    assert files.text(ARK, second, "text/a") == "two"
    assert files.text(ARK, first, "text/a") == "one"


def test_what_is_not_stored_has_no_path(files, tmp_path):
    version = keep(files, tmp_path, a="one")

    assert files.path(ARK, version, "text/b") is None
    assert files.path("ark:/99999/x111111111", 1, "text/a") is None


def test_fetched_files_take_no_more_than_their_room(files, tmp_path):
    version = keep(files, tmp_path, a="a" * 1000, b="b" * 1000, c="c" * 1000)

    for name in "abc":
        assert files.text(ARK, version, f"text/{name}") == name * 1000

    kept = [file.stat().st_size for file in (tmp_path / "cache").glob("*")]
    assert sum(kept) <= 2500
