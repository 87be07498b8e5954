"""What is known of a language's words while pages are read: is it a word, does it look like one.

Words come from the models that are installed; the model of letter sequences is learnt from them
once a machine and kept beside the lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from language.keys import modernised
from language.letters import plain
from language.likelihood import SequenceModel
from pipeline.engines.models import installed
from pipeline.engines.word_lists import NoWords, WordList, cache_folder, words_of
from pipeline.files import write_whole

#: Whose words a language has; of several the first that is installed learns its letters.
MODELS = {
    "lit": ("lit",), "pol": ("pol",), "deu": ("frk", "deu"), "lat": ("lat",), "rus": ("rus",),
    "lav": ("lav",), "yid": ("yid",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language as far as its words are known here."""

    language: str
    lists: tuple[WordList | NoWords, ...]
    sequences: SequenceModel | None

    def knows(self, word: str) -> bool:
        """Whether it is a word, as it stands or in today's spelling."""
        small = plain(word)
        return self._has(small) or self._has(modernised(small, self.language))

    def bits_of(self, word: str) -> float:
        """How unlikely its letters are in a row, as spelt or as spelt today, in bits."""
        small = plain(word)
        if not self.sequences or not small:
            return 0.0
        today = modernised(small, self.language)
        bits = self.sequences.word_bits(small)
        return bits if today == small else min(bits, self.sequences.word_bits(today))

    def _has(self, small: str) -> bool:
        return any(small in words for words in self.lists)


@cache
def tongue_of(language: str) -> Tongue | None:
    """What is known of a language; None where no model of it is installed."""
    there = [model for model in MODELS.get(language, ()) if model in installed().names]
    if not there:
        return None
    lists = tuple(words_of(model) for model in there)
    return Tongue(language, lists, _sequences(language, there[0], lists[0]))


def tongues_of(languages: Sequence[str]) -> tuple[Tongue, ...]:
    """What is known of each of these languages."""
    return tuple(one for language in languages if (one := tongue_of(language)) is not None)


def _sequences(language: str, model: str, words: WordList | NoWords) -> SequenceModel | None:
    kept = cache_folder() / f"{model}-{_digest_of(words)}.sequences"
    try:
        return SequenceModel.from_bytes(kept.read_bytes())
    except (OSError, ValueError, KeyError):
        learnt = SequenceModel.learn(language, words)
    if not learnt.trigrams:
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, learnt.to_bytes())
    return learnt


def _digest_of(words: WordList | NoWords) -> str:
    return words.digest if isinstance(words, WordList) else "none"
