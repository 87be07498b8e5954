"""An inventory as it is found, sound or not: what can be told of it without believing it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from storage.ocfl.problems import Problem


class Digest(Protocol):
    """A digest being computed."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """The value, in lower case."""


#: The algorithms that a content's fixity can be held against, by OCFL's names.
ALGORITHMS: dict[str, Callable[[], Digest]] = {
    "sha512": hashlib.sha512,
    "sha256": hashlib.sha256,
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "blake2b-512": hashlib.blake2b,
    "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
    "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
    "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
}
CONTENT_ALGORITHMS = frozenset({"sha512", "sha256"})


@dataclass(frozen=True, slots=True)
class InventoryView:
    """An inventory's parts, each empty where it is missing or of the wrong kind."""

    path: str
    """Of the inventory, relative to its object."""
    data: bytes = field(repr=False)
    raw: dict[str, Any] = field(repr=False)

    @property
    def algorithm(self) -> str:
        """The digest algorithm it names."""
        return _text(self.raw.get("digestAlgorithm"))

    @property
    def object_id(self) -> str:
        """The identifier it names."""
        return _text(self.raw.get("id"))

    @property
    def head(self) -> str:
        """The version it names as the newest."""
        return _text(self.raw.get("head"))

    @property
    def content_folder(self) -> str:
        """The name of the folder of content within a version."""
        return _text(self.raw.get("contentDirectory")) or "content"

    @property
    def spec(self) -> str:
        """The OCFL version it follows, such as 1.1."""
        start, end = "https://ocfl.io/", "/spec/#inventory"
        kind = _text(self.raw.get("type"))
        if not (kind.startswith(start) and kind.endswith(end)):
            return ""
        return kind[len(start) : -len(end)]

    @property
    def manifest(self) -> dict[str, list[str]]:
        """Digest to content paths."""
        return digest_block(self.raw.get("manifest"))

    @property
    def versions(self) -> dict[str, dict[str, Any]]:
        """Version name to its block, where it is one."""
        found = self.raw.get("versions")
        found = found if isinstance(found, dict) else {}
        return {name: block for name, block in found.items() if isinstance(block, dict)}

    @property
    def fixity(self) -> dict[str, dict[str, list[str]]]:
        """Algorithm to digest to content paths."""
        found = self.raw.get("fixity")
        found = found if isinstance(found, dict) else {}
        return {name: digest_block(block) for name, block in found.items()}

    def state(self, version: str) -> dict[str, str]:
        """Logical path to digest in lower case, of a version."""
        block = digest_block(self.versions.get(version, {}).get("state"))
        return {path: digest.lower() for digest, paths in block.items() for path in paths}

    def content_paths(self, version: str) -> dict[str, frozenset[str]]:
        """Logical path to the content paths that hold its bytes, of a version."""
        manifest = {digest.lower(): frozenset(paths) for digest, paths in self.manifest.items()}
        state = self.state(version)
        return {path: manifest.get(digest, frozenset()) for path, digest in state.items()}


def digest_block(value: object) -> dict[str, list[str]]:
    """The sound part of a block of digests with their paths."""
    if not isinstance(value, dict):
        return {}
    return {
        digest: [path for path in paths if isinstance(path, str)]
        for digest, paths in value.items()
        if isinstance(paths, list)
    }


def view_of(path: str, data: bytes) -> InventoryView | Problem:
    """Read an inventory's file, whatever stands in it."""
    try:
        raw = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Problem("E033", path, str(error))
    if not isinstance(raw, dict):
        return Problem("E033", path, type(raw).__name__)
    return InventoryView(path, data, raw)


def digest_of(algorithm: str, data: bytes) -> str:
    """A digest in lower case."""
    digest = ALGORITHMS[algorithm]()
    digest.update(data)
    return digest.hexdigest()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
