"""Frozen values as plain ones for JSON, and back by the types their fields declare."""

import base64
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain_of(value: object) -> Any:
    """A frozen dataclass (or what its fields hold) as dicts, lists, texts and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_of(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain_of(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain_of(part) for part in value]
    return _plain_leaf(value)


def _plain_leaf(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")


def value_of(kind: type[T], plain: Any) -> T:
    """The value of type ``kind`` that ``plain_of`` made plain."""
    return cast(T, _typed(kind, plain))


def _typed(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), plain)
    if origin is tuple:
        return _tuple_of(get_args(kind), plain)
    if origin is dict:
        return {name: _typed(get_args(kind)[1], part) for name, part in plain.items()}
    return _simple(kind, plain)


def _simple(kind: Any, plain: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], part) for name, part in plain.items()})
    if kind is bytes:
        return base64.b64decode(plain)
    if isinstance(kind, type) and issubclass(kind, Enum | Path):
        return kind(plain)
    return plain


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    others = [kind for kind in kinds if kind is not type(None)]
    if plain is None or len(others) > 1:
        return plain
    return _typed(others[0], plain)


def _tuple_of(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_typed(kinds[0], part) for part in plain)
    return tuple(_typed(kind, part) for kind, part in zip(kinds, plain, strict=True))
