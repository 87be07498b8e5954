"""The roles of people and the kinds of libraries. Free of Django."""

from enum import StrEnum


class LibraryKind(StrEnum):
    """A county library sees the objects of all; a territory's library its own."""

    COUNTY = "county"
    TERRITORY = "territory"


class Role(StrEnum):
    """What somebody is in a library."""

    ADMINISTRATOR = "administrator"
    SPECIALIST = "specialist"
    """Digitises."""
    CONTROLLER = "controller"
    """Judges quality."""
    LIBRARIAN = "librarian"
    """Describes, and serves readers."""
