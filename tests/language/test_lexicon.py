import pytest

from language.lexicon import Lexicon, lexicon_share
from language.likelihood import SequenceModel
from tests.language.prose import PROSE

LEXICON = Lexicon.of("lit", ["šviesa", "žmogus", "Lietuva", "žemė", "duona", "ėjo", "1863", "M.G."])


@pytest.mark.parametrize(
    "word", ["šviesa", "Šviesa", "szwiesa", "ßwieſa", "LIETUWA", "dóna", "żemē"]
)
def test_a_lexicon_knows_words_in_the_spelling_of_their_time(word):
    assert LEXICON.knows(word)


@pytest.mark.parametrize("word", ["sviesa", "zwiesa", "Litwa", "ėja", ""])
def test_a_lexicon_does_not_know_other_words(word):
    assert not LEXICON.knows(word)


def test_the_share_counts_telling_words_only():
    assert lexicon_share("szwiesa ir żmogus, xqz 1863", LEXICON) == pytest.approx(2 / 3)
    assert lexicon_share("12 — ab", LEXICON) is None


def test_words_only_are_kept():
    assert LEXICON.words == {"šviesa", "žmogus", "lietuva", "žemė", "duona", "ėjo"}


@pytest.fixture(scope="module")
def model():
    return SequenceModel.learn("lit", " ".join(PROSE["lit"][:2]).replace(".", "").split())


def test_text_surprises_less_than_garbage_does(model):
    text, garbage = model.surprise("mišką rinkti žmogus"), model.surprise("xqvz wkzzj ptk")

    assert text is not None
    assert garbage is not None
    assert text < garbage - 1


def test_no_letters_are_no_evidence(model):
    assert model.surprise("12 345 — ...") is None
    assert model.surprise("") is None


def test_a_model_is_kept_and_comes_back(model):
    again = SequenceModel.from_bytes(model.to_bytes())

    assert again.surprise("senas žmogus") == model.surprise("senas žmogus")
    with pytest.raises(ValueError, match="letter sequences"):
        SequenceModel.from_bytes(b"{}")


def test_the_chances_of_all_letters_after_two_are_at_most_one(model):
    letters = "aąbcčdeęėfghiįyjklmnoprsštuųūvzž "

    assert sum(2 ** -model.cost(f"žm{letter}") for letter in letters) <= 1.0001
