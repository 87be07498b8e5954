import pytest

from exporters.errors import BadProfileError
from exporters.vepis_profile import DEFAULT_PROFILE, default_profile, read_profile


def test_default_profile_is_whole():
    profile = default_profile()

    assert profile.media_type == "image/jpeg"
    assert profile.algorithm == "sha512"
    assert "rights" in profile.mandatory


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ('algorithm = "sha512"', 'algorithm = "rot13"', "rot13"),
        ('algorithm = "sha512"', 'algorithm = "shake_128"', "shake_128"),
        ('"title"', '"titel"', "titel"),
        ("{sequence:04d}{suffix}", "{nr}", "{nr}"),
        ("{sequence:04d}.xml", "{sequence:zz}", "{sequence:zz}"),
        ('folder = "{name}"', "", "folder"),
        ("quality = 85", "quality = 85\ncolour = 1", "colour"),
        ("[layout]", "[layout", "line"),
    ],
)
def test_read_profile_names_what_is_impossible(tmp_path, good, bad, named):
    path = tmp_path / "kitas.toml"
    path.write_text(DEFAULT_PROFILE.read_text().replace(good, bad, 1))

    with pytest.raises(BadProfileError) as refused:
        read_profile(path)

    assert refused.value.facts["profile"] == "kitas.toml"
    assert named in str(refused.value.facts["reason"])


def test_read_profile_names_the_file_that_is_not_there(tmp_path):
    with pytest.raises(BadProfileError, match=r"nėra\.toml"):
        read_profile(tmp_path / "nėra.toml")
