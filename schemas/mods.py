"""MODS, read only, as far as Dublin Core can say the same."""

from lxml import etree

from schemas.dc_elements import DescriptionDraft
from schemas.objects import DublinCore
from schemas.xml import local_name, text_of

MODS_MEDIA_TYPE = "application/mods+xml"

_CREATOR_ROLES = {"", "aut", "cre", "author", "creator"}
#: MODS paths below the record, and the elements they say the same as.
_PATHS = (
    ("{*}originInfo/{*}publisher", "publisher"),
    ("{*}originInfo/{*}dateIssued", "date"),
    ("{*}originInfo/{*}dateCreated", "date"),
    ("{*}language/{*}languageTerm", "language"),
    ("{*}abstract", "description"),
    ("{*}genre", "type"),
    ("{*}subject/{*}topic", "subject"),
    ("{*}subject/{*}geographic", "subject"),
    ("{*}physicalDescription/{*}extent", "format"),
    ("{*}location/{*}shelfLocator", "identifier:shelfmark"),
    ("{*}location//{*}shelfLocator", "identifier:shelfmark"),
    ("{*}recordInfo/{*}recordIdentifier", "identifier:control_number"),
)


def is_mods(root: etree._Element) -> bool:
    """Whether a document is a MODS record or a collection of them."""
    return local_name(root) in ("mods", "modsCollection")


def parse_mods(root: etree._Element) -> tuple[DublinCore, ...]:
    """The description of each record."""
    return tuple(_describe(record) for record in root.iter("{*}mods"))


def _describe(record: etree._Element) -> DublinCore:
    draft = DescriptionDraft()
    for title in record.iterchildren("{*}titleInfo"):
        draft.add("title", _title(title))
    for name in record.iterchildren("{*}name"):
        roles = {text_of(role).lower() for role in name.iterfind("{*}role/{*}roleTerm")} or {""}
        draft.add("creator" if roles & _CREATOR_ROLES else "contributor", _name(name))
    for path, element in _PATHS:
        for found in record.iterfind(path):
            draft.add(element, text_of(found))
    for identifier in record.iterchildren("{*}identifier"):
        kind = (identifier.get("type") or "local").lower().replace(" ", "_")
        if identifier.get("invalid") != "yes":
            draft.add(f"identifier:{kind}", text_of(identifier))
    for condition in record.iterchildren("{*}accessCondition"):
        href = condition.get("{http://www.w3.org/1999/xlink}href")
        draft.add("rights", href or text_of(condition))
    return draft.finished()


def _title(element: etree._Element) -> str:
    main = [text_of(element.find(f"{{*}}{part}")) for part in ("nonSort", "title")]
    rest = [text_of(element.find(f"{{*}}{part}")) for part in ("partNumber", "partName")]
    title = " ".join(part for part in main if part)
    if subtitle := text_of(element.find("{*}subTitle")):
        title = f"{title} : {subtitle}"
    return ". ".join(part for part in (title, *rest) if part)


def _name(element: etree._Element) -> str:
    parts = {part.get("type", ""): text_of(part) for part in element.iterfind("{*}namePart")}
    if "family" in parts:
        return ", ".join(parts[key] for key in ("family", "given") if parts.get(key))
    return parts.get("") or text_of(element.find("{*}displayForm"))
