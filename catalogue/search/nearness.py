"""How near two words are: what printers, readers and machines confuse costs less than the rest."""

from itertools import pairwise

#: Signs that are taken for each other, by reading machines or in old type.
_ALIKE = {
    frozenset(pair)
    for pair in (
        "sf", "kt", "tf", "rk", "rn", "kn", "bv", "un", "ec", "z3", "zs", "uv", "ij", "iy", "il",
        "1l", "o0", "ao", "ae", "ou", "ei", "bh", "hb", "cs", "dt", "gk", "pb", "mn",
    )
}  # fmt: skip
#: Two signs that look like one.
_JOINED = {("rn", "m"), ("ni", "m"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("iu", "m")}
_HALF = 0.5


def distance(one: str, other: str, most: float) -> float:
    """The cost of making ``other`` of ``one``; anything above ``most`` where it is above it."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows = [[float(at) for at in range(len(other) + 1)]]
    for down in range(1, len(one) + 1):
        row = [float(down)]
        for across in range(1, len(other) + 1):
            row.append(_cheapest(one, other, down, across, [*rows, row]))
        rows.append(row)
        if min(row) > most:
            return most + 1
    return rows[-1][-1]


def _cheapest(one: str, other: str, down: int, across: int, rows: list[list[float]]) -> float:
    above, row = rows[-2], rows[-1]
    a, b = one[down - 1], other[across - 1]
    cost = 0.0 if a == b else _HALF if frozenset((a, b)) in _ALIKE else 1.0
    best = min(above[across] + 1, row[across - 1] + 1, above[across - 1] + cost)
    before = (one[max(0, down - 2) : down], other[max(0, across - 2) : across])
    if down > 1 and across > 1 and before[0] == before[1][::-1]:
        best = min(best, rows[-3][across - 2] + _HALF)
    if down > 1 and (before[0], b) in _JOINED:
        best = min(best, rows[-3][across - 1] + _HALF)
    if across > 1 and (before[1], a) in _JOINED:
        best = min(best, above[across - 2] + _HALF)
    return best


def beginnings_near(word: str) -> tuple[str, ...]:
    """Beginnings that near words have: its own, and with a first sign taken for another."""
    if not word:
        return ()
    firsts = {word[:2]}
    for sign in "abcdefghijklmnopqrstuvwxyz":
        if frozenset((word[0], sign)) in _ALIKE:
            firsts.add(sign + word[1:2])
    firsts.update("".join(pair[::-1]) for pair in list(pairwise(word))[:1])
    return tuple(sorted(firsts))
