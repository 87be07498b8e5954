"""Faults across the pages of a volume: lost, doubled and misplaced leaves, as orders of pages."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np


class OrderFault(StrEnum):
    """What can be wrong with the order of a volume's scans."""

    MISSING_LEAF = "missing_leaf"
    DUPLICATE = "duplicate"
    SWAPPED = "swapped"
    BLOCK_MOVED = "block_moved"
    GATHERING_REVERSED = "gathering_reversed"


@dataclass(frozen=True, slots=True)
class SeededOrder:
    """An order of pages (counted from 0 in the sound volume) with its fault."""

    order: tuple[int, ...]
    fault: OrderFault
    places: tuple[int, ...]
    """Positions in the faulty order, or, for a missing leaf, where it should stand."""


def seed_order(
    pages: int, fault: OrderFault, rng: np.random.Generator, *, margin: int = 4
) -> SeededOrder:
    """A volume's order with one fault, at least ``margin`` pages from either end."""
    order = list(range(pages))
    at = int(rng.integers(margin, max(margin + 1, pages - margin - 8)))
    if fault is OrderFault.MISSING_LEAF:
        at += at % 2
        del order[at : at + 2]
        return SeededOrder(tuple(order), fault, (at,))
    if fault is OrderFault.DUPLICATE:
        order.insert(at + 1, order[at])
        return SeededOrder(tuple(order), fault, (at, at + 1))
    if fault is OrderFault.SWAPPED:
        order[at], order[at + 1] = order[at + 1], order[at]
        return SeededOrder(tuple(order), fault, (at, at + 1))
    length = min(8, pages - at)
    block = order[at : at + length]
    if fault is OrderFault.GATHERING_REVERSED:
        order[at : at + length] = block[::-1]
        return SeededOrder(tuple(order), fault, tuple(range(at, at + length)))
    del order[at : at + length]
    target = int(rng.integers(margin, max(margin + 1, len(order) - margin)))
    target += 1 if target == at else 0
    order[target:target] = block
    return SeededOrder(tuple(order), fault, tuple(range(target, target + length)))
