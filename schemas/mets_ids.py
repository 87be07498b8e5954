"""How things are named within a METS document: the same thing always by the same id."""

import re
from urllib.parse import quote, unquote

from schemas.packages import FileUse

#: The project's own METS profile, described in docs/vepis.md and the architecture.
PROFILE = "Skrynia METS profile 1"
DESCRIPTION_ID = "description"
ADMINISTRATION_ID = "administration"
PHYSICAL_ID = "physical"
LOGICAL_ID = "logical"

#: Files that describe others stand in the metadata sections, not in the file section.
DESCRIBING_USES = {
    FileUse.DESCRIPTION: "dmdSec",
    FileUse.SOURCE_DESCRIPTION: "dmdSec",
    FileUse.TECHNICAL: "techMD",
    FileUse.PROVENANCE: "digiprovMD",
}
#: Files that METS does not speak of: itself.
UNSPOKEN_USES = {FileUse.STRUCTURE}

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9.-]")
_URI_SIGNS = ":/"


def ncname(prefix: str, text: str) -> str:
    """An XML name made of any text; different texts give different names."""
    return f"{prefix}-{_NOT_PLAIN.sub(_replacement, text)}"


def _replacement(match: re.Match[str]) -> str:
    sign = match[0]
    return "__" if sign == "/" else f"_{ord(sign):x}_"


def file_id(logical_path: str) -> str:
    """The id of a file, or of the section that points at a describing file."""
    return ncname("file", logical_path)


def page_div_id(page_id: str) -> str:
    """The id of a page's division in the physical structure."""
    return ncname("page", page_id)


def path_to_href(logical_path: str) -> str:
    """A logical path as a relative URL."""
    return quote(logical_path)


def href_to_path(href: str) -> str:
    """The logical path that a relative URL points at."""
    return unquote(href.removeprefix("file://").removeprefix("./"))


def uri_of(identifier: str) -> str:
    """A page's id as a URI, which it nearly always is already."""
    return quote(identifier, safe=_URI_SIGNS)


def identifier_from_uri(uri: str) -> str:
    """The id that was written as a URI."""
    return unquote(uri)
