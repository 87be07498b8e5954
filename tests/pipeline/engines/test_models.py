import pytest

from pipeline.engines.models import can_print, installed, letters_of, package_of, part_of

pytestmark = pytest.mark.integration

LITHUANIAN = "ąčęėįšųūž"


def test_letters_are_read_from_the_model_itself():
    assert can_print("lit", LITHUANIAN)
    assert not can_print("lit", "żł")
    assert "ſ" not in letters_of("lit")


def test_models_together_print_the_letters_of_both():
    if "pol" not in installed().names:
        pytest.skip("the Polish model is not installed")
    assert not can_print("pol", LITHUANIAN)
    assert can_print("lit+pol", LITHUANIAN + "łż")


def test_absent_model_prints_nothing():
    assert letters_of("klingon") == frozenset()


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 3, b"\x05\0\0\0", b"\x18\0\0\0" + b"\xff" * 400]
)
def test_file_that_is_no_model_has_no_parts(tmp_path, content):
    file = tmp_path / "x.traineddata"
    file.write_bytes(content)

    assert part_of(file, 21) == b""


def test_packages_of_scripts_have_names_of_their_own():
    assert [package_of(one) for one in ("Latin", "Fraktur", "lit", "chi_sim")] == [
        "script-latn", "script-frak", "lit", "chi-sim",
    ]  # fmt: skip
