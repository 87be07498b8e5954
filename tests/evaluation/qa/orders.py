"""Where a fault of order stands: in numbered text, beside plates, or where no number is read."""

import numpy as np

from samples.faults.sequence import OrderFault, SeededOrder, seed_order
from tests.evaluation.qa.sources import made_volume

#: A fault of order is found by a finding this near.
NEAR = 2
#: What is added to the name of a fault of order that stands elsewhere than in numbered text.
AT_PLATES, UNNUMBERED = "_at_plates", "_unnumbered"
#: Places that are tried before a volume is said to have none that fits.
PLACES_TRIED = 300


def order_of(number: int, pages: int, name: str, rng: np.random.Generator) -> SeededOrder | None:
    """A fault of order in its surroundings: plain numbered text, or with plates next to it.

    Two numbers lost beside two pages without number may be the numbers of these: no count tells.
    """
    fault = OrderFault(name.removesuffix(AT_PLATES).removesuffix(UNNUMBERED))
    for _ in range(PLACES_TRIED):
        seeded = seed_order(pages, fault, rng)
        if _is_numbered_around(number, pages, seeded) != name.endswith(AT_PLATES):
            return seeded
    return None


def _is_numbered_around(number: int, pages: int, seeded: SeededOrder) -> bool:
    """Whether every page near the fault, where it is and where it came from, has its number."""
    leaves = made_volume(number).leaves
    lost = set(range(pages)) - set(seeded.order)
    seen = {p + step for p in seeded.places for step in range(-NEAR, NEAR + 1)}
    moved = {seeded.order[p] for p in seen if 0 <= p < len(seeded.order)} | lost
    origin = {place + step for place in moved for step in (-1, 1)} | moved
    return all(leaves[place].number for place in origin if 0 <= place < pages)
