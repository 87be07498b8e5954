"""A controller's morning in a real browser: sign in, look closely, judge by key, take it back."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from catalogue.models import User
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import add_library, give_role
from catalogue.states import ObjectState
from tests.web import objects

pytestmark = [pytest.mark.journey, pytest.mark.database]

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PASSWORD = "pass word"


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def waiting(live_server, tmp_path):
    """An object of three pages, kept, with findings on page 2."""
    town = add_library("anyksciai", "Anykščių rajono biblioteka", LibraryKind.TERRITORY)
    user = User.objects.create_user("ruta", password=PASSWORD, first_name="Vaiva")
    give_role(user, town, Role.CONTROLLER)
    return objects.flagged(town.code, tmp_path)


@pytest.fixture
def open_browser(chromium, live_server):
    """Opens browsers; in the end none may have complained."""
    complaints, contexts = [], []

    def opened(*, signed_in=True, **options):
        context = chromium.new_context(base_url=live_server.url, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if signed_in:
            sign_in(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def sign_in(page):
    page.goto("/sign-in/")
    page.get_by_label("User name").fill("ruta")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()


def page_address(digital_object, number=2):
    return reverse("page", args=[digital_object.name, number])


def test_object_is_judged_from_sign_in_to_ready(open_browser, waiting):
    page = open_browser()
    page.get_by_role("link", name=re.compile("^Judge")).click()

    expect(page.locator("#stage")).to_have_attribute("data-tiles", "yes")
    outline = page.locator(".outline.error")
    expect(outline).to_have_text("1")
    expect(page.locator("#plain-image")).to_be_hidden()
    page.keyboard.press("n")
    page.keyboard.type("Legible, the 1st reader agrees.")
    page.keyboard.press("Escape")
    page.keyboard.press("1")

    expect(page.get_by_text("the object is ready to be delivered")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.state == ObjectState.READY
    assert waiting.verdicts.get().note == "Legible, the 1st reader agrees."

    expect(page.locator("#stage")).to_have_attribute("data-opened", "yes")
    page.keyboard.press("u")
    expect(page.locator(".state").first).to_have_text("Waits for a verdict")
    waiting.refresh_from_db()
    assert waiting.open_findings == 2


def test_outline_lies_on_the_part_of_the_image_it_means(open_browser, waiting):
    page = open_browser(viewport={"width": 1280, "height": 900})
    page.goto(page_address(waiting))
    expect(page.locator("#stage")).to_have_attribute("data-tiles", "yes")

    image = page.evaluate(
        """() => { const box = document.querySelector('.viewer-live').getBoundingClientRect();
        return [box.left, box.top, box.width, box.height]; }"""
    )
    box = page.locator(".outline.error").bounding_box()

    scale = image[3] / objects.HEIGHT
    left = image[0] + (image[2] - objects.WIDTH * scale) / 2
    assert box["x"] == pytest.approx(left + 300 * scale, abs=3)
    assert box["y"] == pytest.approx(image[1] + 900 * scale, abs=3)
    assert box["width"] == pytest.approx(500 * scale, abs=3)


def test_keys_turn_pages_zoom_and_show_the_text(open_browser, waiting):
    page = open_browser()
    page.goto(page_address(waiting))
    expect(page.locator("#stage")).to_have_attribute("data-opened", "yes")

    page.locator(".openseadragon-canvas").focus()
    before = page.locator(".outline.error").bounding_box()["width"]
    page.keyboard.press("f")
    expect(page.locator("#finding-1")).to_have_class(re.compile("chosen"))
    page.wait_for_timeout(900)
    assert page.locator(".outline.error").bounding_box()["width"] > before * 1.5

    page.keyboard.press("t")
    expect(page.get_by_text("Kalnai kelmuoti").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 3")
    expect(page.locator("#stage")).to_have_attribute("data-opened", "yes")
    expect(page.get_by_text("Kalnai kelmuoti").first).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 2")


def test_digit_keys_judge_on_the_lithuanian_layout_too(open_browser, waiting):
    """There the digit row writes letters; only the place of the key is the same."""
    page = open_browser()
    page.goto(page_address(waiting))

    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'į', code: 'Digit4', bubbles: true}))"
    )

    expect(page.locator(".message")).to_contain_text("To be rescanned")
    waiting.refresh_from_db()
    assert waiting.state == ObjectState.RESCAN_WANTED


def test_skip_link_leads_past_the_bar(open_browser, waiting):
    page = open_browser()
    page.goto(page_address(waiting))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_stop_of_the_keyboard_is_seen(open_browser, waiting):
    page = open_browser()
    for address in ("/", f"/objects/{waiting.name}/"):
        page.goto(address)
        for _ in range(25):
            page.keyboard.press("Tab")
            width = page.evaluate(
                "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
            )
            assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_without_script_there_is_image_outline_and_verdict(open_browser, waiting):
    page = open_browser(signed_in=False, java_script_enabled=False)
    sign_in(page)
    page.goto(page_address(waiting))

    expect(page.locator("#plain-image img")).to_be_visible()
    expect(page.locator("#plain-image rect.error")).to_have_count(1)
    page.get_by_role("button", name="Rescan").click()

    expect(page.locator(".message")).to_contain_text("To be rescanned")


def test_language_and_colours_are_kept(open_browser, waiting):
    page = open_browser()
    page.get_by_role("button", name="Lietuviškai").click()
    expect(page.locator("html")).to_have_attribute("lang", "lt")

    page.locator("details.menu summary").click()
    page.locator("#theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/objects/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_screen_is_wider_than_its_window(open_browser, waiting, width):
    page = open_browser(viewport={"width": width, "height": 800})
    for address in ("/", "/objects/", f"/objects/{waiting.name}/", page_address(waiting)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
