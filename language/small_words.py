"""The small words of every language in each of its spellings: and, in, is, who."""

import json
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "small-words.json"


@cache
def small_words(spelling: str) -> frozenset[str]:
    """The small words of a spelling (``lit``, ``lit-old``, ``rus-old`` …), in small letters."""
    stored: dict[str, str] = json.loads(_FILE.read_text("utf-8"))
    return frozenset(stored[spelling].split())
