"""Digests: the values by which a file proves that it is unchanged."""

import hashlib
from pathlib import Path

#: Bytes read at a time; large enough that the disk, not Python, sets the pace.
CHUNK_BYTES = 1 << 20


def sha512_of(path: Path) -> str:
    """The SHA-512 of a file in hexadecimal, read as a stream."""
    digest = hashlib.sha512()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
