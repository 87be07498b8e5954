"""Rewriting of spellings: a table taken longest first, then rules that look around themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """How old spellings of one language in one script become modern ones."""

    table: Mapping[str, str]
    pattern: re.Pattern[str]
    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]

    def rewritten(self, word: str) -> str:
        """``word``, in small letters, as it would be spelt today."""
        for pattern, new in self.before:
            word = pattern.sub(new, word)
        word = self.pattern.sub(lambda match: self.table[match[0]], word)
        for pattern, new in self.after:
            word = pattern.sub(new, word)
        return word


def rules(
    table: Mapping[str, str],
    *,
    before: Sequence[tuple[str, str]] = (),
    after: Sequence[tuple[str, str]] = (),
) -> Rules:
    """Rules of a table (longest first) and of patterns tried before and after it."""
    longest_first = sorted(table, key=len, reverse=True)
    return Rules(
        table,
        re.compile("|".join(map(re.escape, longest_first))),
        tuple((re.compile(old), new) for old, new in before),
        tuple((re.compile(old), new) for old, new in after),
    )
