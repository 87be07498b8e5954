import random
from pathlib import Path

import pytest

from language.identification import UNDETERMINED, identify, identify_blocks, page_languages
from tests.language.prose import PROSE

SENTENCES = [(language, text) for language, texts in PROSE.items() for text in texts]
SCANS = Path(__file__).parents[3] / "shared/data/scans"


def misread(text, share, seed=1):
    """``text`` with a share of its letters replaced by others of the text, or lost."""
    draw = random.Random(seed)
    letters = [sign for sign in text if sign.isalpha()]
    return "".join(
        draw.choice([*letters[:30], ""]) if sign.isalpha() and draw.random() < share else sign
        for sign in text
    )


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_tells_its_language(language, text):
    guess = identify(text)

    assert guess.language == language
    assert guess.confidence > 0.95


@pytest.mark.parametrize("share", [0.05, 0.10])
def test_errors_of_reading_do_not_change_the_language(share):
    guesses = [
        (language, identify(misread(text, share, seed)).language)
        for language, text in SENTENCES
        for seed in range(5)
    ]

    right = sum(language == guess for language, guess in guesses)
    wrong = [pair for pair in guesses if pair[1] not in (pair[0], UNDETERMINED)]
    assert right >= 0.95 * len(guesses)
    assert len(wrong) <= 0.01 * len(guesses), wrong


@pytest.mark.parametrize(
    "text",
    [
        "", "1863 12 45 — 7", "Lietuva", "ir", "lkj qwe zxc sdfg wrt xcvb hjkl pqrs tvwx zzkk",
        "iIl|1 .,;:' l!I1 iil lI1l ,. iIiI", "中文字符中文字符中文字符中文字符中文字符",
    ],
)  # fmt: skip
def test_what_does_not_tell_stays_undetermined(text):
    assert identify(text).language == UNDETERMINED


def test_candidates_bound_the_choice():
    text = PROSE["pol"][0]

    assert identify(text, candidates=("pol", "lit")).language == "pol"
    assert identify(text, candidates=("rus",)).language == UNDETERMINED


def test_blocks_of_a_page_have_their_own_languages():
    own = " ".join(PROSE["lit"][2:4])
    texts = [own, PROSE["pol"][0], PROSE["rus"][0], "ir kitos", "1863"]
    guesses = identify_blocks(texts)

    assert [guess.language for guess in guesses] == ["lit", "pol", "rus", "lit", "und"]
    assert page_languages(guesses, texts) == ("lit", "pol", "rus")


def test_a_short_block_that_speaks_against_the_page_does_not_follow_it():
    guesses = identify_blocks([*PROSE["lit"][:2], "und der die das"])

    assert guesses[2].language != "lit"


@pytest.mark.skipif(not SCANS.exists(), reason="the real scans are not beside the project")
@pytest.mark.parametrize(
    ("folder", "language"),
    [
        ("lav-bible-1694", "lav"), ("deu-grenzboten-1841", "deu"), ("deu-nzz-newspaper", "deu"),
        ("deu-bebel-1879", "deu"),
    ],
)  # fmt: skip
def test_real_pages_are_in_their_language(folder, language):
    files = sorted((SCANS / folder).glob("truth*/**/*.txt"))
    texts = [" ".join(file.read_text("utf-8", "replace").split()) for file in files]
    pieces = [text[at : at + 300] for text in texts for at in range(0, len(text) - 300, 900)]

    languages = [identify(misread(piece, 0.05)).language for piece in pieces]
    assert len(pieces) >= 5
    assert languages.count(language) >= 0.97 * len(languages)
