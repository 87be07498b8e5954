"""Parts of addresses: an object's name, and a page's number as ARKs and images write it."""

from schemas.identifiers import BETANUMERIC


class NameConverter:
    """The name part of an ARK."""

    regex = f"[{BETANUMERIC}]{{1,40}}"

    def to_python(self, value: str) -> str:
        """The name as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The name as it stands."""
        return value


class PageQualifierConverter:
    """``p0007``: the qualifier of a page."""

    regex = r"p\d{4,8}"

    def to_python(self, value: str) -> int:
        """The page's number."""
        return int(value[1:])

    def to_url(self, value: int) -> str:
        """The number as its ARK writes it."""
        return f"p{value:04d}"
