import pytest

from language.hyphenation import is_divided, whole_of
from language.lexicon import Lexicon
from language.restoration import Restorer, is_old_spelling

WORDS = """
žmogus žmogaus žmogui žmonės žmonių žemė žemės žemes kelias kelių vyras vyrų galėjo šviesa šviesų
šventė šventės šventes motina motiną už žodis žodžio žodžius visų karių sakė šaka šakė sako saka
sakė sakyti sakau būti zmogus zodis galejo gyvenimas gyvenimą karšta karštas karšto karštai karsta
šiaurės rytų laikraščius lietuviškai lietuviškas
""".split()  # noqa: SIM905 -- words are easier to read so
LEXICON = Lexicon.of("lit", WORDS)
RESTORER = Restorer.of(LEXICON)


@pytest.mark.parametrize(
    ("read", "restored"),
    [
        ("zmones", "žmonės"), ("Zmogus", "Žmogus"), ("zmoniy", "žmonių"),
        ("gyvenimg,", "gyvenimą,"),
        ("galejo", "galėjo"), ("buti", "būti"), ("(zodzius)", "(žodžius)"), ("ZMOGUS", "ŽMOGUS"),
        ("kariy", "karių"), ("galêjo", "galėjo"), ("i", "į"), ("laikrascius", "laikraščius"),
        ("pavasarj", "pavasarį"), ("Stirnq!", "Stirną!"), ("nezinomiy", "nezinomių"),
    ],
)  # fmt: skip
def test_missing_letters_are_put_back(read, restored):
    assert RESTORER.restored([read]) == (restored,)


@pytest.mark.parametrize("read", ["motina", "sako", "xyz", "1863", "I", "„“", "Vilnius–Kaunas", ""])
def test_what_is_right_or_unknown_stays(read):
    assert RESTORER.restored([read]) == (read,)


def test_of_several_words_only_the_letters_all_have_are_put_back():
    assert RESTORER.restored(["zemes"]) == ("žemes",)
    assert RESTORER.restored(["zemes"], {"žemės": 40, "žemes": 2}) == ("žemės",)


def test_old_spelling_is_kept():
    words = "wiſſy zmoniy szwiesa wyry buti galejo".split()  # noqa: SIM905 -- a sentence

    assert is_old_spelling(" ".join(words))
    assert RESTORER.restored(words) == ("wiſſų", "žmonių", "szwiesa", "wyrų", "buti", "galėjo")


def test_modern_text_with_a_foreign_name_is_not_old():
    assert not is_old_spelling("Žmogus galėjo būti Vilniuje ar Varšuvoje, kur gyveno Walter, " * 2)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("lietu-", "viškai,", "lietuviškai,"), ("žmo⸗", "gus", "žmogus"),
        ("(gyve¬", "nimas)", "(gyvenimas)"),
        ("gyve=", "nimas", "gyvenimas"), ("šiaurės-", "rytų", "šiaurės-rytų"),
        ("Vilnius-", "Kaunas", "Vilnius-Kaunas"), ("LIETU-", "VIŠKAI", "LIETUVIŠKAI"),
        ("gyve–", "nimas", "gyvenimas"), ("nežino-", "masis", "nežinomasis"),
    ],
)  # fmt: skip
def test_halves_become_a_whole(first, second, whole):
    assert whole_of(first, second, [LEXICON]) == whole


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("žmogus", "galėjo"), ("žmogus –", "galėjo"), ("žmogus–", "galėjo"), ("Haus-", "und"),
        ("-", "gus"), ("12-", "15"), ("žmo-", "1863"), ("žmo-", ""), ("", "gus"), ("a-", "b"),
    ],
)  # fmt: skip
def test_two_words_stay_two(first, second):
    assert whole_of(first, second, [LEXICON]) is None


def test_german_parts_ck_as_k_k():
    german = Lexicon.of("deu", ["Zucker", "Druckerei"])

    assert whole_of("Zuk-", "ker", [german]) == "Zucker"
    assert whole_of("Druk-", "kerei", [german]) == "Druckerei"


def test_a_mark_alone_divides_nothing():
    assert is_divided("lietu-")
    assert not is_divided("—")
    assert not is_divided("lietuva")
