"""The rights statements a library may choose from, kept by their URI."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "profiles" / "rights.toml"
_URI = re.compile(
    r"https?://(?:www\.)?(creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org/"
    r"(?:vocab|page))/([a-z-]+)(?:/\d\.\d(?:/[a-z]{2})?)?/?(?:deed\.\w+|\?.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RightsStatement:
    """One statement: its short name, its URI, and what follows from it."""

    key: str
    uri: str
    tier: int
    """Highest Europeana content tier it allows."""
    basis: str
    status: str
    """PREMIS rightsBasis and copyrightStatus."""


@cache
def rights_statements() -> tuple[RightsStatement, ...]:
    """All statements in the order in which the National Library offers them."""
    with _TABLE.open("rb") as file:
        return tuple(RightsStatement(**row) for row in tomllib.load(file)["statement"])


def find_rights(text: str) -> RightsStatement | None:
    """The statement that a URI (of any version) or a short name stands for."""
    text = text.strip()
    wanted = _core(text)
    for statement in rights_statements():
        if _core(statement.uri) == wanted or statement.key.casefold() == text.casefold():
            return statement
    return None


def _core(uri: str) -> tuple[str, str]:
    """What stays of a URI when version, country and scheme are taken away."""
    match = _URI.fullmatch(uri)
    if match is None:
        return ("", uri)
    return (match[1].lower().replace("/page", "/vocab"), match[2].lower())
