"""A MARC record as a value: leader, control fields, data fields, in the order of the source."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarcField:
    """A control field (``value``) or a data field (``subfields`` as code and text)."""

    tag: str
    value: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    def texts(self, codes: str) -> tuple[str, ...]:
        """The texts of these subfields, in the order of the record."""
        return tuple(text for code, text in self.subfields if code in codes and text)

    def first(self, code: str) -> str:
        """The first text of one subfield, empty where there is none."""
        return next(iter(self.texts(code)), "")


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """One record. ``is_unimarc`` tells in which of the two formats its tags are to be read."""

    leader: str
    fields: tuple[MarcField, ...]

    @property
    def is_unimarc(self) -> bool:
        """UNIMARC keeps the title in 200, MARC 21 in 245; UNIMARC's leader ends in ``450``."""
        tags = {field.tag for field in self.fields}
        if "245" in tags:
            return False
        return "200" in tags or self.leader.rstrip().endswith("450")

    def all(self, *tags: str) -> Iterator[MarcField]:
        """The fields with one of these tags, in the order of the record."""
        return (field for field in self.fields if field.tag in tags)

    def control(self, tag: str) -> str:
        """The text of a control field, empty where there is none."""
        return next((field.value for field in self.all(tag)), "")
