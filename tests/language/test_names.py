import pytest

from language.names import forms_of, place_of


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("Kowno", "Kaunas"), ("Ковна", "Kaunas"), ("Kaune", "Kaunas"), ("Wilnie", "Vilnius"),
        ("Вильнѣ", "Vilnius"), ("Tilžėje", "Tilžė"), ("Tilźeje", "Tilžė"), ("TILSIT", "Tilžė"),
        ("Karalauczuje", "Karaliaučius"), ("Königsberg", "Karaliaučius"),
        ("Ponewiesch", "Panevėžys"),
        ("Panevezys", "Panevėžys"), ("קאוונע", "Kaunas"), ("namas", ""), ("Jan", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_place_is_known_in_any_language_and_case(named, place):
    assert place_of(named) == place


def test_a_surname_has_its_forms_in_other_languages():
    forms = {form.text for form in forms_of("Petrauskienė")}

    assert {"petrauskas", "petrowski", "петровскій"} <= forms
    assert {form.language for form in forms_of("Jankowski")} == {"lit", "pol", "deu", "rus"}


def test_words_have_no_forms():
    assert forms_of("vakaras") == ()
    assert forms_of("aitis") == ()
