import re

import numpy as np
import pytest

from samples.old_prints import spelling
from samples.old_prints.sentences import Part, Writer, plain, read_language, with_capital_nouns

LANGUAGES = ("lit", "pol", "deu", "lat", "rus", "lav", "yid")


@pytest.mark.parametrize(
    ("manner", "today", "then"),
    [
        (spelling.calendar, "Šviesa, žmogus ir laikas", "Szwiesa, żmogus ir łajkas"),
        (spelling.calendar, "*lietus lijo, vilkas", "lietus lijo, wiłkas"),
        (spelling.newspaper, "Viešpats davė duoną", "Wëszpats dawė důną"),
        (spelling.nineties, "Viešpats ūkininkui", "Vieszpats ukininkui"),
        (spelling.memel, "*kalvis davė *tėvui", "Kalwis dawē Tēwui"),
        (spelling.cyrillic, "Šviesa duona laukas ščiuko", "Швѣса дôна лаўкасъ щюко"),
        (spelling.cyrillic, "Viešpaties kalendorius", "Вѣшпатѣсъ календорюсъ"),
        (spelling.modern_russian, "Всѣ люди въ *Вильнѣ знаютъ", "Все люди в Вильне знают"),
        (spelling.german_fraktur, "das *wasser steht", "das Waſſer ſteht"),
    ],
)
def test_words_are_spelt_as_in_their_time(manner, today, then):
    assert manner(today) == then


def test_prussian_spelling_knows_no_letter_that_was_not_in_the_case():
    text = "".join(spelling.prussian(s) for s in some_sentences("lit", 60))

    assert not set(text.lower()) & set("šūčv")
    assert {"ſ", "ů", "ž"} <= set(text)
    assert not re.search(r"ſ\b", text)
    assert re.search(r"[aeiu]([ktmnlpr])\1", text)


def test_a_word_is_spelt_in_one_way_throughout():
    once = spelling.prussian("*kalvis metė *kirvį")

    assert spelling.prussian("Anas *kalvis metė *kirvį").split()[1:] == once.split()


def some_sentences(code, count, part=Part.JUDGING):
    writer = Writer(code, part, np.random.default_rng(3)).sentences()
    return [next(writer) for _ in range(count)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_are_whole_and_none_judges_that_trained(code):
    judging = {plain(s) for s in some_sentences(code, 80)}
    training = {plain(s) for s in some_sentences(code, 80, Part.TRAINING)}
    patterns = read_language(code).patterns

    assert not judging & training
    assert not set(patterns[Part.JUDGING]) & set(patterns[Part.TRAINING])
    assert len(judging) > 60
    assert all(not set(s) & set("{}*|") for s in judging | training)
    assert all(s[-1] in ".?!“" for s in judging | training)


def test_every_slot_of_every_pattern_has_a_list():
    made = {"metai", "vardas", "vieta"}
    for code in LANGUAGES:
        language = read_language(code)
        slots = {
            slot.lower()
            for some in language.patterns.values()
            for pattern in some
            for slot in re.findall(r"\{(\w+)\}", pattern)
        }
        assert slots - made <= set(language.lists), code


def test_only_nouns_get_capitals():
    assert with_capital_nouns("tas *kalvis dirbo *Kaune") == "tas Kalvis dirbo Kaune"
