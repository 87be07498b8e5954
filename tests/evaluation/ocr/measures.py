"""A reading held against its truth: characters, words, Lithuanian letters, words in any order."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from tests.evaluation.folding import folded, strict

#: The letters that Lithuanian has beside those of the plain alphabet.
LITHUANIAN = frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽ")
_TOKEN = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Count:
    """Errors among so many signs of the truth; adds up over pages."""

    errors: float = 0
    of: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.errors + other.errors, self.of + other.of)

    @property
    def rate(self) -> float | None:
        """Errors a sign; None where nothing was there to be read."""
        return self.errors / self.of if self.of else None


NOTHING = Count()


@dataclass(frozen=True, slots=True)
class Measured:
    """One page of one reader."""

    cer: Count
    """Folded: what transcribers write differently is levelled."""
    cer_strict: Count
    wer: Count
    letters: Count
    """Wrong or lost ones of the eighteen Lithuanian letters of the truth, folded."""
    bag_f1: float
    order_free: Count
    """Folded, lines of the truth held against the lines most like them, wherever they stand."""
    order_tau: float | None
    """Kendall's tau of the lines that were found; None where fewer than two were."""


def measured(read: str, truth: str) -> Measured:
    """All measures of one page; texts as they stand, a printed line a line."""
    one, other = clusters(folded(read)), clusters(folded(truth))
    free, tau = order_of(read, truth)
    return Measured(
        cer=errors(one, other),
        cer_strict=errors(clusters(strict(read)), clusters(strict(truth))),
        wer=errors(folded(read).split(), folded(truth).split()),
        letters=letter_errors(one, other),
        bag_f1=bag_f1(read, truth),
        order_free=free,
        order_tau=tau,
    )


def clusters(text: str) -> list[str]:
    """Letters together with the marks over and under them, composed where they can be."""
    out: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if out and unicodedata.combining(sign):
            out[-1] += sign
        else:
            out.append(sign)
    return out


def errors(read: Sequence[Hashable], truth: Sequence[Hashable]) -> Count:
    """Insertions, deletions and replacements."""
    return Count(Levenshtein.distance(read, truth), len(truth))


def letter_errors(read: list[str], truth: list[str]) -> Count:
    """Lithuanian letters of the truth that were lost or read as something else."""
    there = sum(sign in LITHUANIAN for sign in truth)
    if not there:
        return NOTHING
    steps = Levenshtein.editops(truth, read)
    wrong = sum(
        step.tag in ("replace", "delete") and truth[step.src_pos] in LITHUANIAN for step in steps
    )
    return Count(wrong, there)


def bag_f1(read: str, truth: str) -> float:
    """Agreement of the words of two letters and more, wherever they stand; 1 where all agree."""
    one, other = (Counter(_TOKEN.findall(folded(text).lower())) for text in (read, truth))
    both = (one & other).total()
    whole = one.total() + other.total()
    return 2 * both / whole if whole else 1.0


def order_of(read: str, truth: str) -> tuple[Count, float | None]:
    """Errors when order does not count, and how well the order of lines was kept."""
    read_lines, true_lines = _lines(read), _lines(truth)
    pairs = _paired(read_lines, true_lines)
    wrong = sum(distance for _, _, distance in pairs)
    met_read, met_true = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    wrong += sum(len(line) for i, line in enumerate(read_lines) if i not in met_read)
    wrong += sum(len(line) for j, line in enumerate(true_lines) if j not in met_true)
    order = [i for i, _, _ in sorted(pairs, key=lambda pair: pair[1])]
    return Count(wrong, sum(map(len, true_lines))), kendall(order)


def _lines(text: str) -> list[str]:
    return [line for line in map(folded, text.splitlines()) if line]


def _paired(read: list[str], truth: list[str]) -> list[tuple[int, int, int]]:
    """Lines that belong together, the most alike first, with their distance."""
    found: list[tuple[float, int, int, int]] = []
    for j, true in enumerate(truth):
        for i, line in enumerate(read):
            longest = max(len(line), len(true))
            distance = Levenshtein.distance(line, true, score_cutoff=longest // 2)
            if distance <= longest // 2:
                # Of lines equally alike those at the same height of the page belong together.
                apart = abs(i / len(read) - j / len(truth))
                found.append((distance / longest + apart * 1e-3, i, j, distance))
    pairs: list[tuple[int, int, int]] = []
    seen_read: set[int] = set()
    seen_true: set[int] = set()
    for _, i, j, distance in sorted(found):
        if i not in seen_read and j not in seen_true:
            seen_read.add(i)
            seen_true.add(j)
            pairs.append((i, j, distance))
    return pairs


def kendall(order: Sequence[int]) -> float | None:
    """How well places follow one another: 1 in order, -1 backward; None for fewer than two."""
    pairs = len(order) * (len(order) - 1) // 2
    if not pairs:
        return None
    wrong = sum(order[i] > order[j] for i in range(len(order)) for j in range(i + 1, len(order)))
    return 1 - 2 * wrong / pairs
