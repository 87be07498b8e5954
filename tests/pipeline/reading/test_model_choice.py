import pytest

from pipeline.engines.models import installed
from pipeline.reading.model_choice import choose, not_printable
from schemas.reading import Script

pytestmark = pytest.mark.integration


def choice_of(script: Script, *languages: str, is_old: bool = False, without: str = ""):
    wanted = {"lit", "pol", "deu", "lav", "rus", "frk", "Fraktur", "Latin", "Cyrillic", "yid"}
    there = installed().names
    if not wanted <= there:
        pytest.skip("not all models are installed")
    return choose(script, languages, is_old, there - set(without.split()))


@pytest.mark.parametrize(
    ("script", "languages", "is_old", "model"),
    [
        (Script.ANTIQUA, ("lit",), False, "lit"),
        (Script.ANTIQUA, ("lit",), True, "Latin"),
        (Script.ANTIQUA, ("lit", "pol"), False, "Latin"),
        (Script.ANTIQUA, ("pol",), False, "Latin"),
        (Script.ANTIQUA, ("deu",), False, "deu"),
        (Script.ANTIQUA, (), False, "Latin"),
        (Script.FRAKTUR, ("lit",), False, "frk"),
        (Script.CYRILLIC, ("rus",), False, "rus"),
        (Script.CYRILLIC, ("rus",), True, "Cyrillic"),
        (Script.HEBREW, ("yid",), False, "yid"),
    ],
)
def test_the_model_that_prints_the_letters_is_chosen(script, languages, is_old, model):
    assert choice_of(script, *languages, is_old=is_old).model == model


def test_polish_alone_never_reads_lithuanian():
    choice = choose(Script.ANTIQUA, ("lit",), False, {"pol", "eng"} & installed().names)

    assert choice is None or "letters-not-printable" in {one.code for one in choice.reasons}


def test_why_a_model_was_passed_over_is_told():
    reasons = choice_of(Script.ANTIQUA, "lit", is_old=True).reasons

    assert [one.code for one in reasons] == ["letters-missing", "model-chosen"]
    assert reasons[0].facts == {"model": "lit", "letters": "łż" + "ó"} or "ł" in str(
        reasons[0].facts["letters"]
    )


def test_letters_that_fraktur_cannot_print_are_known():
    assert set("ąčęėįšųūž") <= not_printable("frk", ("lit",))
    assert not_printable("lit", ("lit",)) == frozenset()


def test_without_any_model_of_the_script_there_is_no_choice():
    assert choose(Script.HEBREW, ("yid",), False, {"lit"}) is None
