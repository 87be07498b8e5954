"""Tesseract's installed models: where they lie, which letters each can print, which words it holds.

A file of a model is a row of parts behind a table of their places; the letters are read from it
directly, the words need Debian's ``dawg2wordlist``.
"""

import struct
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.engines.base import EngineError

#: Numbers of parts within a model's file.
WORDS_PART, LETTERS_PART = 19, 21
#: No model has more parts than this; a file that says so is none.
MOST_PARTS = 64
#: Models of a script are packaged under other names than models of a language.
_PACKAGES = {
    "Fraktur": "script-frak", "Latin": "script-latn", "Cyrillic": "script-cyrl",
    "Hebrew": "script-hebr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InstalledModels:
    """The folder of models of the program that is installed, and their names."""

    folder: Path
    names: frozenset[str]

    def file(self, name: str) -> Path:
        """The file of one model."""
        return self.folder / f"{name}.traineddata"


@cache
def installed() -> InstalledModels:
    """The installed models, asked of the program once a process.

    Raises:
        EngineError: the program is not there.
    """
    first, *names = ask("--list-langs").splitlines()
    folder = first.partition('"')[2].partition('"')[0]
    return InstalledModels(Path(folder), frozenset(names) - {"osd"})


def ask(option: str) -> str:
    """What the program answers to a question about itself.

    Raises:
        EngineError: it is not there.
    """
    try:
        return subprocess.run(
            ["tesseract", option], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("tesseract is not installed") from error


@cache
def letters_of(model: str) -> frozenset[str]:
    """The characters a model can print, of ``a+b`` those of both; empty where it is unreadable."""
    found: set[str] = set()
    for name in model.split("+"):
        file = installed().file(name)
        entries = part_of(file, LETTERS_PART).decode(errors="replace").splitlines()[1:]
        found.update(letter for entry in entries for letter in entry.partition(" ")[0])
    return frozenset(found)


def can_print(model: str, letters: str) -> bool:
    """Whether a model knows every one of these letters."""
    return set(letters) <= letters_of(model)


def part_of(file: Path, number: int) -> bytes:
    """One part of a model's file; empty where it has none or is no model."""
    try:
        with file.open("rb") as model:
            count = struct.unpack("<i", model.read(4))[0]
            if not number < count <= MOST_PARTS:
                return b""
            places = struct.unpack(f"<{count}q", model.read(8 * count))
            size = file.stat().st_size
            start = places[number]
            end = min((one for one in places if one > start), default=size)
            if not 0 < start < size:
                return b""
            model.seek(start)
            return model.read(min(end, size) - start)
    except (OSError, struct.error):
        return b""


def package_of(model: str) -> str:
    """The end of the Debian package's name that carries a model."""
    return _PACKAGES.get(model, model.lower().replace("_", "-"))
