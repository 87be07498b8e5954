"""The OCFL community's own fixtures: what is good passes, what is bad is named by its code."""

import re
from pathlib import Path

import pytest

from storage.local import LocalStore
from storage.ocfl.object_checks import check_object
from storage.ocfl.problems import CODES, Problem

FIXTURES = Path(__file__).parents[2].parent / "shared/data/conformance/ocfl-fixtures/1.1"

#: Where the specification's text makes another code the right one than the folder's name.
OTHERWISE = {
    # The name was set in the first version and changed later: what E020 forbids.
    "E019_inconsistent_content_dir": {"E020"},
}


def fixtures(kind: str) -> list[pytest.ParameterSet]:
    folder = FIXTURES / kind
    if not folder.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(reason="no OCFL fixtures here"))]
    return [pytest.param(found, id=found.name) for found in sorted(folder.iterdir())]


def judged(folder: Path) -> list[Problem]:
    found = check_object(LocalStore(folder), "")
    return found.problems + found.check_content()


def codes_named_by(folder: Path) -> set[str]:
    return set(re.findall(r"[EW]\d{3}", folder.name))


@pytest.mark.parametrize("folder", fixtures("good-objects"))
def test_good_object_has_no_problem(folder):
    assert judged(folder) == []


@pytest.mark.parametrize("folder", fixtures("warn-objects"))
def test_object_to_warn_of_has_its_warnings_and_no_error(folder):
    found = judged(folder)

    assert not any(problem.is_error for problem in found), found
    assert {problem.code for problem in found} == codes_named_by(folder)


@pytest.mark.parametrize("folder", fixtures("bad-objects"))
def test_bad_object_has_the_errors_it_is_named_for(folder):
    found = judged(folder)

    expected = OTHERWISE.get(folder.name, codes_named_by(folder))
    assert expected <= {problem.code for problem in found}, found
    assert all(problem.text for problem in found)


def test_every_code_is_worded_for_any_detail():
    for code in CODES:
        assert "x/y" in Problem(code, detail="x/y").text or "{detail}" not in CODES[code]
