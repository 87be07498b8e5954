"""Words as strings of a-z and 0-9 alone, which every plain tokenizer keeps as they are.

A letter with a mark becomes a digit and its nearest letter („š“ is "1s"), so that no database
folds, parts or drops it; the way back is exact. Letters outside the table take six signs more.
"""

import unicodedata

#: Only ever to be added to at the end: stored tokens rest on the order.
_LATIN = "ąčęėįšųūžłńśźżóćäöüßāēīōģķļņŗěřůďťňáéíýúàèìòùâêîôûãẽĩõũñỹëïÿçăőűøåæœșțþðŕĺẹạọụịȩĕŭŏƶ"
_CYRILLIC = (
    ("абвгдеёжзийклмнопрстуфхцчшщъыьэюяѣіѳѵўјґђћџљњєї",
     "abvgdeejziiklmnoprstufhccssqyxeuaeifyujgdhclnei"),
)  # fmt: skip
_HEBREW = (("אבגדהוזחטיךכלםמןנסעףפץצקרשתװױײ", "abgdhvzhtikklmmnnsefpccqrstwoj"),)
_LITERAL = frozenset("abcdefghijklmnopqrstuvwxyz")
_HEX = 5


def _table() -> dict[str, str]:
    pairs = [(letter, _nearest(letter)) for letter in _LATIN]
    for letters, nearest in (*_CYRILLIC, *_HEBREW):
        pairs += zip(letters, nearest, strict=True)
    table: dict[str, str] = {}
    used: set[str] = set()
    for letter, near in pairs:
        order = [near, *sorted(_LITERAL)]
        code = next(f"{d}{n}" for n in order for d in "123456789" if f"{d}{n}" not in used)
        used.add(code)
        table[letter] = code
    return table


def _nearest(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0]
    strokes = {"ł": "l", "ß": "s", "ø": "o", "æ": "a", "œ": "o", "þ": "t", "ð": "d", "ƶ": "z"}
    return strokes.get(first, first)


_CODES = _table()
_LETTERS = {code: letter for letter, code in _CODES.items()}


def encoded(word: str) -> str:
    """``word`` in a-z and 0-9: different words stay different, beginnings stay beginnings."""
    if word.isascii() and word.isalpha() and word.islower():
        return word
    return "".join(_encoded_sign(sign) for sign in word)


def decoded(code: str) -> str:
    """The word that ``code`` was made of."""
    signs: list[str] = []
    at = 0
    while at < len(code):
        length, sign = _sign_at(code, at)
        signs.append(sign)
        at += length
    return "".join(signs)


def _encoded_sign(sign: str) -> str:
    if sign in _LITERAL:
        return sign
    if sign in "0123456789":
        return f"0{sign}"
    return _CODES.get(sign) or f"0z{ord(sign):0{_HEX}x}"


def _sign_at(code: str, at: int) -> tuple[int, str]:
    """How many signs of ``code`` say one letter, and which."""
    if code[at] in _LITERAL:
        return 1, code[at]
    if code[at] == "0" and code[at + 1 : at + 2] == "z":
        return 2 + _HEX, chr(int(code[at + 2 : at + 2 + _HEX], 16))
    if code[at] == "0":
        return 2, code[at + 1 : at + 2]
    return 2, _LETTERS.get(code[at : at + 2], "")
