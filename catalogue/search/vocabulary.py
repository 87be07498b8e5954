"""The words that stand somewhere in the index, one a skeleton: what a suggestion is chosen from."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import transaction

from catalogue.models import SearchWord
from catalogue.search.texts import IndexedText
from language.keys import skeleton
from language.tokens import word_of_token

#: Words a process remembers to have written already.
REMEMBERED = 200_000
#: Letters of a word worth suggesting.
LETTERS = 3
_LONGEST = 64


def learn(texts: Iterable[IndexedText]) -> None:
    """Keep the words of new rows that no other row had."""
    found = {tokens[0] for text in texts for tokens in text.positions} - _remembered()
    words: dict[str, str] = {}
    for exact in sorted(found):
        word = word_of_token(exact)
        if LETTERS <= len(word) <= _LONGEST and word.isalpha():
            words.setdefault(skeleton(word)[:_LONGEST], word[:_LONGEST])
    # In one order everywhere: two writers that meet would else wait for each other.
    SearchWord.objects.bulk_create(
        [SearchWord(skeleton=key, form=words[key]) for key in sorted(words)],
        ignore_conflicts=True,
        batch_size=500,
    )
    # What is taken back with its transaction must not be remembered.
    transaction.on_commit(lambda: _remember(found))


def _remember(words: Iterable[str]) -> None:
    if len(_remembered()) < REMEMBERED:
        _remembered().update(words)


@lru_cache(maxsize=1)
def _remembered() -> set[str]:
    return set()
