import pytest

from pipeline.engines.word_lists import CACHE_VARIABLE, NoWords, WordList, words_of


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    words_of.cache_clear()
    yield tmp_path
    words_of.cache_clear()


@pytest.mark.unit
def test_every_word_of_a_list_is_found_and_no_other(tmp_path):
    words = ["a", "ir", "lietuva", "ąžuolas", "ž"]
    file = tmp_path / "lit-1.words"
    file.write_text("".join(f"{word}\n" for word in words))

    found = WordList(file)

    assert all(word in found for word in words)
    assert list(found) == words
    assert not any(word in found for word in ("", "lietuv", "lietuvaa", "0", "žž", "ietuva"))


@pytest.mark.integration
def test_words_of_a_model_are_taken_out_once(home):
    assert "knyga" in words_of("lit")
    assert "knyyga" not in words_of("lit")
    [kept] = (home / "cache" / "words").glob("lit-*.words")
    written = kept.stat().st_mtime_ns
    words_of.cache_clear()

    assert "šviesa" in words_of("lit")
    assert kept.stat().st_mtime_ns == written


@pytest.mark.integration
def test_absent_model_has_no_words(home):
    assert isinstance(words_of("klingon"), NoWords)
    assert "knyga" not in words_of("klingon")
