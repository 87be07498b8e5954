import json

import pytest
from rich.console import Console

from tests.benchmarks.checks import ChecksCost
from tests.benchmarks.digitising import Digitised, RunFailedError, checked
from tests.benchmarks.overhead import PAGES, Bare, Overhead
from tests.benchmarks.processes import MemoryWatch
from tests.benchmarks.reporting import Figures, plain, print_figures
from tests.benchmarks.scaling import Series
from tests.benchmarks.search import SIDES, SearchCost
from tests.benchmarks.sequence import SequenceCost
from tests.benchmarks.volumes import beginning
from tests.evaluation.scan_sets import SCANS


def run_of(pages: int, seconds: float, peak: int = 0) -> Digitised:
    memory = MemoryWatch(peak, {"cli": peak}, 1)
    return Digitised(pages, seconds, seconds + 10, seconds * 2, {"ocr": seconds}, memory)


def overhead_of(*spans: float) -> Overhead:
    return Overhead([Bare(10, 20)] * len(spans), [run_of(24, s) for s in spans], 9, 5, 1)


def test_ratio_is_of_medians():
    assert overhead_of(12, 50, 11).ratio == pytest.approx(1.2)
    assert overhead_of(12, 50, 11).cpu_ratio == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("figures", "miss"),
    [
        (Figures("default", overhead=overhead_of(12.6)), "overhead 1.26"),
        (Figures("default", memory=Series([run_of(40, 1, 1_600_000_000)])), "peak memory 1600"),
        (
            Figures("default", memory=Series([run_of(40, 1, 100), run_of(80, 2, 130)])),
            "memory grows with the pages: × 1.30",
        ),
        (
            Figures("default", growth=Series([run_of(25, 25, 1), run_of(100, 130, 1)])),
            "seconds a page grow: × 1.30",
        ),
    ],
)
def test_missed_targets_are_named(figures, miss):
    [found] = figures.misses

    assert found.startswith(miss)


def cost_of(checks: float = 0.2, view: float = 0.2, peak: int = 300_000_000) -> ChecksCost:
    return ChecksCost(21.0, 0.2, view, checks, {"focus": checks}, 200.0, peak, 2.0)


@pytest.mark.parametrize(
    ("figures", "miss"),
    [
        (Figures("default", checks=cost_of(0.31, 0.1)), "checks 1.55 × decoding"),
        (Figures("default", checks=cost_of(0.2, 0.31)), "view and checks 2.55 × decoding"),
        (Figures("default", checks=cost_of(peak=401_000_000)), "a map takes 401 MB"),
        (
            Figures("default", sequence=SequenceCost({250: 6.0, 1000: 20.1}, 0)),
            "1000 pages against each other: 20.1 s",
        ),
        (
            Figures("default", sequence=SequenceCost({250: 1.0, 1000: 16.0}, 0)),
            "checks between pages grow × 16.0",
        ),
    ],
)
def test_missed_targets_of_judging_are_named(figures, miss):
    [found] = figures.misses

    assert found.startswith(miss)


def test_what_judging_costs_is_told(capsys):
    figures = Figures("default", checks=cost_of(), sequence=SequenceCost({250: 1, 1000: 5.0}, 0))

    print_figures(figures, Console(width=120))

    said = capsys.readouterr().out
    assert "with the view 2.00 (target 2.5)" in said
    assert "1000 pages 5.0 s" in said
    assert json.loads(json.dumps(plain(figures)))["checks"]["ratio"] == 1.0


def test_figures_are_told_to_machines_and_people(capsys):
    memory = Series([run_of(40, 40, 1_000_000_000), run_of(80, 80, 1_010_000_000)])
    figures = Figures("default", overhead_of(12, 12, 12), memory, run_of(6, 30, 9), memory)

    print_figures(figures, Console(width=120))

    said = capsys.readouterr().out
    assert "Ratio of medians: 1.20" in said
    assert "All targets met" in said
    assert json.loads(json.dumps(plain(figures)))["memory"]["memory_growth"] == 1.01


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ({}, 0),
        ({"aip": None, "pages": []}, 1),
        ({"aip": {"path": "x"}, "pages": []}, 2),
        ({"aip": {"path": "x"}, "pages": [{"source": "1", "state": "failed"}]}, 1),
    ],
)
def test_a_run_that_failed_gives_no_figures(report, status):
    with pytest.raises(RunFailedError):
        checked(report, status, "why")


def test_a_beginning_shares_the_files_of_the_whole(tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    for number in range(3):
        (whole / f"{number}.jpg").write_bytes(b"%d" % number)

    folder = beginning(whole, 2)

    assert [file.name for file in sorted(folder.iterdir())] == ["0.jpg", "1.jpg"]
    assert (folder / "0.jpg").samefile(whole / "0.jpg")


@pytest.mark.skipif(not SCANS.is_dir(), reason="the real scans are not here")
def test_the_named_pages_are_there():
    assert len(set(PAGES)) == 24
    assert [page for page in PAGES if not (SCANS / page).is_file()] == []


def search_of(bare: float, ours: float, pages: int = 1_000_000) -> SearchCost:
    times = {f"{side}_{at}": 1.0 for side in SIDES for at in ("median", "p95")}
    timed = times | {"bare_p95": bare, "ours_p95": ours}
    return SearchCost(pages, 300.0, 5000.0, {"phrase": timed})


def test_what_searching_costs_is_told(capsys):
    within = Figures("default", search={"sqlite": search_of(2.0, 5.9)})
    beyond = Figures("default", search={"sqlite": search_of(2.0, 6.1)})

    print_figures(within, Console(width=120))

    assert "300 pages/s, 5.0 kB a page" in capsys.readouterr().out
    assert within.misses == []
    assert Figures("default", search={"sqlite": search_of(2.0, 6.1, 10_000)}).misses == []
    assert beyond.misses == ["search, sqlite, phrase: 3.0 × the bare query"]
    assert plain(beyond)["search"]["sqlite"]["queries"]["phrase"]["ratio_p95"] == 3.05
