"""The report of ``skrynia qa``: one file, whole in itself, its boxes where the faults are."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from cli.qa_html import html_report
from pipeline.folder_inspection import FolderInspection
from pipeline.folders import FolderPlan, PlannedObject
from pipeline.inspected import InspectedPage
from pipeline.listing import Ignored, IgnoredBecause
from pipeline.looking import picture_of
from pipeline.paging import PlannedFile, PlannedScan
from schemas.findings import Finding, Region
from schemas.objects import Material
from schemas.pages import ImageFacts, RecipePart
from tests.qa.drawn import facts_of, printed, view_of

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CHROMIUM = Path("/usr/bin/chromium")
NASTY = '4 <b onclick="x()">&.jpg'
BLURRED = Finding("QA-FOCUS-02", 2.4, 1.7, Region(400, 850, 500, 400))
DARK = Finding("QA-EXP-04", 3, 1, Region(400, 850, 100, 100))
SKEWED = Finding("QA-SKEW-01", 2.0, 1.0)
BLANK = Finding("QA-BLANK-01")
DOUBLE = Finding("QA-SEQ-01", 90.0, 50.0, facts={"other": 1})
EMPTY = Finding("QA-FILE-01", facts={"reason": "the file is empty"})


@pytest.fixture(scope="module")
def picture(tmp_path_factory) -> bytes:
    return picture_of(view_of(printed(), tmp_path_factory.mktemp("picture")), 500)


def inspection_of(*pages: InspectedPage) -> FolderInspection:
    files = tuple(PlannedFile(page.path, Path(page.path)) for page in pages)
    one = PlannedObject("knyga", files, tuple(page.scan for page in pages), ())
    ignored = (Ignored("notes.txt", IgnoredBecause.NO_IMAGE),)
    plan = FolderPlan(Path("/scans/knyga"), "flat", (one,), ignored)
    return FolderInspection(plan, Material.BOOK, pages, {})


def page_of(number, picture, *findings, path="", facts=None, crop=None, across=()):
    facts = facts or facts_of(printed())
    scan = PlannedScan(number, number - 1, facts=facts if picture else None)
    name = path or f"{number}.jpg"
    part = RecipePart(number, crop=crop)
    return InspectedPage(0, number, name, scan, part, findings, across, picture=picture)


@pytest.fixture(scope="module")
def inspection(picture) -> FolderInspection:
    return inspection_of(
        page_of(1, picture, BLANK),
        page_of(2, picture, BLURRED, DARK),
        page_of(3, picture, SKEWED),
        page_of(4, picture, path=NASTY, across=(DOUBLE,)),
        page_of(5, b"", EMPTY),
    )


@pytest.fixture(scope="module")
def report(inspection) -> html.HtmlElement:
    return html.fromstring(html_report(inspection, NOON))


def report_on(page):
    return html.fromstring(html_report(inspection_of(page), NOON))


def boxes(report):
    found = report.xpath("//svg//rect[not(@class)]")
    return [tuple(int(box.get(n)) for n in ("x", "y", "width", "height")) for box in found]


def test_report_is_whole_in_itself(inspection, report):
    addresses = report.xpath("//@src | //@href | //@action | //@srcset")

    assert all(address.startswith(("#", "data:image/jpeg;base64,")) for address in addresses)
    assert not report.xpath("//script | //link | //iframe | //object | //@onclick")
    assert not re.search(r"url\(|@import|https?://", "".join(report.xpath("//style/text()")))


def test_links_lead_somewhere_and_names_are_given_once(report):
    ids = report.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in report.xpath("//a/@href")} <= set(ids)


def test_pages_stand_in_order_with_their_verdicts(report):
    chips = report.xpath("//ol[@class='chips']//a/@class")

    assert chips == [f"verdict {v}" for v in ("accept", "look", "look", "look", "rescan")]
    assert report.xpath("//ul[@class='counts']/li/b/text()") == ["1", "3", "1"]


def test_names_of_files_are_text(report):
    assert any(NASTY in text for text in report.xpath("//h3//text()"))
    assert not report.xpath("//b[@onclick]")


def test_finding_is_a_numbered_box_where_it_was_found(report):
    assert boxes(report) == [(400, 850, 500, 400), (400, 850, 100, 100)]
    assert report.xpath("//svg[.//rect]//text/text()") == ["1", "2"]


def test_numbers_of_boxes_do_not_hide_each_other(report):
    first, second = report.xpath("//svg[.//rect]//circle")

    apart = abs(float(first.get("cx")) - float(second.get("cx")))
    assert apart >= 2 * float(first.get("r"))


def test_skew_is_drawn_over_the_level(report):
    turns = report.xpath("//svg//line/@transform")

    assert turns
    assert all(turn.startswith("rotate(2 ") for turn in turns)


def test_finding_tells_measure_limit_and_code(report):
    said = " ".join(report.xpath("//article[@id='page-3']//p[@class='measure']//text()"))

    assert "QA-SKEW-01" in said
    assert "2°" in said
    assert "1°" in said


def test_double_stands_beside_its_other(report):
    assert report.xpath("//div[@class='pair']//figcaption/a/@href") == ["#page-1", "#page-4"]


def test_page_without_picture_says_so(report):
    [card] = report.xpath("//article[@id='page-5']")

    assert card.xpath(".//p[@class='placeholder']")
    assert not card.xpath(".//svg | .//img")


def test_accepted_page_keeps_its_note(report):
    [figure] = report.xpath("//figure[@id='page-1']")

    assert figure.xpath(".//small/text()")
    assert figure.xpath(".//img/@alt")


def test_what_was_not_judged_is_named(report):
    assert "notes.txt" in " ".join(report.xpath("//details//text()"))


def test_box_on_a_scan_that_is_looked_at_turned(picture):
    """Stored 1450 wide and 1100 high, looked at turned clockwise by a quarter."""
    facts = ImageFacts("image/jpeg", 1450, 1100, 1, 8, "grey", "jpeg", orientation=6)
    stored = Finding("QA-FOCUS-02", 2.4, 1.7, Region(100, 200, 300, 50))

    report = report_on(page_of(1, picture, stored, facts=facts))

    assert report.xpath("//svg/@viewBox | //svg/@viewbox") == ["0 0 1100 1450"]
    assert boxes(report) == [(1100 - 200 - 50, 100, 50, 300)]


def test_box_on_the_half_of_a_spread(picture):
    found = Finding("QA-FOCUS-02", 2.4, 1.7, Region(700, 100, 200, 50))

    report = report_on(page_of(1, picture, found, crop=Region(550, 0, 550, 1450)))

    assert boxes(report) == [(150, 100, 200, 50)]


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=("--no-sandbox", "--disable-gpu", "--disable-quic")
        )
        yield browser
        browser.close()


@pytest.mark.journey
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_report_in_a_browser(chromium, inspection, tmp_path, width, scheme):
    file = tmp_path / "report.html"
    file.write_text(html_report(inspection, NOON))
    complaints = []
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(file.as_uri())

    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    picture = page.locator("svg:has(rect) image").bounding_box()
    box = page.locator("svg rect.halo").first.bounding_box()
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.close()

    assert not complaints
    assert beyond <= 0
    assert (box["y"] - picture["y"]) / picture["height"] == pytest.approx(850 / 1450, abs=0.02)
    assert (ground == "rgb(22, 26, 24)") == (scheme == "dark")
