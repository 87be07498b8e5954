"""``skrynia search``: what it answers, in JSON and in words."""

import json

import pytest

from catalogue.search.finding import find
from catalogue.search.wishes import SearchWish
from cli.language import translations
from cli.search import answer_of, run_reindex, run_search, run_state
from tests.catalogue.search.conftest import indexed

pytestmark = pytest.mark.database
__all__ = ["indexed"]


def test_hits_come_with_page_places_and_snippet(indexed):
    digital_object = indexed(["balta duona"])

    answer = json.loads(json.dumps(answer_of(find(SearchWish("duona"), None), [])))

    [hit] = answer["hits"]
    assert (hit["object_id"], hit["page"], hit["class"]) == (digital_object.object_id, 1, "exact")
    assert hit["words"][0]["regions"] == [{"x": 172, "y": 100, "width": 60, "height": 30}]
    assert hit["snippet"] == "balta duona"
    assert (hit["page_width"], answer["total"], answer["has_more"]) == (1200, 1, False)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("duona", "balta duona"),
        ("duoma", "Perhaps: duona"),
        ("kometa", "Nothing was found."),
        ("-duona", "Nothing is asked for"),
    ],
)
def test_answer_in_words(indexed, capsys, monkeypatch, query, said):
    monkeypatch.setattr("sys.argv", ["skrynia", "--lang", "en"])
    translations.cache_clear()
    indexed(["balta duona"])

    assert run_search(SearchWish(query), offset=0, limit=20, as_json=False) == 0

    told = capsys.readouterr()
    assert said in told.out + told.err


def test_state_and_bringing_up_to_date(indexed, capsys):
    indexed(["balta duona"])
    assert run_state(as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["index"]["indexed"] == 1

    assert run_reindex(from_scratch=True, as_json=True) == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["pages_done"], answer["index"]["is_whole"]) == (1, True)
