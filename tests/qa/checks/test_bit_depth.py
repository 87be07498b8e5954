from dataclasses import replace

import numpy as np

from qa.checks.bit_depth import check_bit_depth
from qa.page import PageView
from qa.profiles import profile_for
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed, view_of

BOOK, MANUSCRIPT = profile_for(Material.BOOK), profile_for(Material.MANUSCRIPT)
PAGE = np.full((60, 40), 220, np.uint8)


def with_bits(bits, **facts):
    return PageView(replace(facts_of(PAGE), bits_per_channel=bits, **facts), PAGE, 1, (), bits)


def test_eight_bits_are_enough():
    assert check_bit_depth(with_bits(8), BOOK) == []


def test_black_and_white_is_a_note_where_the_profile_allows_it_and_else_a_warning():
    assert codes(check_bit_depth(with_bits(1), BOOK)) == ["QA-DEPTH-02"]
    assert codes(check_bit_depth(with_bits(1), MANUSCRIPT)) == ["QA-DEPTH-01"]


def test_four_grey_bits_are_too_few_but_four_palette_bits_may_mean_any_colour():
    assert codes(check_bit_depth(with_bits(4), BOOK)) == ["QA-DEPTH-01"]
    assert check_bit_depth(with_bits(4, colour_space="palette"), BOOK) == []


def test_sixteen_bits_that_hold_only_eight(tmp_path):
    shifted = printed().astype(np.uint16) << 8
    repeated = printed().astype(np.uint16) * 257
    true = shifted + np.random.default_rng(0).integers(0, 256, shifted.shape, np.uint16)

    assert codes(check_bit_depth(view_of(shifted, tmp_path), BOOK)) == ["QA-DEPTH-03"]
    assert codes(check_bit_depth(view_of(repeated, tmp_path), BOOK)) == ["QA-DEPTH-03"]
    assert check_bit_depth(view_of(true, tmp_path), BOOK) == []
