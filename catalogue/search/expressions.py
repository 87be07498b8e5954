"""What must stand in a row, as a value; each database has its own way of writing it down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Has:
    """A token stands somewhere in the row, or one that begins so."""

    token: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class InARow:
    """One of the tokens of each place, in this order and without a gap."""

    places: tuple[tuple[str, ...], ...]
    by_stem: bool = False
    """Among the stems instead of the words as printed."""


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The first, and not the second."""

    wanted: "Condition"
    unwanted: "Condition"


Condition = Has | InARow | Every | Some | Without


def every(*parts: Condition) -> Condition:
    """All of the parts; one part stands for itself."""
    return parts[0] if len(parts) == 1 else Every(parts)


def some(*parts: Condition) -> Condition:
    """At least one of the parts; one part stands for itself."""
    return parts[0] if len(parts) == 1 else Some(parts)
