from importlib.resources import files

import pytest

from qa.profiles import parse_profile, profile_for
from schemas.objects import Material

FOLDER = files("qa").joinpath("profiles")
COMMON_TEXT = FOLDER.joinpath("common.toml").read_text(encoding="utf-8")
BOOK_TEXT = FOLDER.joinpath("book.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("material", Material)
def test_every_material_has_a_profile_and_every_number_a_source(material):
    profile = profile_for(material)

    assert profile.name == material.value
    assert profile.version
    assert all(source.strip() for source in profile.sources.values())
    assert profile.min_length_mm < profile.max_length_mm
    assert profile.noted_skew_degrees < profile.max_skew_degrees


def test_materials_differ_where_their_standards_do():
    book, photograph = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)

    assert photograph.min_ppi > book.min_ppi
    assert book.allows_bilevel
    assert not photograph.allows_bilevel
    assert photograph.is_pictorial


def test_material_overrides_what_is_common():
    own = BOOK_TEXT + '\n[limits.min_ppi]\nvalue = 77\nsource = "x"\n'

    profile = parse_profile(COMMON_TEXT, own.replace("[limits]\n", ""))

    assert (profile.min_ppi, profile.sources["min_ppi"]) == (77, "x")
    assert profile.max_skew_degrees == profile_for(Material.BOOK).max_skew_degrees


def test_unknown_limit_is_refused():
    nonsense = '\n[limits.max_nonsense]\nvalue = 1\nsource = "x"\n'
    with pytest.raises(ValueError, match="max_nonsense"):
        parse_profile(COMMON_TEXT + nonsense, BOOK_TEXT)


def test_missing_limit_is_refused():
    with pytest.raises(KeyError):
        parse_profile(COMMON_TEXT.replace("[limits.min_ppi]", "[limits_gone]"), BOOK_TEXT)


def test_limit_without_source_is_refused():
    first = COMMON_TEXT.index("source =")
    with pytest.raises(KeyError):
        parse_profile(
            COMMON_TEXT[:first] + COMMON_TEXT[COMMON_TEXT.index("\n", first) :], BOOK_TEXT
        )
