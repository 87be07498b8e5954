"""The words that stand somewhere in the index, one a skeleton: what a suggestion is chosen from."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import transaction

from catalogue.models import SearchWord
from catalogue.search.texts import IndexedText
from language.tokens import word_of_token

#: Skeletons a process remembers to have written already.
REMEMBERED = 200_000
#: Letters of a word worth suggesting.
LETTERS = 3
_LONGEST = 64


def learn(texts: Iterable[IndexedText]) -> None:
    """Keep the words of new rows that no other row had."""
    found: dict[str, str] = {}
    for text in texts:
        for tokens in text.positions:
            # The last token folds most; words that differ in spelling or ending share it.
            found.setdefault(tokens[-1][1:], tokens[0])
    new = {key: exact for key, exact in found.items() if key not in _remembered()}
    words = {key: word_of_token(exact) for key, exact in new.items() if len(exact) <= _LONGEST}
    # In one order everywhere: two writers that meet would else wait for each other.
    SearchWord.objects.bulk_create(
        [
            SearchWord(skeleton=key, form=words[key])
            for key in sorted(words)
            if len(words[key]) >= LETTERS and words[key].isalpha()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    # What is taken back with its transaction must not be remembered.
    transaction.on_commit(lambda: _remember(new))


def _remember(skeletons: Iterable[str]) -> None:
    if len(_remembered()) < REMEMBERED:
        _remembered().update(skeletons)


@lru_cache(maxsize=1)
def _remembered() -> set[str]:
    return set()
