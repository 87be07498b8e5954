from pathlib import Path

import pytest

from exporters.delivery import swap
from exporters.delivery.swap import put_in_place, restore_interrupted


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=["exchange", "put aside"])
def way(request, monkeypatch):
    """Both ways of replacing: file systems differ."""
    if request.param == "put aside":
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    return request.param


def folder(path: Path, word: str) -> Path:
    path.mkdir()
    (path / "word").write_text(word)
    return path


def test_put_in_place_where_nothing_stands(tmp_path, way):
    put_in_place(folder(tmp_path / "new", "new"), tmp_path / "target")

    assert (tmp_path / "target/word").read_text() == "new"
    assert names_in(tmp_path) == ["target"]


def test_put_in_place_replaces_the_old(tmp_path, way):
    target = folder(tmp_path / "target", "old")

    put_in_place(folder(tmp_path / "new", "new"), target)

    assert (target / "word").read_text() == "new"
    assert [name for name in names_in(tmp_path) if name.startswith(".")] == []


def test_the_old_one_comes_back_when_the_new_never_came(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    target = folder(tmp_path / "target", "old")
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "gone", target)
    assert not target.exists()

    restore_interrupted(target)

    assert (target / "word").read_text() == "old"
    assert names_in(tmp_path) == ["target"]


def test_the_old_one_goes_when_the_new_had_come(tmp_path):
    target = folder(tmp_path / "target", "new")
    folder(tmp_path / ".target.replaced-1", "old")

    restore_interrupted(target)

    assert (target / "word").read_text() == "new"
    assert names_in(tmp_path) == ["target"]
