"""Volumes of printed numbers alone, as books have them, misread as readers of print misread."""

from dataclasses import dataclass, field

from qa.volume.pages import PrintedLabel, VolumePage
from qa.volume.readings import roman
from schemas.pages import PageRole


@dataclass
class Book:
    """What is printed on each page of a sound book, and which pages are known to be no text."""

    labels: list[tuple[str, ...]]
    roles: dict[int, PageRole] = field(default_factory=dict)


def book(rng, pages=200, style="all"):
    """A book in one of the ways books are numbered."""
    front = int(rng.integers(0, 9))
    numbers = range(front + 1, front + pages + 1)
    text = {
        "all": [(str(n),) for n in numbers],
        "rectos": [(str(n),) if n % 2 else () for n in numbers],
        "leaves": [(str((n + 1) // 2),) if n % 2 else () for n in numbers],
        "sides": [(f"{(n + 1) // 2}{'r' if n % 2 else 'v'}",) for n in numbers],
        "columns": [(str(2 * n - 1), str(2 * n)) for n in numbers],
        "chapters": [(str(n),) if n % 17 else () for n in numbers],
        "roman": [(roman(n),) for n in range(1, 25)] + [(str(n),) for n in range(1, pages)],
        "bracketed": [()] * 2 + [(str(n),) for n in range(1, pages)] + [(), ("1",)],
        "parts": [(str(n),) for n in range(1, pages // 2)] * 2,
        "issues": [(str(n),) for n in range(1, 17)] * (pages // 16),
        "plates": [
            label
            for n in numbers
            for label in ([(str(n),), (), ()] if n % 40 == 0 else [(str(n),)])
        ],
        "misprints": [(str(n if n % 53 else n + 90),) for n in numbers],
    }[style]
    return Book([()] * front + text)


STYLES = (
    "all", "rectos", "leaves", "sides", "columns", "chapters", "roman", "bracketed", "parts",
    "issues", "plates", "misprints",
)  # fmt: skip
#: Digits that readers take for each other.
ALIKE = {"0": "86", "1": "74", "2": "7", "3": "85", "4": "1", "5": "63", "6": "58", "7": "1",
         "8": "36", "9": "40"}  # fmt: skip


def misread(text, rng):
    """A number read wrongly: a digit for another, one lost, one too many, letters, nothing."""
    kind = rng.integers(0, 6)
    place = int(rng.integers(0, len(text)))
    if kind <= 1 and text[place] in ALIKE:
        return text[:place] + str(rng.choice(list(ALIKE[text[place]]))) + text[place + 1 :]
    if kind == 2:
        return text[:place] + str(rng.integers(0, 10)) + text[place + 1 :]
    if kind == 3:
        return text[:place] + text[place + 1 :]
    if kind == 4:
        return text + str(rng.integers(0, 10))
    return ""


def read(labels, rng, errors, noise=0.1):
    """The pages as a reader of print sees them; now and then it reads what is no page number."""
    pages = []
    for printed in labels:
        seen = [misread(one, rng) if rng.random() < errors else one for one in printed]
        if rng.random() < noise:
            seen.append(str(rng.choice([1841, 3, 12, 1, int(rng.integers(1, 400))])))
        pages.append(
            VolumePage(
                None,
                tuple(PrintedLabel(one, float(rng.uniform(0.6, 0.97))) for one in seen if one),
            )
        )
    return pages
