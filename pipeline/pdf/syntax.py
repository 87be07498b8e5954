"""PDF's own values as bytes: names, references, dictionaries, strings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: What a value of a PDF may be here.
Value = (
    "Name | Reference | Mapping[str, Value] | Sequence[Value] | bytes | str | int | float | None"
)
_SPECIAL = b"()\\"


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Reference(NamedTuple):
    """An object by its number; all generations are 0."""

    number: int


def written(value: object) -> bytes:
    """A value as it stands in the file; the same value always gives the same bytes."""
    match value:
        case Name():
            return b"/" + _name(value)
        case Reference():
            return b"%d 0 R" % value.number
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return number(value)
        case None:
            return b"null"
        case _:
            return _compound(value)


def _compound(value: object) -> bytes:
    match value:
        case bytes():
            return b"<" + value.hex().encode() + b">"
        case str():
            return text_string(value)
        case Mapping():
            entries = (b"/" + _name(key) + b" " + written(each) for key, each in value.items())
            return b"<<" + b" ".join(entries) + b">>"
        case Sequence():
            return b"[" + b" ".join(written(each) for each in value) + b"]"
    raise TypeError(f"{type(value).__name__} has no form in PDF")


def number(value: float) -> bytes:
    """A number with at most three decimals: a thousandth of a point is nothing to the eye."""
    if isinstance(value, int):
        return b"%d" % value
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()


def text_string(text: str) -> bytes:
    """A text for people: plain where ASCII suffices, else UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = b"".join(b"\\%c" % c if c in _SPECIAL else b"%c" % c for c in text.encode())
        return b"(" + escaped + b")"
    return b"<feff" + text.encode("utf-16-be", "replace").hex().encode() + b">"


def _name(text: str) -> bytes:
    return b"".join(
        b"%c" % c if 33 <= c <= 126 and c not in b"#/%()<>[]{}" else b"#%02x" % c
        for c in text.encode()
    )
