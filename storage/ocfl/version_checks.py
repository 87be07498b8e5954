"""Are the versions of an inventory named, dated, signed and filled as OCFL asks?"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from storage.ocfl.problems import Problem

_VERSION_NAME = re.compile(r"v([0-9]+)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_BLOCK_KEYS = frozenset({"created", "state", "message", "user"})


def is_uri(text: str) -> bool:
    """Whether a text has the form of a URI."""
    return _URI.fullmatch(text) is not None


def check_version_names(path: str, names: list[str], head: object) -> Iterator[Problem]:
    """The sequence of versions and the head that ends it."""
    if not names:
        yield Problem("E008", path)
    odd = [name for name in names if not _VERSION_NAME.fullmatch(name) or int(name[1:]) == 0]
    for name in odd:
        yield Problem("E046", path, name)
    sound = sorted((name for name in names if name not in odd), key=lambda name: int(name[1:]))
    yield from _check_sequence(path, [int(name[1:]) for name in sound])
    yield from _check_padding(path, sound)
    newest = sound[-1] if sound else None
    if head is not None and head != newest:
        yield Problem("E040", path, f"{head!r}, {newest}")


def _check_sequence(path: str, numbers: list[int]) -> Iterator[Problem]:
    if numbers and numbers[0] != 1:
        yield Problem("E009", path)
    for before, after in pairwise(numbers):
        if after != before + 1:
            yield Problem("E010", path, f"v{before + 1}")


def _check_padding(path: str, names: list[str]) -> Iterator[Problem]:
    padded = [name for name in names if name.startswith("v0")]
    if not padded:
        return
    yield Problem("W001", path, ", ".join(padded))
    if not names[0].startswith("v0"):
        yield Problem("E012", path, ", ".join(names))
        return
    for name in names:
        if len(name) != len(names[0]):
            yield Problem("E012", path, name)
        if not name.startswith("v0"):
            yield Problem("E011", path, name)
            yield Problem("E013", path, name)


def check_version_block(path: str, name: str, block: dict[str, Any]) -> Iterator[Problem]:
    """One version's date, message and user."""
    for key in ("created", "state"):
        if key not in block:
            yield Problem("E048", path, f"{name}/{key}")
    for key in sorted(block.keys() - _BLOCK_KEYS):
        yield Problem("E102", path, f"{name}/{key}")
    if "created" in block and not _is_moment(block["created"]):
        yield Problem("E049", path, str(block["created"]))
    if "message" in block and not isinstance(block["message"], str):
        yield Problem("E094", path)
    yield from _check_user(path, name, block)
    if "state" in block and not isinstance(block["state"], dict):
        yield Problem("E050", path, name)


def _check_user(path: str, name: str, block: dict[str, Any]) -> Iterator[Problem]:
    if "message" not in block or "user" not in block:
        yield Problem("W007", path, name)
    if "user" not in block:
        return
    user = block["user"]
    if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
        yield Problem("E054", path, name)
        return
    for key in sorted(user.keys() - {"name", "address"}):
        yield Problem("E102", path, f"{name}/user/{key}")
    if "address" not in user:
        yield Problem("W008", path, name)
    elif not isinstance(user["address"], str) or not is_uri(user["address"]):
        yield Problem("W009", path, str(user["address"]))


def check_state_paths(path: str, state: dict[str, Any]) -> Iterator[Problem]:
    """The logical paths of one version."""
    found: list[str] = []
    for digest, paths in state.items():
        if not isinstance(paths, list) or not all(isinstance(item, str) for item in paths):
            yield Problem("E051", path, digest)
        else:
            found += paths
    for logical in found:
        if logical.startswith("/") or logical.endswith("/"):
            yield Problem("E053", path, logical)
        if any(part in {"", ".", ".."} for part in logical.strip("/").split("/")):
            yield Problem("E052", path, logical)
    for logical in conflicting(found):
        yield Problem("E095", path, logical)


def conflicting(paths: list[str]) -> list[str]:
    """Paths that stand twice, or that are a file here and a folder there."""
    seen: set[str] = set()
    again: set[str] = set()
    for path in paths:
        (again if path in seen else seen).add(path)
    folders = {"/".join(parts[:end]) for parts in map(_parts, seen) for end in range(1, len(parts))}
    return sorted(again | (folders & seen))


def _parts(path: str) -> list[str]:
    return path.split("/")


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True
