"""Finding a title however it was typed: without capitals, without diacritics."""

import unicodedata


def search_key(text: str) -> str:
    """``text`` as it is searched: „Žemės  ūkis“ and "zemes ukis" are the same."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(kept.split())
