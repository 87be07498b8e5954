import re
import time

from language.tokens import keys_of, tokens_of, tokens_of_page, tokens_of_text, word_of_token
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

HERE = Region(0, 0, 10, 10)


def printed(*texts, **more):
    return [Word(text, HERE, 0.9, **more) for text in texts]


def test_every_token_is_of_letters_and_digits_and_the_exact_one_comes_back():
    tokens = tokens_of_text("Szwiesa „ŁĄKA“, 1863 m. свѣтъ שלום", "lit")

    assert all(re.fullmatch("[a-z0-9]+", token.text) for token in tokens)
    exact = [word_of_token(token.text) for token in tokens if token.text[0] == "e"]
    assert exact == ["szwiesa", "łąka", "1863", "m", "свѣтъ", "שלום"]


def test_words_are_numbered_by_place_and_by_printed_word():
    tokens = tokens_of(printed("Vilnius–Kaunas,", "(1863)"), "lit")

    places = {token.text: (token.position, token.word) for token in tokens}
    assert places["evilnius"] == (0, 0)
    assert places["ekaunas"] == (1, 0)
    assert places["e01080603"] == (2, 1)


def test_a_divided_word_is_one_word_at_its_first_half():
    words = [*printed("lietu-", whole="lietuviškai"), *printed("viškai", whole="lietuviškai")]
    tokens = tokens_of([*words, *printed("kalba")], "lit")

    exact = [(t.text, t.position, t.word) for t in tokens if t.text[0] == "e"]
    assert exact == [("elietuvi1skai", 0, 0), ("ekalba", 1, 2)]


def test_a_word_printed_twice_in_a_row_stays_two_words():
    tokens = tokens_of(printed("taip", "taip"), "lit")

    assert [t.word for t in tokens if t.text == "etaip"] == [0, 1]


def test_languages_of_words_lines_and_blocks_choose_the_stem():
    line = TextLine(HERE, (*printed("książki"), *printed("knygos", language="lit")))
    page = PageText(10, 10, (TextBlock(HERE, (line,), language="pol"),), language="deu")

    prefixes = {(token.word, token.text[0]) for token in tokens_of_page(page)}
    assert (0, "p") in prefixes
    assert (1, "l") in prefixes
    assert not any(prefix == "d" for _, prefix in prefixes)


def test_letters_outrank_a_language_that_has_none_of_them():
    assert any(key[0] == "r" for key in keys_of("человѣкъ", "pol"))
    assert any(key[0] == "y" for key in keys_of("שלום", "lit"))


def test_short_skeletons_are_of_one_language_and_long_ones_of_all():
    assert keys_of("giaras", "lit")[-1] == "jlger"
    assert keys_of("geheimniß", "deu")[-1] == keys_of("geheimnis", "deu")[-1] == "kgeimnis"


def test_an_old_text_costs_three_tokens_a_word_at_most_and_little_time():
    text = "Kaimi gywena senas żmogus kurs kasdien ejo in miszką małku rinkti " * 3000
    began = time.process_time()
    tokens = tokens_of_text(text, "lit")

    assert len(tokens) <= 3 * 33_000
    assert 33_000 / (time.process_time() - began) > 20_000
