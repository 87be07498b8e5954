import pytest

from pipeline.engines import rapidocr
from pipeline.reading.tongues import Tongue
from pipeline.reading.voting import Judge, mixtures, resolved, with_long_s
from schemas.findings import Region
from schemas.pages import Word
from schemas.reading import Script
from tests.pipeline.engines.drawn import line_of

HERE = Region(0, 0, 10, 10)


class Words(frozenset[str]):
    digest = ""


def tongue(*words: str) -> Tongue:
    return Tongue("deu", (Words(words),), None)  # type: ignore[arg-type]  # a list is a list


def words(*pairs: tuple[str, float]) -> list[Word]:
    return [Word(text, HERE, belief) for text, belief in pairs]


def read(text: str) -> rapidocr.LineReading:
    if not rapidocr.is_installed():
        pytest.skip("the weights of RapidOCR are not installed")
    return rapidocr.read_lines([line_of(text)])[0]


@pytest.mark.integration
def test_a_doubted_word_gives_way_to_what_the_picture_shows():
    judge = Judge((tongue("die", "vernunft"),), Script.ANTIQUA)

    vote = judge.vote(words(("die", 0.95), ("Veruuuft", 0.6)), read("die Vernunft"))

    assert [word.text for word in vote.words] == ["die", "Vernunft"]
    assert (vote.agreed, vote.changed) == (1, 1)


@pytest.mark.integration
def test_a_believed_word_stands_against_a_reading_of_another_picture():
    judge = Judge((tongue("vernunft"),), Script.ANTIQUA)

    vote = judge.vote(words(("Vernunft", 0.97)), read("Vernunst"))

    assert [word.text for word in vote.words] == ["Vernunft"]


@pytest.mark.integration
def test_belief_is_no_evidence_against_letters_the_first_reader_lacks():
    line = read("Kaip žemė")
    sure = words(("Kaip", 0.99), ("zeme", 0.99))

    known = (tongue("žemė", "zeme"),)
    assert Judge(known, Script.ANTIQUA, frozenset("žė")).vote(sure, line).words[1].text == "žemė"


@pytest.mark.unit
def test_look_alikes_of_fraktur_are_left_to_the_first_reader():
    assert resolved("Vernunft", "Bernunst") == "Vernunft"
    assert resolved("iſt", "ift") == "iſt"
    assert resolved("Unmün-", "Unmüns") == "Unmün-"
    assert resolved("pie", "die") == "die"


@pytest.mark.unit
def test_readings_are_mixed_where_they_differ_in_few_places():
    assert mixtures("aXbY", "a1b2") == {"aXbY", "aXb2", "a1bY", "a1b2"}
    assert mixtures("pie", "die") == {"die"}


@pytest.mark.unit
def test_long_s_stands_everywhere_but_at_the_end():
    assert with_long_s("dass es ist") == "daſs es iſt"
