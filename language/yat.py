"""Russian before 1918, read by a model that has no ѣ and і: the letters put back.

Spelling tells where they stand: і before vowels, ѣ in a closed list of roots, words and endings,
and wherever the model read ъ between two consonants. Elsewhere е stays as read. Only a text whose
words end in ъ is touched.
"""

import re
from collections.abc import Sequence

from language.letters import words_in

_HARD = "бвгджзклмнпрстфхцчшщ"
#: Share of the words that end in ъ in a text before 1918: a fifth to a quarter; later none.
_OLD_SHARE = 0.06
_LEAST_WORDS = 5

#: Words with ѣ, as the model reads them.
_WORDS = (
    "всѣ всѣхъ всѣмъ всѣми тѣ тѣхъ тѣмъ тѣми мнѣ тебѣ себѣ гдѣ здѣсь нѣтъ двѣ двѣсти обѣ обѣихъ "
    "кромѣ послѣ внѣ нынѣ онѣ однѣ вездѣ развѣ лѣвый ѣхать ѣсть ѣхалъ ѣдетъ ѣла ѣли нигдѣ вполнѣ "
    "возлѣ подлѣ ѣду"
)
#: Roots with ѣ, the longest first; what stands in brackets keeps away words that only look alike.
_ROOTS = (
    "человѣк смотрѣл понедѣл перемѣн дѣйств совѣст надѣжд болѣзн невѣст медвѣд привѣт извѣст "
    "повѣст предѣл раздѣл примѣт пріѣха вѣрит вѣсть вѣстн вѣтер гнѣзд дѣвоч дѣвуш дѣтей дѣтям "
    "дѣтск желѣз звѣзд клѣтк крѣпк крѣпо лѣкар лѣчен мѣнят нѣмец сѣвер совѣт сосѣд стѣна стѣны "
    "стѣну стрѣл надѣя намѣр телѣг отвѣт завѣт побѣд владѣ имѣни(?=[еяюй]) умѣни(?=[еяюй]) хотѣл "
    "видѣл сидѣл успѣх успѣл недѣл вѣдом отдѣл замѣт измѣн бесѣд апрѣл копѣй поѣха бѣлы бѣло "
    "(?<!к)вѣра (?<!к)вѣры вѣру вѣрн(?!у) вѣтв вѣтр вѣчн гнѣв грѣх грѣш дѣва дѣви дѣла дѣло дѣлу "
    "дѣль дѣти звѣр (?<![а-я])лѣнь (?<!ко)лѣса лѣсн (?<!ко)лѣсу лѣсъ (?<![оз])лѣта лѣто лѣтъ лѣтн "
    "мѣдн мѣст мѣся мѣшк мѣха(?!н) (?<![ао])мѣра (?<![ао])мѣры мѣру нѣжн нѣмо(?!щ) обѣд орѣх пѣсн "
    "пѣть (?<!п)рѣдк (?<!бе)рѣза (?<![пг])рѣка (?<![пг])рѣки рѣку рѣчк рѣчь рѣчи рѣше рѣши "
    "свѣт(?!лан) свѣж свѣч сѣды (?<![а-я])сѣно слѣд слѣп смѣл смѣх смѣш смѣя снѣг снѣж тѣло тѣла "
    "(?<![а-я])тѣнь (?<![а-я])тѣни тѣсн хлѣб хлѣв цвѣт цѣлы цѣло цѣли цѣль (?<!с)цѣна (?<!с)цѣны "
    "(?<!с)цѣну рѣкѣ цѣнн уѣзд имѣт имѣл умѣл уѣха (?<!ле)бѣд(?!р) бѣг бѣж вѣж вѣк(?!ш) дѣд"
)
_PREPOSITIONS = frozenset(("въ", "на", "о", "объ", "обо", "при", "во"))


def _as_read(spelt: str) -> str:
    return spelt.replace("ѣ", "е").replace("і", "и")


_WHOLE = {_as_read(word): word for word in _WORDS.split()}
_ROOT = re.compile("|".join(f"(?P<r{n}>{_as_read(root)})" for n, root in enumerate(_ROOTS.split())))
_SPELT = [re.sub(r"\(.*?\)", "", root) for root in _ROOTS.split()]
#: ѣ read as ъ, and as ь where no soft sign can stand.
_MISREAD = re.compile(f"(?<=[{_HARD}])ъ(?=[{_HARD}])")
_I_BEFORE_VOWEL = re.compile("и(?=[аеёийоуыэюяѣ])")
_CASE_ENDING = re.compile(f"(?<=..)(?<=[{_HARD}])е$")


def is_before_1918(text: str) -> bool:
    """Whether a Russian ``text`` is spelt with ъ at the end of words."""
    words = [word.lower() for word in words_in(text)]
    old = sum(len(word) > 1 and word.endswith("ъ") for word in words)
    return len(words) >= _LEAST_WORDS and old > _OLD_SHARE * len(words)


def restored_russian(words: Sequence[str]) -> tuple[str, ...]:
    """``words`` of one text, as read, with ѣ and і; of a text of today, as they are."""
    if not is_before_1918(" ".join(words)):
        return tuple(words)
    before = ("", *words[:-1])
    return tuple(
        _restored(word, earlier.lower()) for word, earlier in zip(words, before, strict=True)
    )


def _restored(printed: str, earlier: str) -> str:
    small = printed.lower()
    core = next(words_in(small), "")
    if not core or core not in small or len(small) != len(printed):
        return printed
    spelt = _spelt(core, after_preposition=earlier in _PREPOSITIONS)
    at = small.index(core)
    put = "".join(
        new.upper() if old.isupper() else new
        for old, new in zip(printed[at : at + len(core)], spelt, strict=True)
    )
    return printed[:at] + put + printed[at + len(core) :]


def _spelt(word: str, *, after_preposition: bool) -> str:
    """One word; every letter stays one letter."""
    if word in _WHOLE:
        return _I_BEFORE_VOWEL.sub("і", _WHOLE[word])
    word = _MISREAD.sub("ѣ", word)
    word = _ROOT.sub(lambda match: _SPELT[int((match.lastgroup or "r0")[1:])], word)
    if after_preposition:
        word = _CASE_ENDING.sub("ѣ", word)
    return _I_BEFORE_VOWEL.sub("і", word)
