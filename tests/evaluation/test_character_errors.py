import random
from time import perf_counter

import pytest

from tests.evaluation.character_errors import CharacterErrors, character_errors, edit_distance


def table_distance(one: str, other: str) -> int:
    """The textbook's table, slow and plain."""
    above = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        here = [i]
        for j, right in enumerate(other, 1):
            here.append(min(above[j] + 1, here[-1] + 1, above[j - 1] + (left != right)))
        above = here
    return above[-1]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("ąžuolas", "ąžuolas", 0),
        ("azuolas", "ąžuolas", 2),
        ("kitten", "sitting", 3),
        ("ab", "ba", 2),
        ("aaaa", "a", 3),
    ],
)
def test_edit_distance_of_known_pairs(one, other, distance):
    assert edit_distance(one, other) == distance


@pytest.mark.parametrize("alphabet", ["ab", "aąbcčdeęė "])
def test_edit_distance_agrees_with_the_table(alphabet):
    rng = random.Random(len(alphabet))
    for _ in range(150):
        one, other = ("".join(rng.choices(alphabet, k=rng.randrange(70))) for _ in range(2))
        assert edit_distance(one, other) == table_distance(one, other), (one, other)


def test_edit_distance_of_a_newspaper_page_takes_no_time():
    rng = random.Random(1)
    truth = "".join(rng.choices("abcdefghij ", k=10_000))
    wrong = "".join(c for c in truth if rng.random() > 0.1)

    began = perf_counter()
    distance = edit_distance(wrong, truth)

    assert distance == len(truth) - len(wrong)
    assert perf_counter() - began < 3


def test_character_errors_are_counted_against_the_truth():
    assert character_errors("abx", "abcd") == CharacterErrors(2, 4)
    assert CharacterErrors(2, 4).rate == 0.5
    assert CharacterErrors(0, 0).rate is None
    assert CharacterErrors(2, 4) + CharacterErrors(1, 2) == CharacterErrors(3, 6)
