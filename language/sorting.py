"""Sorting as Lithuanian readers expect it, the same in every database.

ICU turns a title into a sort key once; the catalogue stores the key, and databases compare its
bytes. č, š and ž are letters of their own; ą, ę, ė, į, y, ų, ū differ from a, e, i, u only where
all else is equal; digits count as numbers.
"""

import ctypes
import re
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from typing import Any

from language.errors import IcuFailedError, IcuMissingError

LIBRARY = "icui18n"
LOCALE = "lt"
#: Characters of a text that take part; beyond them two titles count as equal.
CHARACTERS_SORTED = 250
#: Bytes of a key that are kept; a database index takes no endless entries.
KEY_BYTES = 1000

_NUMERIC_COLLATION = 7
_ON = 17
_VERSION = re.compile(r"\.so\.(\d+)")


@dataclass(frozen=True, slots=True)
class _Collator:
    """An opened ICU collator; reading it from many threads is safe."""

    pointer: ctypes.c_void_p
    get_sort_key: Callable[..., int]


def sort_key(text: str) -> bytes:
    """The key by whose bytes ``text`` is sorted.

    Raises:
        IcuMissingError: the system has no ICU.
    """
    collator = _lithuanian()
    units = " ".join(text.split())[:CHARACTERS_SORTED].encode("utf-16-le", "surrogatepass")
    source = ctypes.create_string_buffer(units, len(units) + 2)
    key = ctypes.create_string_buffer(KEY_BYTES)
    needed = collator.get_sort_key(
        collator.pointer, source, ctypes.c_int32(len(units) // 2), key, ctypes.c_int32(KEY_BYTES)
    )
    return key.raw[: min(needed, KEY_BYTES)].rstrip(b"\x00")


def icu_version() -> str:
    """The version of ICU in use; keys of different versions do not mix."""
    return _version_of(_library_name())


@cache
def _lithuanian() -> _Collator:
    name = _library_name()
    version = _version_of(name)
    library = ctypes.CDLL(name)
    status = ctypes.c_int(0)
    open_collator = _function(library, "ucol_open", version)
    open_collator.restype = ctypes.c_void_p
    pointer = ctypes.c_void_p(open_collator(LOCALE.encode("ascii"), ctypes.byref(status)))
    if status.value <= 0:
        set_attribute = _function(library, "ucol_setAttribute", version)
        set_attribute(pointer, _NUMERIC_COLLATION, _ON, ctypes.byref(status))
    if status.value > 0:
        raise IcuFailedError(locale=LOCALE, status=status.value)
    return _Collator(pointer, _function(library, "ucol_getSortKey", version))


def _library_name() -> str:
    name = find_library(LIBRARY)
    if name is None:
        raise IcuMissingError(library=f"lib{LIBRARY}")
    return name


def _version_of(name: str) -> str:
    match = _VERSION.search(name)
    return match[1] if match else ""


def _function(library: ctypes.CDLL, name: str, version: str) -> Any:
    """ICU writes its version into every function's name, unless it was built without."""
    for candidate in (f"{name}_{version}", name):
        if hasattr(library, candidate):
            return getattr(library, candidate)
    raise IcuMissingError(library=f"lib{LIBRARY}: {name}_{version}")
