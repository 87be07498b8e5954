import json

import pytest
from rich.console import Console

from tests.evaluation.qa.reporting import figures_of, misses, plain, write_pages
from tests.evaluation.qa.tables import print_figures
from tests.evaluation.qa.volumes import with_volume_codes

REGION = [100, 100, 200, 200]


def found(code, measured=None, region=None):
    return {"code": code, "measured": measured, "limit": None, "region": region}


def record(case, fault="", codes=(), before=(), **more):
    return {
        "case": case, "source": "made", "volume": "made-00", "page": case, "design": "text",
        "material": "book", "fault": fault, "grade": "severe" if fault else "",
        "amount": 4.0, "unit": "degrees", "truth": None, "shape": [1000, 1000], "ppi": 300,
        "degrees": 0.1, "slant": None, "slant_before": None, "codes": list(codes),
        "before": list(before), "not_applicable": [], "view_seconds": 0.1, "check_seconds": 0.1,
    } | more  # fmt: skip


def test_a_fault_is_found_by_a_code_that_answers_it_and_was_not_there_before():
    figures = figures_of(
        [
            record("a", "skew", [found("QA-SKEW-01", 4.1)], slant=4.1),
            record("b", "skew", [found("QA-FOCUS-01", 2.0)], slant=3.9),
            record("c", "skew", [found("QA-SKEW-01", 4.1)], [found("QA-SKEW-01", 1.2)]),
        ]
    )
    [line] = figures.recalls

    assert (line.found.hits, line.found.trials, line.already) == (1, 2, 1)
    assert line.others == {"QA-FOCUS-01": 1}
    assert line.is_met is False
    assert misses(figures) == ["skew severe (made): 50.0 % of 2, 100 % is wanted"]


def test_local_faults_are_found_in_their_place_or_not():
    finger = {"truth": REGION, "unit": "mm"}
    figures = figures_of(
        [
            record("a", "finger", [found("QA-OBJECT-01", 20, REGION)], **finger),
            record("b", "finger", [found("QA-OBJECT-02", 20, [600, 600, 90, 90])], **finger),
        ]
    )
    [line] = figures.recalls

    assert (line.found.hits, line.named.hits, line.placed.hits) == (2, 1, 1)


def test_errors_of_skew_count_what_the_page_had_of_itself():
    figures = figures_of([record("a", "skew", slant=4.15), record("b", "skew", slant=3.8)])
    [errors] = figures.skew

    assert errors.mean == pytest.approx(0.175)
    assert (errors.within_tenth.hits, errors.within_tenth.trials) == (1, 2)
    assert errors.worst == pytest.approx(0.3)


def test_alarms_on_sound_pages_are_counted_listed_and_notes_are_told_apart():
    figures = figures_of(
        [
            record("page-1", codes=[found("QA-FOCUS-01", 1.3)]),
            record("page-2", codes=[found("QA-SKEW-02", 0.4)]),
            record("page-3", volume="made-01"),
        ]
    )

    assert {(a.code, a.is_note, a.raised.hits) for a in figures.alarms["made"]} == {
        ("QA-FOCUS-01", False, 1),
        ("QA-SKEW-02", True, 1),
    }
    assert figures.pages["made"].hits == 1
    assert [line["page"] for line in figures.listed] == ["page-1"]
    assert "QA-FOCUS-01: alarm on 33.33 % of sound pages (made)" in misses(figures)


def test_what_a_real_scan_deserves_is_no_false_alarm():
    page = "scans/deu-nzz-newspaper/images/0013_nzz_17921121_0_0_a1_p1_1.tif"
    figures = figures_of([record(page, source="real", codes=[found("QA-RES-02", 229.8)])])

    assert figures.pages["real"].hits == 0
    assert figures.alarms["real"] == []
    assert [line["deserved"] for line in figures.listed] == [True]


def test_blank_pages_must_be_told_apart_both_ways():
    figures = figures_of(
        [
            record("a", design="blank", codes=[found("QA-BLANK-01")]),
            record("b", design="blank"),
            record("c", codes=[found("QA-BLANK-01")]),
            record("d"),
            record("e", design="cover", codes=[found("QA-BLANK-01")]),
        ]
    )

    assert (figures.blank.hits, figures.blank.trials) == (2, 4)


def test_what_a_volume_says_of_a_page_is_added_to_what_the_page_says_itself():
    pages = [record("made/cast/severe/000", "cast"), record("made/reshot/severe/000", "reshot")]
    told = {"case": "beside", "adds_to": "made/cast/severe/000", "before": []}
    told["codes"] = [found("QA-CAST-02", 5.0)]

    [joined] = with_volume_codes(pages, [told])

    assert [one["code"] for one in joined["codes"]] == ["QA-CAST-02"]


def test_figures_are_told_to_machines_and_people(tmp_path, capsys):
    records = [record("a", "skew", [found("QA-SKEW-01", 4.1)], slant=4.1), record("b")]
    figures = figures_of(records)

    print_figures(figures, Console(width=150))
    write_pages(records, tmp_path / "pages.csv")

    assert "All targets met" in capsys.readouterr().out
    assert json.loads(json.dumps(plain(figures, {})))["recall"][0]["percent"] == 100.0
    assert (tmp_path / "pages.csv").read_text().splitlines()[1].startswith("a,made,made-00,a,text")
