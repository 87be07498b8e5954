"""The share of characters that are read wrongly, against what a person has read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CharacterErrors:
    """Insertions, deletions and replacements that part a reading from the truth."""

    errors: int
    characters: int
    """Of the truth."""

    @property
    def rate(self) -> float | None:
        """Errors a character of the truth; above 1 where much was read that is not there."""
        return self.errors / self.characters if self.characters else None

    def __add__(self, other: "CharacterErrors") -> "CharacterErrors":
        return CharacterErrors(self.errors + other.errors, self.characters + other.characters)


def character_errors(read: str, truth: str) -> CharacterErrors:
    """Hold a reading against the truth; both folded alike before."""
    return CharacterErrors(edit_distance(read, truth), len(truth))


def edit_distance(one: str, other: str) -> int:
    """The fewest insertions, deletions and replacements that make one text of the other.

    Myers' bit vectors as Hyyrö simplified them: a whole column of the table is two numbers, one
    bit a character, so that a step along ``other`` is a handful of operations on them.
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for position, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << position
    full = (1 << len(one)) - 1
    last = 1 << (len(one) - 1)
    rises, falls, distance = full, 0, len(one)
    for character in other:
        equal = places.get(character, 0)
        diagonal = (((equal & rises) + rises) ^ rises) | equal | falls
        rises_across = falls | (full & ~(diagonal | rises))
        falls_across = rises & diagonal
        distance += bool(rises_across & last) - bool(falls_across & last)
        rises_across = (rises_across << 1 | 1) & full
        falls_across = (falls_across << 1) & full
        rises = falls_across | (full & ~(diagonal | rises_across))
        falls = rises_across & diagonal
    return distance
