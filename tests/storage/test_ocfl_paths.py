"""Logical paths: whatever is accepted can be stored anywhere and stays within its object."""

import re
import string
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadLogicalPathError
from storage.ocfl.paths import check_logical_paths, reason_against

ODD_TEXT = st.text(st.sampled_from("aZ09._-/\\ .~%:ąč\0\n*|") | st.characters(), max_size=40)
SANE_PART = st.from_regex(
    re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,20}[a-z]", re.ASCII), fullmatch=True
)


@given(ODD_TEXT)
def test_what_is_accepted_is_plain_on_every_system(path):
    if reason_against(path):
        return
    parts = path.split("/")
    assert set(path) <= set(string.ascii_letters + string.digits + "._-/")
    assert PurePosixPath(path).parts == tuple(parts) == PureWindowsPath(path).parts
    assert not PurePosixPath(path).is_absolute()
    assert not set(parts) & {"", ".", ".."}


@given(st.lists(SANE_PART, min_size=1, max_size=5))
def test_sane_path_is_accepted(parts):
    check_logical_paths(["/".join(parts)])


@given(st.lists(SANE_PART, min_size=1, max_size=4), SANE_PART)
def test_name_of_a_file_cannot_be_a_folder_as_well(parts, below):
    with pytest.raises(BadLogicalPathError, match="STO-003"):
        check_logical_paths(["/".join(parts), "/".join([*parts, below])])


@pytest.mark.parametrize(
    "path",
    [
        "", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/./b", ".hidden", "a/.part-1",
        "a\\b", "a b", "žemė.tif", "a\0", "a\n", "c:a", "a.", "-rf", "x" * 201,
        "/".join(["folder"] * 100),
    ],
)  # fmt: skip
def test_insane_path_is_refused_with_its_reason(path):
    assert reason_against(path)
    with pytest.raises(BadLogicalPathError):
        check_logical_paths(["master/0001.tif", path])


def test_names_that_differ_in_capitals_only_are_refused():
    with pytest.raises(BadLogicalPathError, match="capital letters"):
        check_logical_paths(["master/A.tif", "master/a.tif"])
