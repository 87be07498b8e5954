"""Does the object say everything that a receiver demands?"""

from collections.abc import Iterable

from exporters.page_files import files_by_path, image_of, text_of_page
from schemas.dc_elements import ELEMENTS
from schemas.packages import ObjectPackage
from schemas.rights import find_rights

_OWNER_FIELDS = ("library", "library_code")
_FILE_FIELDS = ("images", "text")


def is_known_field(field: str) -> bool:
    """Whether a name may stand among mandatory fields."""
    return field in (*ELEMENTS, *_OWNER_FIELDS, *_FILE_FIELDS) or field.startswith("identifier:")


def missing_fields(package: ObjectPackage, mandatory: Iterable[str]) -> tuple[str, ...]:
    """Name the mandatory fields that this object leaves empty, in their order."""
    return tuple(field for field in mandatory if not _has(package, field))


def _has(package: ObjectPackage, field: str) -> bool:
    name, _, kind = field.partition(":")
    if name == "identifier":
        kinds = {identifier.kind for identifier in package.description.identifiers}
        return kind in kinds if kind else bool(kinds)
    if name == "rights":
        return any(find_rights(text) for text in package.description.rights)
    if name in _FILE_FIELDS:
        return _every_page_has(package, name)
    owner = package if name in _OWNER_FIELDS else package.description
    return bool(getattr(owner, name))


def _every_page_has(package: ObjectPackage, name: str) -> bool:
    files = files_by_path(package)
    if name == "text":
        return all(text_of_page(page, files) for page in package.pages)
    return bool(package.pages) and all(image_of(page, files, "") for page in package.pages)
