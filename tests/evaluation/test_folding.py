import pytest

from tests.evaluation.folding import folded, strict


def test_strict_composes_and_levels_spaces_only():
    assert strict("a\u0328z\u030c  uo\n\nlas\t") == "ąž uo las"
    assert strict("ſo gro-\nße „Menge“") == "ſo gro- ße „Menge“"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ſo", "so"),
        ("ẜ", "ꞩ"),
        ("uͤber Oͤfen", "über Öfen"),
        ("ﬁnden, ﬅark", "finden, stark"),
        ("Men-\nge", "Menge"),
        ("Men¬\nge", "Menge"),
        ("Men⸗¬\n  ge", "Menge"),
        ("Men-¬ \nge", "Menge"),
        ("ja — nein", "ja - nein"),
        ("„ja“ «nein»", '"ja" "nein"'),
    ],
)
def test_folded_levels_what_transcribers_write_differently(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ꞩ", "s"),
        ("š", "s"),
        ("ė", "e"),
        ("ß", "ss"),
        ("a-b", "ab"),
        ("- \nund", "und"),
        ("/", ","),
    ],
)
def test_folded_keeps_what_is_an_error(one, other):
    assert folded(one) != folded(other)
