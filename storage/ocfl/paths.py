"""Logical paths: names that every file system and every S3 service keeps as they are."""

import re
from collections.abc import Iterable

from schemas.texts import N_
from storage.errors import BadLogicalPathError

_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
MAX_SEGMENT = 200
MAX_PATH = 600


def reason_against(path: str) -> str | None:
    """Why a logical path cannot be kept; None where it can."""
    if len(path) > MAX_PATH or any(len(part) > MAX_SEGMENT for part in path.split("/")):
        return N_("it is too long")
    if path.startswith("/"):
        return N_("it begins with /")
    if any(part in {"", ".", ".."} for part in path.split("/")):
        return N_("one of its parts is empty, . or ..")
    if not all(_SEGMENT.fullmatch(part) and part[-1] != "." for part in path.split("/")):
        return N_("it has other characters than a–z, digits, point, hyphen and underscore")
    return None


def check_logical_paths(paths: Iterable[str]) -> None:
    """Refuse names that cannot be kept, alone or side by side.

    Raises:
        BadLogicalPathError: the first such name, with the reason.
    """
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if reason := reason_against(path):
            raise BadLogicalPathError(path=path, reason=reason)
        if path.lower() in seen:
            raise BadLogicalPathError(
                path=path, reason=N_("another name differs in capital letters only")
            )
        seen[path.lower()] = path
    for path in seen:
        parents = path.split("/")[:-1]
        for end in range(1, len(parents) + 1):
            if "/".join(parents[:end]) in seen:
                raise BadLogicalPathError(
                    path=seen[path], reason=N_("a folder in it is the name of a file as well")
                )
