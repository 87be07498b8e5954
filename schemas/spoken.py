"""Names of languages as documents for readers write them: BCP 47 instead of ISO 639-3."""

#: ISO 639-3 -> the shorter tag that BCP 47 asks for where there is one.
_SHORT = {
    "bel": "be", "ces": "cs", "deu": "de", "eng": "en", "est": "et", "fra": "fr", "heb": "he",
    "lat": "la", "lav": "lv", "lit": "lt", "pol": "pl", "rus": "ru", "ukr": "uk", "yid": "yi",
}  # fmt: skip
UNKNOWN = "und"


def language_tag(code: str) -> str:
    """The BCP 47 tag of a language; ``und`` where none is known."""
    first = code.split("+")[0].strip()
    if not (first.isascii() and first.isalpha() and first.islower() and len(first) in (2, 3)):
        return UNKNOWN
    return _SHORT.get(first, first)
