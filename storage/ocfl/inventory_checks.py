"""Is an inventory what OCFL asks of one? Judged by itself, without a look at the files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from storage.ocfl.inventory_view import ALGORITHMS, CONTENT_ALGORITHMS, InventoryView, digest_block
from storage.ocfl.problems import Problem
from storage.ocfl.version_checks import (
    check_state_paths,
    check_version_block,
    check_version_names,
    conflicting,
    is_uri,
)

_REQUIRED = ("id", "type", "digestAlgorithm", "head")
_KNOWN = frozenset({*_REQUIRED, "contentDirectory", "manifest", "versions", "fixity"})
#: Algorithms of extension 0009; their values are not computed here.
_EXTENSION_ALGORITHMS = frozenset({"sha512/256", "crc32", "size"})
_HEX_LENGTH = {"sha512": 128, "sha256": 64}


def check_inventory(view: InventoryView) -> Iterator[Problem]:
    """Everything that is wrong with one inventory, in the order of its parts."""
    yield from _check_keys(view)
    yield from _check_digest_algorithm(view)
    yield from _check_content_folder(view)
    yield from _check_manifest(view)
    yield from _check_versions(view)
    yield from _check_use(view)
    yield from _check_fixity(view)


def _check_keys(view: InventoryView) -> Iterator[Problem]:
    for key in _REQUIRED:
        if key not in view.raw:
            yield Problem("E036", view.path, key)
    for key in sorted(view.raw.keys() - _KNOWN):
        yield Problem("E102", view.path, key)
    if "id" in view.raw and not view.object_id:
        yield Problem("E037", view.path, repr(view.raw["id"]))
    elif view.object_id and not is_uri(view.object_id):
        yield Problem("W005", view.path, view.object_id)
    if "type" in view.raw and not view.spec:
        yield Problem("E038", view.path, repr(view.raw["type"]))


def _check_digest_algorithm(view: InventoryView) -> Iterator[Problem]:
    if "digestAlgorithm" not in view.raw:
        return
    if view.algorithm not in CONTENT_ALGORITHMS:
        yield Problem("E025", view.path, repr(view.raw["digestAlgorithm"]))
    elif view.algorithm != "sha512":
        yield Problem("W004", view.path, view.algorithm)


def _check_content_folder(view: InventoryView) -> Iterator[Problem]:
    name = view.raw.get("contentDirectory", "content")
    if name in {".", ".."}:
        yield Problem("E018", view.path, name)
    elif not isinstance(name, str) or not name or "/" in name:
        yield Problem("E017", view.path, repr(name))


def _check_manifest(view: InventoryView) -> Iterator[Problem]:
    manifest = view.raw.get("manifest")
    if "manifest" not in view.raw:
        yield Problem("E041", view.path)
    elif not isinstance(manifest, dict):
        yield Problem("E106", view.path)
    else:
        yield from _check_manifest_digests(view, manifest)
        paths = [path for paths in view.manifest.values() for path in paths]
        yield from _check_content_paths(view, paths)


def _check_manifest_digests(view: InventoryView, manifest: dict[str, Any]) -> Iterator[Problem]:
    for digest in _twice(digest.lower() for digest in manifest):
        yield Problem("E096", view.path, digest)
    length = _HEX_LENGTH.get(view.algorithm)
    for digest, paths in manifest.items():
        if length and not re.fullmatch(rf"[0-9a-fA-F]{{{length}}}", digest):
            yield Problem("E031" if length == 128 else "E030", view.path, digest)
        if not _is_texts(paths):
            yield Problem("E092", view.path, digest)


def _check_content_paths(view: InventoryView, paths: list[str]) -> Iterator[Problem]:
    for path in paths:
        if path.startswith("/") or path.endswith("/"):
            yield Problem("E100", view.path, path)
        elif any(part in {"", ".", ".."} for part in path.split("/")):
            yield Problem("E099", view.path, path)
        elif not _is_content_path(view, path):
            yield Problem("E042", view.path, path)
    for path in conflicting(paths):
        yield Problem("E101", view.path, path)


def _is_content_path(view: InventoryView, path: str) -> bool:
    version, _, rest = path.partition("/")
    is_below = rest.startswith(f"{view.content_folder}/")
    return is_below and (version in view.versions or not view.versions)


def _check_versions(view: InventoryView) -> Iterator[Problem]:
    if "versions" not in view.raw:
        yield Problem("E043", view.path)
        return
    versions = view.raw["versions"]
    if not isinstance(versions, dict):
        yield Problem("E044", view.path)
        return
    yield from check_version_names(view.path, list(versions), view.raw.get("head"))
    for name, block in versions.items():
        if not isinstance(block, dict):
            yield Problem("E047", view.path, name)
            continue
        yield from check_version_block(view.path, name, block)
        if isinstance(block.get("state"), dict):
            yield from check_state_paths(view.path, block["state"])


def _check_use(view: InventoryView) -> Iterator[Problem]:
    """Manifest and states name the same digests, letter for letter."""
    if not isinstance(view.raw.get("manifest"), dict):
        return
    used: set[str] = set()
    for block in view.versions.values():
        used |= digest_block(block.get("state")).keys()
    for digest in sorted(used - view.manifest.keys()):
        yield Problem("E050", view.path, digest)
    in_any_case = {digest.lower() for digest in used}
    for digest in sorted(view.manifest):
        if digest.lower() not in in_any_case:
            yield Problem("E107", view.path, digest)


def _check_fixity(view: InventoryView) -> Iterator[Problem]:
    fixity = view.raw.get("fixity", {})
    if not isinstance(fixity, dict):
        yield Problem("E111", view.path)
        return
    for algorithm, block in fixity.items():
        if algorithm not in ALGORITHMS and algorithm not in _EXTENSION_ALGORITHMS:
            yield Problem("E056", view.path, algorithm)
        if not isinstance(block, dict) or not all(_is_texts(paths) for paths in block.values()):
            yield Problem("E057", view.path, algorithm)
            continue
        for digest in _twice(digest.lower() for digest in block):
            yield Problem("E097", view.path, digest)
        yield from _check_fixity_paths(view, [path for paths in block.values() for path in paths])


def _check_fixity_paths(view: InventoryView, paths: list[str]) -> Iterator[Problem]:
    yield from _check_content_paths(view, paths)
    known = {path for found in view.manifest.values() for path in found}
    for path in paths:
        if path not in known:
            yield Problem("E057", view.path, path)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _twice(items: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for item in items:
        (again if item in seen else seen).add(item)
    return sorted(again)
