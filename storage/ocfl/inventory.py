"""The inventory: which bytes make up which version of an object, and where they lie."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

TYPE = "https://ocfl.io/1.1/spec/#inventory"
FILE_NAME = "inventory.json"
SIDECAR_NAME = "inventory.json.sha512"
CONTENT_FOLDER = "content"


class BadInventoryError(ValueError):
    """A file is no inventory of ours; the reader takes it as not written."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an object, and who brought it about."""

    created_at: datetime
    message: str
    user_name: str
    user_address: str
    state: Mapping[str, str]
    """Logical path to SHA-512."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """An object's versions, first to newest, and the content they are made of."""

    object_id: str
    versions: tuple[Version, ...]
    manifest: Mapping[str, str]
    """SHA-512 to content path: each content is kept once."""

    @property
    def head(self) -> int:
        """The number of the newest version."""
        return len(self.versions)

    def version(self, number: int | None = None) -> Version:
        """A version by its number, else the newest.

        Raises:
            KeyError: there is no such version.
        """
        number = self.head if number is None else number
        if not 1 <= number <= self.head:
            raise KeyError(f"v{number}")
        return self.versions[number - 1]

    def state(self, number: int | None = None) -> Mapping[str, str]:
        """Logical path to SHA-512 of a version, else of the newest."""
        return self.version(number).state

    def content_path(self, logical_path: str, number: int | None = None) -> str:
        """Where a file's bytes lie, relative to the object.

        Raises:
            KeyError: that version has no such file.
        """
        return self.manifest[self.state(number)[logical_path]]

    def content_of(self, number: int) -> dict[str, str]:
        """The content that came with a version: content path to SHA-512."""
        start = f"v{number}/"
        return {path: digest for digest, path in self.manifest.items() if path.startswith(start)}


def build_inventory(inventory: Inventory) -> bytes:
    """The inventory as its file."""
    data = {
        "id": inventory.object_id,
        "type": TYPE,
        "digestAlgorithm": "sha512",
        "head": f"v{inventory.head}",
        "contentDirectory": CONTENT_FOLDER,
        "manifest": {digest: [path] for digest, path in sorted(inventory.manifest.items())},
        "versions": {
            f"v{number}": _version_as_json(version)
            for number, version in enumerate(inventory.versions, start=1)
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def build_sidecar(inventory_file: bytes) -> bytes:
    """The file beside an inventory that proves it whole."""
    return f"{hashlib.sha512(inventory_file).hexdigest()} {FILE_NAME}\n".encode("ascii")


def is_proven(inventory_file: bytes, sidecar: bytes) -> bool:
    """Whether a sidecar states the digest of this very inventory."""
    return sidecar.split() == build_sidecar(inventory_file).split()


def parse_inventory(inventory_file: bytes) -> Inventory:
    """Read an inventory as this software writes it.

    Raises:
        BadInventoryError: it is something else, or broken.
    """
    try:
        data = json.loads(inventory_file)
        versions = tuple(
            _version_of(data["versions"][f"v{number}"])
            for number in range(1, len(data["versions"]) + 1)
        )
        if data["head"] != f"v{len(versions)}" or data["digestAlgorithm"] != "sha512":
            raise BadInventoryError(data["head"])
        manifest = {digest: paths[0] for digest, paths in data["manifest"].items()}
        return Inventory(data["id"], versions, manifest)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise BadInventoryError(str(error)) from error


def rfc3339(moment: datetime) -> str:
    """A moment as OCFL writes it, in UTC, to the microsecond only where it has any.

    Raises:
        ValueError: the moment does not say in which time zone it stands.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment in storage needs a time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _version_as_json(version: Version) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, digest in sorted(version.state.items()):
        state.setdefault(digest, []).append(path)
    return {
        "created": rfc3339(version.created_at),
        "message": version.message,
        "user": {"name": version.user_name, "address": version.user_address},
        "state": state,
    }


def _version_of(data: dict[str, Any]) -> Version:
    user = data.get("user", {})
    return Version(
        created_at=datetime.fromisoformat(data["created"]),
        message=data.get("message", ""),
        user_name=user.get("name", ""),
        user_address=user.get("address", ""),
        state={path: digest for digest, paths in data["state"].items() for path in paths},
    )
