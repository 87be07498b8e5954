"""The words that stand somewhere in the index, one a skeleton: what a suggestion is chosen from."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import transaction

from catalogue.models import SearchWord
from catalogue.search.texts import IndexedText
from language.tokens import SKELETON, word_of_token

#: Skeletons a process remembers to have written already.
REMEMBERED = 200_000
_LONGEST = 64


def learn(texts: Iterable[IndexedText]) -> None:
    """Keep the words of new rows that no other row had."""
    found: dict[str, str] = {}
    for text in texts:
        for tokens in text.positions:
            skeleton = next((one for one in tokens if one.startswith(SKELETON)), "")
            if skeleton and len(skeleton) <= _LONGEST and len(tokens[0]) <= _LONGEST:
                found.setdefault(skeleton, tokens[0])
    new = {skeleton: exact for skeleton, exact in found.items() if skeleton not in _remembered()}
    # In one order everywhere: two writers that meet would else wait for each other.
    SearchWord.objects.bulk_create(
        [SearchWord(skeleton=one, form=word_of_token(new[one])) for one in sorted(new)],
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
