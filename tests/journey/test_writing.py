"""A text is corrected and a page transcribed in a real browser, by keyboard alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogue.models import Correction, PageTranscription, User
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import add_library, give_role
from schemas.findings import Region
from tests.journey.test_site import PASSWORD, chromium, open_browser, sign_in
from tests.web import objects

pytestmark = [pytest.mark.journey, pytest.mark.database]
__all__ = ["chromium", "open_browser"]  # fixtures of the site's other journey


@pytest.fixture
def row(live_server, tmp_path):
    """Three pages: two that the machine read, a third that it did not."""
    town = add_library("anyksciai", "Anykščių rajono biblioteka", LibraryKind.TERRITORY)
    user = User.objects.create_user("ruta", password=PASSWORD, first_name="Vaiva")
    give_role(user, town, Role.LIBRARIAN)
    return objects.read(town.code, tmp_path / "drawings")


@pytest.fixture
def page(row, open_browser):
    return open_browser(viewport={"width": 1280, "height": 900})


def shown(page, row, name="page-text", number=1):
    page.goto(reverse(name, args=[row.name, number]))
    expect(page.locator("#stage")).to_have_attribute("data-tiles", "yes")


def test_weak_word_is_reached_corrected_emptied_and_taken_back_by_keys(page, row):
    shown(page, row)

    page.keyboard.press("n")
    expect(page.locator(".word.chosen")).to_have_text("kelmuoti,")
    page.keyboard.press("Enter")
    expect(page.locator("#word-text")).to_be_focused()
    expect(page.locator("#word-crop")).to_have_js_property("complete", True)
    page.keyboard.type("kelmučiuoti")
    page.keyboard.press("Enter")

    word = page.locator(".word.corrected")
    expect(word).to_have_text("kelmučiuoti")
    expect(word).to_be_focused()
    assert "the machine read “kelmuoti,”" in word.get_attribute("title")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".word.chosen")).to_have_text("senobinei")
    page.keyboard.press("Delete")
    expect(page.locator(".written .log li")).to_have_count(2)
    expect(page.locator("#line-2 .line-words")).to_have_text("Kas jūsų grožei tiki?")

    page.keyboard.press("Control+z")
    expect(page.locator("#line-2 .line-words")).to_have_text("Kas jūsų grožei senobinei tiki?")
    page.keyboard.press("Control+z")
    expect(page.locator(".word.corrected")).to_have_count(0)
    assert Correction.objects.filter(undone_at=None).count() == 0


def test_escape_leaves_a_word_as_it_was(page, row):
    shown(page, row)
    page.locator(".word").first.focus()

    page.keyboard.press("Enter")
    page.keyboard.type("kas kita")
    page.keyboard.press("Escape")

    expect(page.locator("#word-editor")).to_be_hidden()
    expect(page.locator(".word").first).to_be_focused()
    assert not Correction.objects.exists()


def test_word_on_the_image_is_picked_and_one_is_added_by_drawing(page, row):
    shown(page, row)
    canvas = page.locator(".viewer-live").bounding_box()
    scale = canvas["height"] / objects.HEIGHT
    left = canvas["x"] + (canvas["width"] - objects.WIDTH * scale) / 2

    def at(x, y):
        return left + x * scale, canvas["y"] + y * scale

    page.mouse.click(*at(600, 245))
    expect(page.locator("#word-text")).to_have_value("šilelis")
    page.keyboard.press("Escape")

    page.keyboard.press("a")
    page.mouse.move(*at(160, 1500))
    page.mouse.down()
    page.mouse.move(*at(300, 1530), steps=4)
    page.mouse.move(*at(360, 1550), steps=4)
    page.mouse.up()
    page.locator("#word-text").fill("(antspaudas)")
    page.keyboard.press("Enter")

    expect(page.locator(".word.corrected")).to_have_text("(antspaudas)")
    place = Region(**Correction.objects.get().region)
    assert abs(place.x - 160) < 6
    assert abs(place.width - 200) < 12


def test_lines_are_transcribed_kept_over_a_crash_and_saved(page, row):
    shown(page, row, "transcribe", 3)
    page.get_by_label("How many lines").fill("6")
    page.keyboard.press("Enter")
    expect(page.locator("#stage")).to_have_attribute("data-tiles", "yes")

    page.keyboard.press("l")
    page.keyboard.type("Brangus drauge!")
    page.keyboard.press("Enter")
    expect(page.locator("#line-2")).to_be_focused()
    expect(page.locator(".current .strip img")).to_have_js_property("complete", True)
    page.keyboard.type("Rašau iš Rokiškio.")
    page.goto("/")
    page.goto(reverse("transcribe", args=[row.name, 3]))

    expect(page.locator("#kept-draft")).to_be_visible()
    expect(page.locator("#line-2")).to_have_value("Rašau iš Rokiškio.")
    page.keyboard.press("l")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text(re.compile("^Saved: 2 lines"))).to_be_visible()
    written = PageTranscription.objects.get()
    assert [one["text"] for one in written.lines] == ["Brangus drauge!", "Rašau iš Rokiškio."]
    assert written.lines[0]["region"]["y"] < written.lines[1]["region"]["y"]
    page.reload()
    expect(page.locator("#kept-draft")).to_be_hidden()


def test_without_script_lines_are_corrected_in_forms(open_browser, row):
    page = open_browser(signed_in=False, java_script_enabled=False)
    sign_in(page)
    page.goto(reverse("page-text", args=[row.name, 1]))

    page.get_by_label("Line 2", exact=True).fill("Kalnai kelmučiuoti pakalnės nuplikę!")
    page.locator("#line-1").get_by_role("button", name="Keep").click()

    expect(page.locator(".message.success")).to_contain_text("kelmučiuoti")
    assert Correction.objects.get().machine_text == "kelmuoti,"


@pytest.mark.parametrize("width", [320, 768])
def test_no_screen_of_writing_is_wider_than_its_window(open_browser, row, width):
    page = open_browser(viewport={"width": width, "height": 800})
    for name in ("page-text", "transcribe", "page"):
        page.goto(reverse(name, args=[row.name, 1]))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.goto(reverse("weakest"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
