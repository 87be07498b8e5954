"""Which words of a line somebody changed, when the whole line comes back. Free of Django."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def changed_words(before: Sequence[str], after: Sequence[str]) -> dict[int, str]:
    """What stands now at the words that changed; empty where a word is gone.

    Words that were put in stand with their neighbour: a place may hold several.

    Args:
        before: the words as they were shown; at least one.
        after: the words of the line as it came back.
    """
    now = {place: [word] for place, word in enumerate(before)}
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        new = list(after[new_first:new_last])
        if kind == "insert":
            _put_in(now, first, new)
        elif kind != "equal":
            _put_instead(now, first, last, new)
    said = {place: " ".join(words) for place, words in now.items()}
    return {place: text for place, text in said.items() if text != before[place]}


def _put_in(now: dict[int, list[str]], place: int, new: list[str]) -> None:
    if place:
        now[place - 1] += new
    else:
        now[0] = [*new, *now[0]]


def _put_instead(now: dict[int, list[str]], first: int, last: int, new: list[str]) -> None:
    """Word for word as far as they go; the last place takes what is left over."""
    for place in range(first, last):
        begin = place - first
        end = len(new) if place == last - 1 else begin + 1
        now[place] = new[begin:end]
