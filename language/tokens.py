"""Search tokens: what an index stores of every word, and nothing a database must understand.

A token is a prefix and a key in a-z and 0-9 (``language.encoding``). Of a word are stored
``e`` the word itself, ``b`` the word without diacritics where it has any, ``l p d r y v a`` the
stem of its modern spelling in the language of its text, ``k`` or ``j`` its skeleton where that
differs from the stem (the query asks for both): two to three tokens a word. All other expansion
(letters typed without diacritics, other languages, reading errors, names) is done once, on the
side of the query (``language.query``): the index stays small, and a better expansion needs no new
index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.encoding import decoded, encoded
from language.keys import LANGUAGES_OF_SCRIPT, SKELETON_LETTERS, skeleton_of, stem_of
from language.letters import bare, plain, script_of, words_in
from schemas.pages import PageText, Word

#: Stored tokens of another version do not answer queries of this one: the index is built anew.
TOKENS_VERSION = 4

EXACT, BARE = "e", "b"
#: A skeleton of letters enough counts in every language; a shorter one in its own alone, or the
#: German Sack would answer sakyti.
SKELETON, SHORT_SKELETON = "k", "j"
_LETTERS_FOR_ALL = 5
#: The prefix of a stem, by language; what is in no known language is kept as it is.
STEM_PREFIXES = {
    "lit": "l", "pol": "p", "deu": "d", "rus": "r", "yid": "y", "lav": "v", "lat": "a",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token to store: at which place of the running text, and of which word of the sequence."""

    text: str
    position: int
    word: int


def tokens_of(words: Sequence[Word], language: str = "") -> tuple[Token, ...]:
    """The tokens of ``words`` in reading order.

    A printed word of several words („Vilnius–Kaunas“) takes several positions; the two halves of
    a divided word (``Word.whole``) take one, at the first half.

    Args:
        words: words as read.
        language: of the text, ISO 639-3; a word's own goes before it.
    """
    return tuple(_numbered(_printed(words), language))


def tokens_of_text(text: str, language: str = "") -> tuple[Token, ...]:
    """The tokens of a running text: a title, a transcription; ``word`` counts its words."""
    return tuple(_numbered(((n, w, "") for n, w in enumerate(words_in(text))), language))


def tokens_of_page(page: PageText) -> tuple[Token, ...]:
    """The tokens of a page; ``word`` counts ``page.words``. Languages of blocks and lines count."""
    words = [
        (word, word.language or line.language or block.language or page.language)
        for block in page.blocks
        for line in block.lines
        for word in line.words
    ]
    languages = [language for _, language in words]
    printed = _printed([word for word, _ in words])
    return tuple(_numbered(((n, text, languages[n]) for n, text, _ in printed), ""))


@lru_cache(maxsize=262_144)
def keys_of(word: str, language: str) -> tuple[str, ...]:
    """The tokens of one word without their place, the exact one first."""
    exact = exact_key(word)
    keys = [EXACT + exact]
    without = encoded(bare(word))
    if without != exact:
        keys.append(BARE + without)
    if word[0].isdigit():
        return tuple(keys)
    known = known_language(word, language)
    stem = encoded(stem_of(word, known))
    if stem != exact or len(exact) >= SKELETON_LETTERS:
        keys.append(STEM_PREFIXES[known] + stem)
    bones = skeleton_of(word, known)
    if bones and encoded(bones) != stem:
        keys.append(skeleton_key(bones, known))
    return tuple(keys)


def skeleton_key(bones: str, language: str) -> str:
    """The token of a skeleton found in a word of ``language``."""
    if counts_everywhere(bones):
        return SKELETON + encoded(bones)
    return SHORT_SKELETON + STEM_PREFIXES[language] + encoded(bones)


def counts_everywhere(bones: str) -> bool:
    """Whether a skeleton is long enough to be compared across languages."""
    return len(bones) >= _LETTERS_FOR_ALL


def exact_key(word: str) -> str:
    """The word itself as a key: small letters, composed, ſ as s, ligatures resolved."""
    return encoded(plain(word).replace("ß", "ss"))


def word_of_token(token: str) -> str:
    """The word an exact token stands for, to suggest words out of an index's vocabulary."""
    return decoded(token[1:])


def known_language(word: str, language: str) -> str:
    """``language`` where its letters fit ``word``, else the likeliest of the word's letters."""
    script = script_of(word)
    possible = LANGUAGES_OF_SCRIPT[script] if script else ("lit",)
    return language if language in possible else possible[0]


def _printed(words: Sequence[Word]) -> Iterator[tuple[int, str, str]]:
    """Number, text and own language of every single word; a divided word comes once."""
    awaited = ""
    for number, word in enumerate(words):
        if word.whole and word.whole == awaited:
            awaited = ""
            continue
        awaited = word.whole
        for single in words_in(word.whole or word.text):
            yield number, single, word.language


def _numbered(singles: Iterable[tuple[int, str, str]], language: str) -> Iterator[Token]:
    for position, (number, text, own) in enumerate(singles):
        for key in keys_of(text, own or language):
            yield Token(key, position, number)
