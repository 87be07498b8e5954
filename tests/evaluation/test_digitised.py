from tests.evaluation.character_errors import CharacterErrors
from tests.evaluation.commands import CommandEnd, answer_in, environment
from tests.evaluation.digitised import PageReading, SetResult, said
from tests.evaluation.reporting import Evaluation, plain, row
from tests.evaluation.validity import Validity


def result_of(*pages: PageReading) -> SetResult:
    return SetResult("set", "lit", "book", status=0, seconds=4.0, pages=list(pages))


def test_rates_weigh_pages_by_their_length_and_pass_over_those_without_truth():
    result = result_of(
        PageReading("1", "done", 0.8, CharacterErrors(1, 10), CharacterErrors(0, 10)),
        PageReading("2", "done", None, CharacterErrors(30, 30), CharacterErrors(30, 30)),
        PageReading("3", "done", 0.6),
    )

    assert result.errors("strict") == CharacterErrors(31, 40)
    assert result.errors("folded") == CharacterErrors(30, 40)
    assert result.confidence == 0.7
    assert result.unread == 1


def test_a_set_of_nothing_has_no_figures():
    assert result_of().confidence is None
    assert row(result_of())[6:9] == ["–", "–", "–"]


def test_every_trouble_is_told():
    result = result_of()
    result.troubles.append("page lost")

    run = Evaluation([result], Validity(complaints=["a.xml:1: no"]), Validity(), [])

    assert run.troubles == ["set: page lost", "a.xml:1: no"]
    assert plain(run)["troubles"] == run.troubles


def test_calls_have_a_home_of_their_own_and_no_settings_of_the_caller(monkeypatch, tmp_path):
    monkeypatch.setenv("SKRYNIA_STORAGE", "s3://elsewhere/x")
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere")

    found = environment(tmp_path)

    assert found["SKRYNIA_HOME"] == str(tmp_path)
    assert not {"SKRYNIA_STORAGE", "PREFECT_API_URL"} & set(found)


def test_answers_that_are_no_document_are_empty():
    assert answer_in("") == answer_in("[1]") == answer_in("Traceback") == {}
    assert answer_in('{"state": "Ready"}') == {"state": "Ready"}


def test_the_last_words_of_a_call_are_kept():
    assert said(CommandEnd(2, {}, "a\nb\n\nc\nd\n", 0.1), "show") == "show ended with 2: b / c / d"
