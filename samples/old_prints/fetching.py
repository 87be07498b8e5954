"""Fetches the faces of old prints, which npm carries, into the build folder; proves what came."""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from samples.old_prints.errors import FaceNotFetchedError

HERE = Path(__file__).parent
FACES = HERE.parents[1] / "build/faces"
FETCH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package and those of its font files that are used."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]

    @property
    def file_names(self) -> tuple[str, ...]:
        """The font files as the package calls them."""
        return tuple(f"{self.name}-{one}.woff2" for one in self.files)


def packages() -> tuple[Package, ...]:
    """All packages of the list."""
    entries = json.loads((HERE / "faces.json").read_text(encoding="utf-8"))
    return tuple(
        Package(name, entry["version"], entry["integrity"], tuple(entry["files"]))
        for name, entry in entries.items()
    )


def fetch_faces(target: Path = FACES) -> None:
    """Have every font file in place; what is there is left alone.

    Raises:
        FaceNotFetchedError: npm is missing, did not answer, or answered with something else.
    """
    for package in packages():
        if not all((target / name).is_file() for name in package.file_names):
            _fetch(package, target)


def are_fetched(target: Path = FACES) -> bool:
    """Whether every font file is in place."""
    return all((target / name).is_file() for one in packages() for name in one.file_names)


def _fetch(package: Package, target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FaceNotFetchedError(name=package.name, reason="npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"@fontsource/{package.name}@{package.version}"
        try:
            subprocess.run(
                [npm, "pack", wanted, "--pack-destination", folder, "--silent"],
                check=True, timeout=FETCH_SECONDS, capture_output=True, cwd=folder,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError) as error:
            raise FaceNotFetchedError(name=package.name, reason=type(error).__name__) from error
        [tarball] = Path(folder).glob("*.tgz")
        _unpack(package, tarball, target)


def _unpack(package: Package, tarball: Path, target: Path) -> None:
    algorithm, _, expected = package.integrity.partition("-")
    digest = hashlib.new(algorithm, tarball.read_bytes()).digest()
    if base64.b64encode(digest).decode() != expected:
        raise FaceNotFetchedError(name=package.name, reason="another package came than was pinned")
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(tarball) as archive:
        for name in package.file_names:
            member = archive.extractfile(f"package/files/{name}")
            if member is None:
                raise FaceNotFetchedError(name=package.name, reason=f"{name} is missing")
            part = target / f"{name}.part"
            part.write_bytes(member.read())
            part.replace(target / name)
