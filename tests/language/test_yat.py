import pytest

from language.letters import plain
from language.yat import is_before_1918, restored_russian

TRUE = (
    "Въ деревнѣ жилъ старый человѣкъ, который каждый день ходилъ въ лѣсъ за дровами. Сыновья его "
    "уѣхали въ дальнія страны, и гдѣ они нынѣ, никому не извѣстно. Исторія города и его учрежденій "
    "описана въ книгѣ. Всѣ дѣти имѣли хлѣбъ на столѣ при рѣкѣ. Учителя вернулись съ колеса березы "
    "на сцену среди предковъ; упреки именемъ примѣра не помогли, явленія растеній населенія."
)


def as_read(text):
    return text.replace("ѣ", "е").replace("і", "и")


def test_yat_and_i_come_back_and_nothing_else_changes():
    words = TRUE.split()
    read = [as_read(word) for word in words]
    restored = restored_russian(read)

    missed = [(got, true) for got, true in zip(restored, words, strict=True) if got != true]
    assert missed == []
    assert sum(r != w for r, w in zip(read, words, strict=True)) > 20


def test_yat_read_as_a_hard_sign_comes_back():
    words = "Свътъ въ томъ городъ былъ сильнъе, чъмъ объявленъ".split()  # noqa: SIM905 -- a sentence

    assert restored_russian(words)[0] == "Свѣтъ"
    assert restored_russian(words)[7] == "объявленъ"


@pytest.mark.parametrize(
    "text",
    [
        "В деревне жил старый человек и все дети имели хлеб на столе при реке",
        "Въ лесъ",
        "",
        "Объём подъезда и съезд объявлен на столе в деревне",
    ],
)
def test_a_text_of_today_or_too_short_stays(text):
    assert restored_russian(text.split()) == tuple(text.split())


def test_letters_stay_as_many_and_capitals_stay():
    words = [*TRUE.upper().split()]
    restored = restored_russian(as_read(TRUE).upper().split())

    assert is_before_1918(TRUE)
    assert [len(word) for word in restored] == [len(word) for word in words]
    assert plain(restored[4]) == "человѣкъ,"
    assert restored[4].isupper()
