from functools import partial

import pytest

from tests.evaluation.ocr.fitting import fit, without_own_volume
from tests.evaluation.ocr.intervals import interval, spearman
from tests.evaluation.ocr.measures import Count, bag_f1, clusters, kendall, measured
from tests.evaluation.ocr.product_index import hits_of
from tests.evaluation.ocr.searching import Index, MatchClass, found_by, queries_of


def test_a_letter_and_its_marks_count_as_one():
    assert clusters("e\u0301ų\u0301i") == ["é", "ų\u0301", "i"]


def test_a_perfect_reading_has_no_errors_in_any_measure():
    found = measured("Šviesa ir\nžodis", "Šviesa ir\nžodis")

    assert found.cer.errors == found.wer.errors == found.letters.errors == 0
    assert found.cer.of == len("Šviesa ir žodis")
    assert found.bag_f1 == found.order_tau == 1.0


def test_errors_on_lithuanian_letters_are_counted_apart():
    found = measured("Sviesą ir žodis xx", "Šviesą ir žodis")

    assert found.letters == Count(1, 3)
    assert found.cer.errors == 4
    assert measured("abc", "abc").letters.rate is None


def test_long_s_is_an_error_only_strictly():
    found = measured("wissas", "wiſſas")

    assert (found.cer.errors, found.cer_strict.errors) == (0, 2)


def test_order_costs_nothing_where_order_does_not_count():
    truth = "pirmoji eilutė čia\nantroji eilutė ten\ntrečioji stovi kitur"
    turned = "\n".join(reversed(truth.splitlines()))

    found = measured(turned, truth)

    assert found.cer.errors > 20
    assert found.order_free.errors == 0
    assert found.order_tau == -1.0
    assert found.bag_f1 == 1.0


def test_lines_lost_and_lines_made_up_are_errors_without_order_too():
    assert measured("viena eilutė", "viena eilutė\nkita eilė").order_free.errors == 9
    assert measured("viena eilutė\nxyz zyx", "viena eilutė").order_free.errors == 7


def test_equal_lines_are_paired_in_their_order():
    assert measured("a b c d\nkita\na b c d", "a b c d\nkita\na b c d").order_tau == 1.0


def test_bag_of_words_counts_each_word_as_often_as_it_stands():
    assert bag_f1("tas tas tas", "tas kitas") == pytest.approx(2 / 5)
    assert bag_f1("", "") == 1.0


def test_kendall_of_places():
    assert kendall([0, 1, 2]) == 1.0
    assert kendall([1, 0, 2]) == pytest.approx(1 / 3)
    assert kendall([4]) is None


def test_spearman_sees_order_not_size():
    rising = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 8.0]

    assert spearman(rising, [x**3 for x in rising]) == pytest.approx(1.0)
    assert spearman(rising, rising[::-1]) == pytest.approx(-1.0)
    assert spearman(rising[:3], rising[:3]) is None


def test_an_interval_draws_volumes_not_pages():
    wide = interval([[0.0] * 9, [1.0] * 9], lambda some: sum(some) / len(some))
    none = interval([[0.0, 1.0]], lambda some: sum(some))

    assert wide == (0.0, 1.0)
    assert none is None


def test_a_fit_is_made_of_other_volumes_than_the_one_it_judges():
    rows = [[i / 20, 1.0] for i in range(20)]
    rates = [0.01 + 0.3 * row[0] for row in rows]
    fitted = fit(("share", "still"), rows, rates)

    estimates = without_own_volume(("share", "still"), rows, rates, [i // 5 for i in range(20)])

    assert fitted.estimate([0.9, 1.0]) > fitted.estimate([0.1, 1.0])
    assert spearman(estimates, rates) > 0.8
    assert without_own_volume(("share", "still"), rows, rates, ["one"] * 20)[0] == pytest.approx(
        sum(rates) / 20
    )


MODERN = {
    "1": ("Šviesa žydi sode.",), "2": ("Kalvis kala geležį.",), "3": ("Šviesos nėra, tik rūkas.",),
    "4": ("Niekas nieko.",),
}  # fmt: skip
OLD = {"1": "Szwiesa żydi sode.", "2": "Kałwis kała geleżį.", "3": "Szwiesos nėra.", "4": "Niekas."}


def test_queries_are_rare_words_with_the_pages_that_have_them():
    wanted = {one.text: one for one in queries_of(MODERN)}

    assert wanted["šviesa"].pages == {"1"}
    assert wanted["šviesa"].related == {"1", "3"}
    assert "sode" not in wanted


def test_old_spellings_are_found_by_key_not_by_letter():
    index = Index(OLD, "lit")
    wanted = [one for one in queries_of(MODERN) if one.text in ("šviesa", "kalvis")]

    exact = found_by(partial(index.search, up_to=MatchClass.EXACT), wanted, marks=True)
    modern = found_by(partial(index.search, up_to=MatchClass.MODERN), wanted, marks=True)

    assert exact.recall == 0.0
    assert exact.precision is None
    assert modern.recall == 1.0
    assert modern.precision == 1.0


@pytest.mark.long
def test_the_product_finds_them_in_its_own_index():
    texts = {f"{'ab'[int(n) % 2]}/{n}": text for n, text in OLD.items()}

    hits = hits_of(texts, dict.fromkeys(texts, "lit"), ["šviesa", "sviesa", "kalvis", "rūkas"])

    assert sorted(hits["šviesa"]) == sorted(hits["sviesa"]) == ["b/1", "b/3"]
    assert hits["kalvis"] == ["a/2"]
    assert hits["rūkas"] == []
