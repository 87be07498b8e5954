"""What a word looks like after a typical error of reading: ſ for f, n for u, c for e."""

from collections.abc import Iterator

#: Letters of a stem that may be misread and still be told from other words.
LEAST_LETTERS = 5

#: As printed, and as read; one a word. Of Fraktur: ſ/f, k/t/f, B/V, R/K/N; of any type: u/n, e/c.
_ANYWHERE: tuple[tuple[str, str], ...] = (
    ("š", "s"), ("š", "fz"), ("č", "c"), ("č", "ez"), ("ž", "z"), ("ž", "j"),
    ("s", "f"), ("f", "s"), ("u", "n"), ("n", "u"), ("e", "c"), ("c", "e"),
    ("rn", "m"), ("m", "rn"), ("k", "t"), ("k", "f"), ("t", "k"), ("y", "h"), ("h", "b"),
    ("b", "h"), ("l", "i"), ("i", "l"), ("in", "m"), ("m", "in"), ("o", "e"), ("a", "g"),
    ("v", "b"), ("d", "b"), ("ш", "т"), ("т", "ш"), ("н", "п"), ("п", "н"), ("и", "н"),
    ("н", "и"), ("е", "с"), ("с", "е"), ("ь", "ъ"), ("ד", "ר"), ("ר", "ד"), ("ב", "כ"),
    ("כ", "ב"), ("ו", "ן"), ("ה", "ח"), ("ח", "ה"), ("ם", "ס"), ("ס", "ם"),
)  # fmt: skip
_CAPITALS: tuple[tuple[str, str], ...] = (
    ("r", "k"), ("r", "n"), ("k", "r"), ("k", "n"), ("n", "r"), ("b", "v"), ("v", "b"),
    ("w", "m"), ("s", "e"), ("l", "e"), ("e", "l"), ("g", "e"), ("d", "o"), ("o", "d"),
)  # fmt: skip


def misread(word: str) -> Iterator[str]:
    """``word`` with one typical error of reading, each place and error once."""
    if len(word) < LEAST_LETTERS:
        return
    for printed, read in _ANYWHERE:
        at = word.find(printed)
        while at >= 0:
            yield word[:at] + read + word[at + len(printed) :]
            at = word.find(printed, at + 1)
    for printed, read in _CAPITALS:
        if word.startswith(printed):
            yield read + word[len(printed) :]
