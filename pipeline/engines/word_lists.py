"""The words inside Tesseract's models, taken out once a machine and looked up without loading all.

A list is kept in the cache folder under the digest of the model it came from, sorted, so that a
word is found by halving; the file is mapped, and processes share its pages in memory.
"""

import hashlib
import mmap
import os
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.engines.models import LETTERS_PART, WORDS_PART, installed, part_of
from pipeline.files import write_whole

#: Where lists are kept; set by whoever knows the home. Else the account's own cache.
CACHE_VARIABLE = "SKRYNIA_HOME"
#: The largest list takes ten seconds.
DUMP_SECONDS = 120
#: Changes with the way a list is written.
FORM = "small-1"


class WordList:
    """A sorted list of words in a file."""

    def __init__(self, file: Path) -> None:
        self.digest = file.stem.partition("-")[2]
        with file.open("rb") as opened:
            self._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

    def __iter__(self) -> Iterator[str]:
        return (word.decode() for word in self._bytes[:].split(b"\n") if word)

    def __contains__(self, word: object) -> bool:
        wanted = str(word).encode()
        low, high = 0, len(self._bytes)
        while low < high:
            start = self._bytes.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._bytes.find(b"\n", start)
            found = self._bytes[start:end]
            if found == wanted:
                return bool(wanted)
            low, high = (end + 1, high) if found < wanted else (low, start)
        return False


class NoWords:
    """Stands for the list of a model that holds none."""

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __contains__(self, word: object) -> bool:
        return False


@cache
def words_of(model: str) -> WordList | NoWords:
    """The words inside a model; empty where there are none or they cannot be taken out."""
    source = installed().file(model)
    letters, words = part_of(source, LETTERS_PART), part_of(source, WORDS_PART)
    if not letters or not words:
        return NoWords()
    digest = hashlib.sha256(letters + words).hexdigest()[:20]
    kept = cache_folder() / f"{model}-{digest}-{FORM}.words"
    if not kept.is_file():
        listed = taken_out(letters, words)
        if not listed:
            return NoWords()
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, listed)
    return WordList(kept)


def taken_out(letters: bytes, words: bytes) -> bytes:
    """The words of a model's two parts in small letters, sorted, a word a line; else nothing."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("letters", "dawg", "words")]
        names[0].write_bytes(letters)
        names[1].write_bytes(words)
        try:
            subprocess.run(
                ["dawg2wordlist", *map(str, names)],
                capture_output=True,
                check=True,
                timeout=DUMP_SECONDS,
            )
            found = names[2].read_bytes().split(b"\n")
        except (OSError, subprocess.SubprocessError):
            return b""
    small = {word.decode(errors="replace").lower().replace("ſ", "s").encode() for word in found}
    return b"".join(word + b"\n" for word in sorted(small) if word)


def cache_folder() -> Path:
    """Where the lists are kept: in the home's cache, else in the account's."""
    home = os.environ.get(CACHE_VARIABLE)
    if home:
        return Path(home) / "cache" / "words"
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "skrynia" / "words"
