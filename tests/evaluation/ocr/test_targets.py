from pathlib import Path

from tests.evaluation.ocr import reporting
from tests.evaluation.ocr.readers import Answer
from tests.evaluation.ocr.running import known_answers
from tests.evaluation.ocr.scores import routed, scored
from tests.evaluation.ocr.searching import Found
from tests.evaluation.ocr.sources import JudgedPage, best_by_hand
from tests.evaluation.ocr.targets import targets_of

TRUTH = "Gyvenimas čia ramus ir niekas niekur neskuba, tik upė teka pro malūną."


def page(number, group="deu-kant-1784", is_real=True):
    return JudgedPage(
        group, Path(f"{number}.png"), TRUTH, is_real, f"{group}/{number // 2}", ("antiqua",),
        ("lit",), "lit",
    )  # fmt: skip


def groups_of(ours, base, group="deu-kant-1784", is_real=True):
    pages = [page(i, group, is_real) for i in range(len(ours))]
    answers = {}
    for name, texts in (("skrynia", ours), ("tesseract", base)):
        for one, text in zip(pages, texts, strict=True):
            answers[name, one.name] = Answer(text, 1.0, "antiqua", ("lit",), "lit", 0.1)
    return scored(pages, answers, ("skrynia", "tesseract"))


def said(targets):
    return {one.name.partition(": ")[2] or one.name: one.is_met for one in targets}


def test_a_fifth_fewer_errors_is_wanted_and_no_page_much_worse():
    bad = TRUTH.replace("a", "o")
    better = TRUTH.replace("a", "o", 2)

    met = said(targets_of(groups_of([better, TRUTH], [bad, bad]), None, {}))
    missed = said(targets_of(groups_of([bad, bad + "xxxx"], [bad, bad]), None, {}))

    assert met == {"CER": True, "worst page": True}
    assert missed == {"CER": False, "worst page": False}


def test_rendered_classes_have_rates_of_their_own():
    good = targets_of(groups_of([TRUTH], [TRUTH], "lit-modern", False), None, {})
    bad = targets_of(groups_of([TRUTH[:-3]], [TRUTH], "lit-modern", False), None, {})

    assert (said(good), said(bad)) == ({"CER": True}, {"CER": False})


def test_search_needs_recall_and_precision_both():
    found = {
        "skrynia index, typed rightly": Found(200, 0.95, 0.95),
        "skrynia index, without marks": Found(200, 0.95, 0.5),
    }

    assert [one.is_met for one in targets_of([], None, found)] == [True, False]


def test_the_router_is_right_where_letters_and_first_language_are():
    [ours, _] = groups_of([TRUTH, TRUTH], [TRUTH, TRUTH])
    right = routed(ours.pages)

    assert (right.pages, right.both, right.wrong) == (2, 2, ())


def test_tables_hold_every_reader_and_what_was_skipped():
    groups = groups_of([TRUTH, TRUTH[:-1]], [TRUTH, TRUTH])
    run = reporting.Run(groups, routed(groups[0].pages), {}, targets_of(groups, None, {}), ["x: y"])

    table, figures = reporting.markdown(run), reporting.plain(run, {"pages": 2})

    assert "| deu-kant-1784 | real | skrynia | 2 |" in table
    assert table.endswith("Skipped: x: y.\n")
    assert [one["reader"] for one in figures["groups"]] == ["skrynia", "tesseract"]
    assert figures["groups"][0]["cer"]["errors"] == 1


def test_answers_cut_short_by_a_kill_are_asked_again(tmp_path):
    file = tmp_path / "answers.jsonl"
    file.write_text('{"key": "a", "text": "t", "seconds": 1.0, "languages": ["lit"]}\n{"key": "b')

    known = known_answers(file)

    assert set(known) == {"a"}
    assert known["a"].languages == ("lit",)


def test_a_knowing_person_chooses_by_letters_before_language():
    def facts(language, script, spelling="plain"):
        return {"languages": [language], "script": script, "scripts": [script],
                "spelling": [spelling]}  # fmt: skip

    assert best_by_hand(facts("lit", "antiqua")) == "lit"
    assert best_by_hand(facts("lit", "antiqua", "calendar")) == "Latin"
    assert best_by_hand(facts("lit", "fraktur", "memel")) == "Fraktur"
    assert best_by_hand(facts("yid", "hebrew")) == "yid"
