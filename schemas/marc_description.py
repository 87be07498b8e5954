"""What of a MARC record goes into a Dublin Core description; the record itself is kept whole."""

import re
from collections.abc import Iterator

from schemas.dc_elements import DescriptionDraft
from schemas.marc_records import MarcField, MarcRecord
from schemas.objects import DublinCore

#: Signs before and after the words that do not count in sorting; ``<<The >>`` and U+0098/U+009C.
_NON_SORTING = re.compile("<<|>>|[\u0088\u0089\u0098\u009c]")
_STANDARD_NUMBER = re.compile(r"[0-9][0-9\- ]*[0-9Xx]")
#: «sine nomine», as catalogues say that the publisher is not known.
_NO_NAME = re.compile(r"\[?s\. ?n\.?\]?", re.IGNORECASE)
_AUTHOR_CODES = {"aut", "cre", "070"}
#: DCMI types by the leader's type of record, which both formats share so far.
_TYPES = {
    **dict.fromkeys("abcdt", "Text"),
    **dict.fromkeys("efk", "StillImage"),
    "g": "MovingImage",
    **dict.fromkeys("ij", "Sound"),
}


def describe_marc(record: MarcRecord) -> DublinCore:
    """The record in Dublin Core: title, names, publication, language, numbers and shelf mark."""
    pairs = _unimarc(record) if record.is_unimarc else _marc21(record)
    draft = DescriptionDraft()
    for element, value in pairs:
        draft.add(element, _NON_SORTING.sub("", value))
    draft.add("type", _TYPES.get(record.leader[6:7], ""))
    draft.add("identifier:control_number", record.control("001"))
    for field in record.all("852"):
        draft.add("identifier:shelfmark", " ".join(field.texts("hijkm")))
    return draft.finished()


def _marc21(record: MarcRecord) -> Iterator[tuple[str, str]]:
    for field in record.all("245"):
        yield "title", _plain(" ".join(field.texts("abnp")))
    for field in record.all("100", "110", "111"):
        yield "creator", _plain(" ".join(field.texts("abcdn")))
    for field in record.all("700", "710", "711"):
        yield _role(field), _plain(" ".join(field.texts("abcdn")))
    for field in record.all("260", "264"):
        if field.tag == "260" or field.indicators[1] == "1":
            yield from _publishers(field, "b")
            yield from (("date", _date(text)) for text in field.texts("c"))
    codes = [text for field in record.all("041") for text in field.texts("a")]
    yield from _languages([*codes, record.control("008")[35:38]])
    yield from _numbers(record, "020", "022")
    for field in record.all("090"):
        yield "identifier:shelfmark", field.first("a")
    yield from _told(record, {"300": ("format", "a"), "520": ("description", "a")})
    yield from _subjects(record, ("600", "610", "650", "651", "653"))


def _unimarc(record: MarcRecord) -> Iterator[tuple[str, str]]:
    for field in record.all("200"):
        title = " : ".join([" ; ".join(field.texts("a")), *field.texts("e")])
        yield "title", ". ".join([title, *field.texts("hi")])
    for field in record.all("700", "701", "710", "711"):
        yield "creator", _unimarc_name(field)
    for field in record.all("702", "712"):
        yield _role(field), _unimarc_name(field)
    for field in record.all("210", "214"):
        yield from _publishers(field, "c")
        yield from (("date", _date(text)) for text in field.texts("d"))
    yield from _languages([text for field in record.all("101") for text in field.texts("a")])
    yield from _numbers(record, "010", "011")
    for field in record.all("899", "930"):
        yield "identifier:shelfmark", field.first("j" if field.tag == "899" else "a")
    yield from _told(record, {"215": ("format", "a"), "330": ("description", "a")})
    for field in record.all("600", "601"):
        yield "subject", _unimarc_name(field)
    yield from _subjects(record, ("606", "607", "610"))


def _publishers(field: MarcField, code: str) -> Iterator[tuple[str, str]]:
    for text in field.texts(code):
        if not _NO_NAME.fullmatch(text.strip(" :;,")):
            yield "publisher", _plain(text)


def _unimarc_name(field: MarcField) -> str:
    """``Surname, Forename`` of a person; a body with its parts."""
    parting = ". " if field.tag in ("601", "710", "711", "712") else ", "
    return parting.join(_plain(text) for text in field.texts("ab"))


def _role(field: MarcField) -> str:
    codes = {text.lower()[-3:] for text in field.texts("4")}
    return "creator" if codes & _AUTHOR_CODES else "contributor"


def _languages(codes: list[str]) -> Iterator[tuple[str, str]]:
    """Codes of three letters, also those written together; ``und`` and fill signs say nothing."""
    for text in codes:
        for code in re.findall("[a-z]{3}", text.lower()):
            if code not in ("und", "mul", "zxx"):
                yield "language", code


def _numbers(record: MarcRecord, isbn_tag: str, issn_tag: str) -> Iterator[tuple[str, str]]:
    for tag, kind in ((isbn_tag, "isbn"), (issn_tag, "issn")):
        for field in record.all(tag):
            if match := _STANDARD_NUMBER.match(field.first("a")):
                yield f"identifier:{kind}", match[0]


def _told(record: MarcRecord, elements: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for tag, (element, code) in elements.items():
        for field in record.all(tag):
            yield element, _plain(field.first(code))


def _subjects(record: MarcRecord, tags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for field in record.all(*tags):
        yield "subject", " -- ".join(_plain(text) for text in field.texts("abxyz"))


def _plain(text: str) -> str:
    """The text without the punctuation that only parted it from the next field."""
    text = text.strip().strip("/:;,= ")
    ends_in_initial = re.search(r"(^|[\s.])\w\.$", text)
    return text if ends_in_initial else text.removesuffix(".")


def _date(text: str) -> str:
    return _plain(text.strip("[] ")).lstrip("c©p").rstrip("]").strip()
