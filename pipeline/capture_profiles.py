"""Folder conventions as data: how the files of a folder become objects, scans and pages."""

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadCaptureProfileError, UnknownCaptureProfileError
from schemas.pages import PageRole

PROFILES_FILE = Path(__file__).with_name("capture_profiles.toml")


class Parting(StrEnum):
    """What makes one object."""

    FOLDER = "folder"
    SUBFOLDER = "subfolder"
    PREFIX = "prefix"
    DOCKET = "docket"


class PageOrder(StrEnum):
    """How the scans of an object follow one another."""

    NAME = "name"
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class CaptureProfile:
    """One convention; the fields are explained in the file of profiles."""

    name: str
    label: str
    parting: Parting
    order: PageOrder
    first: tuple[str, ...]
    second: tuple[str, ...]
    second_reversed: bool
    pages_per_scan: int
    right_to_left: bool
    leaf_labels: bool
    parts: tuple[str, ...]
    targets: tuple[str, ...]
    roles: tuple[tuple[PageRole, tuple[str, ...]], ...]
    first_role: PageRole | None
    second_role: PageRole | None

    @property
    def sides(self) -> tuple[str, ...]:
        """All words for sides."""
        return self.first + self.second


@cache
def capture_profiles(file: Path = PROFILES_FILE) -> dict[str, CaptureProfile]:
    """All profiles of a file by name.

    Raises:
        BadCaptureProfileError: an entry cannot be understood.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCaptureProfileError(name=file.name, reason=str(error)) from error
    defaults = tables.pop("defaults", {})
    return {name: _profile(name, defaults | table) for name, table in tables.items()}


def get_capture_profile(name: str, file: Path = PROFILES_FILE) -> CaptureProfile:
    """The profile of this name.

    Raises:
        UnknownCaptureProfileError: there is none.
    """
    profiles = capture_profiles(file)
    if name not in profiles:
        raise UnknownCaptureProfileError(name=name, known=", ".join(profiles))
    return profiles[name]


def _profile(name: str, table: dict[str, Any]) -> CaptureProfile:
    unknown = set(table) - {field.name for field in fields(CaptureProfile)}
    if unknown:
        raise BadCaptureProfileError(name=name, reason=f"unknown: {', '.join(sorted(unknown))}")
    try:
        words = {key: tuple(table[key]) for key in ("first", "second", "parts", "targets")}
        typed: dict[str, Any] = {
            "parting": Parting(table["parting"]),
            "order": PageOrder(table["order"]),
            "roles": tuple((PageRole(r), tuple(w)) for r, w in table["roles"].items()),
            "first_role": PageRole(table["first_role"]) if table["first_role"] else None,
            "second_role": PageRole(table["second_role"]) if table["second_role"] else None,
        }
        return CaptureProfile(**(table | words | typed | {"name": name}))
    except (KeyError, TypeError, ValueError) as error:
        raise BadCaptureProfileError(name=name, reason=str(error)) from error
