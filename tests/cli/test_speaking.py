"""The command's language, and its progress told from markers."""

import pytest

from cli.language import asked_language
from cli.progress import Watch, counts
from pipeline.markers import steps_done


@pytest.mark.unit
@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "lt"),
        ([], {"LANG": "C.UTF-8"}, "lt"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "lt_LT.UTF-8"}, "lt"),
        ([], {"SKRYNIA_LANG": "en"}, "en"),
        (["list", "--lang", "en"], {}, "en"),
        (["list", "--lang=lt"], {"SKRYNIA_LANG": "en"}, "lt"),
        (["list", "--lang", "xx"], {}, "lt"),
        (["list", "--lang"], {}, "lt"),
    ],
)
def test_language_is_the_one_asked_for(arguments, environment, language):
    assert asked_language(arguments, environment) == language


@pytest.mark.unit
def test_progress_is_counted_from_what_steps_left(tmp_path):
    folder = tmp_path / "x1"
    (folder / "capture").mkdir(parents=True)
    for name in ("capture-0001.tif", "capture-0002.tif"):
        (folder / "capture" / f"{name}.done.json").write_text("{}")
    for page, steps in {"p0001": ("derivatives", "qa", "ocr"), "p0002": ("qa",)}.items():
        (folder / "pages" / page).mkdir(parents=True)
        for step in steps:
            (folder / "pages" / page / f"{step}.done.json").write_text("{}")
    watch = Watch(tmp_path)

    before = counts(watch)
    watch.look_at("ark:/99999/x1", 2)

    assert before == {}
    assert counts(watch) == {"capture": 2, "qa": 2, "derivatives": 1, "ocr": 1}
    assert steps_done(tmp_path / "none") == dict.fromkeys(
        ("capture", "qa", "derivatives", "ocr"), 0
    )
