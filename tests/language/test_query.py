import re

import pytest

from language.query import MatchClass, query_of, term_of
from language.tokens import keys_of


def found_by(typed, printed, language="lit"):
    """The class in which ``typed`` finds the word ``printed``; None where it does not."""
    stored = set(keys_of(printed, language))
    kinds = [kind for kind, tokens in term_of(typed).classes if stored & set(tokens)]
    return min(kinds) if kinds else None


@pytest.mark.parametrize(
    ("typed", "printed", "kind"),
    [
        ("šviesa", "Šviesa", MatchClass.EXACT),
        ("šviesa", "s\u030cviesa", MatchClass.EXACT),
        ("wieszpats", "wieſzpats", MatchClass.EXACT),
        ("sviesa", "šviesa", MatchClass.BARE),
        ("Panevezys", "Panevėžys", MatchClass.BARE),
        ("šviesa", "sviesa", MatchClass.BARE),
        ("šviesa", "šviesos", MatchClass.MODERN),
        ("šviesa", "szwiesos", MatchClass.MODERN),
        ("sviesa", "szwiesa", MatchClass.MODERN),
        ("zodziai", "żodis", MatchClass.MODERN),
        ("šviesa", "швѣса", MatchClass.MODERN),
        ("geras", "giaras", MatchClass.SKELETON),
        ("šviesa", "ſzwicſa", MatchClass.READING),
        ("šviesa", "fzwiesa", MatchClass.READING),
        ("Kaunas", "Kaunan", MatchClass.MODERN),
    ],
)  # fmt: skip
def test_a_query_finds_a_word_in_its_class(typed, printed, kind):
    assert found_by(typed, printed) is kind


@pytest.mark.parametrize(
    ("typed", "printed", "language"),
    [
        ("Kaunas", "Kowna", "pol"), ("Kaunas", "Ковнѣ", "rus"), ("Kauno", "Kowno", "deu"),
        ("Wilno", "Вильны", "rus"), ("Tilžė", "Tilsit", "deu"),
        ("Karaliaučius", "Königsberg", "deu"),
        ("Вильна", "Vilniuje", "lit"), ("Jankauskas", "Jankowskiego", "pol"),
        ("Jankauskas", "Янковскій", "rus"), ("Mickiewicz", "Mickevičius", "lit"),
        ("Kaunas", "קאָוונע", "yid"),
    ],
)  # fmt: skip
def test_names_are_found_in_their_other_languages(typed, printed, language):
    assert found_by(typed, printed, language) is not None


@pytest.mark.parametrize(
    ("typed", "printed", "language"),
    [
        ("šviesa", "svieksas", "lit"), ("karas", "kartas", "lit"), ("mano", "man", "deu"),
        ("metai", "et", "lat"), ("Kaunas", "Kauft", "deu"), ("šalis", "saldus", "lit"),
        ("žodis", "sodas", "lit"), ("sakyti", "Sack", "deu"), ("naktis", "nackt", "deu"),
        ("metai", "Miete", "deu"), ("rytas", "ritus", "lat"), ("stalas", "stały", "pol"),
    ],
)  # fmt: skip
def test_other_words_are_not_found(typed, printed, language):
    assert found_by(typed, printed, language) is None


def test_exact_search_stays_exact():
    [clause] = query_of("šviesa", exact=True).clauses
    [phrase] = query_of("„senas namas“").clauses

    assert clause.terms[0].tokens() == ("e1sviesa",)
    assert phrase.is_phrase
    assert [term.tokens() for term in phrase.terms] == [("esenas",), ("enamas",)]


def test_minus_leaves_out_and_star_begins():
    without, begin = query_of("-karas žem*").clauses

    assert without.is_excluded
    assert without.terms[0].tokens() == ("ekaras",)
    assert begin.terms[0].is_prefix
    assert "e1zem" in begin.terms[0].tokens()


def test_a_minus_within_a_word_is_no_minus():
    first, second = query_of("Vilnius-Kaunas").clauses

    assert not first.is_excluded
    assert not second.is_excluded


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "-", "*", '"', '""', "-*", "--- ***", "-šviesa", "ʼʼʼ", "\u202e\u2066",
        "☃ § ¶",
    ],
)  # fmt: skip
def test_a_query_of_nothing_is_empty(typed):
    assert query_of(typed).is_empty


@pytest.mark.parametrize(
    "typed",
    [
        'a" OR 1=1; DROP TABLE x; --', "NEAR(a b, 3) AND col:x ^y", "šviesa & ! | <-> :* ( )",
        "\x00\x1f\ud800 žodis", "שלום עולם -\u202eabc", "'; SELECT * FROM a --", "%_\\",
        "a" * 10_000,
        "žodis " * 5_000, '"' * 10_000, "(" * 10_000, "-a" * 5_000, "𝔄𝔅 𝔖zw", "½ ² ٣",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_harmless_and_bounded(typed):
    query = query_of(typed)

    terms = [term for clause in query.clauses for term in clause.terms]
    tokens = [token for term in terms for token in term.tokens()]
    assert len(terms) <= 16
    assert len(tokens) <= 16 * 160
    assert all(re.fullmatch("[a-z0-9]{2,400}", token) for token in tokens)
    assert query.was_cut == (len(typed) > 1000) or len(terms) == 16


def test_no_token_is_in_two_classes_and_the_surest_come_first():
    term = term_of("krikščioniškas")
    tokens = term.tokens()

    assert len(tokens) == len(set(tokens))
    assert [kind for kind, _ in term.classes] == sorted(kind for kind, _ in term.classes)
    assert set(term.tokens(MatchClass.BARE)) < set(term.tokens(MatchClass.MODERN))
