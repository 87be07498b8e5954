"""What a flow records of a page's text is what a search finds."""

import pytest

from catalogue.search.finding import find
from catalogue.search.wishes import SearchWish
from catalogue.states import PageState
from flows.recording_search import record_text, record_title
from pipeline.context import PageContext
from pipeline.ocr import ALTO_FILE, OcrResult
from pipeline.page import PageJob, PageOutcome
from schemas.alto import build_alto
from schemas.findings import Finding
from schemas.pages import PageRole
from tests.catalogue.search.conftest import page_text

pytestmark = pytest.mark.database


@pytest.fixture
def recorded(registered, tmp_path, now):
    """``recorded("words")``: a page whose reading gave this text, told to the catalogue."""
    digital_object = registered("a")
    context = PageContext(digital_object.object_id, "p0001", 1, tmp_path, ())
    job = PageJob(context, 1, PageRole.TEXT, "", (), (), tmp_path, "lit", "tesseract", 60.0)

    def record(text, *findings):
        alto = build_alto(page_text(text), source_name="image.tif")
        context.file(ALTO_FILE).write_bytes(alto)
        read = OcrResult(1, 0.9, "tesseract", "5", "lit", findings)
        page = digital_object.pages.get()
        record_text(page, job, PageOutcome("p0001", 1, ocr=read), now)
        return page

    return record


def found(text):
    return find(SearchWish(text), None).total


def test_text_that_was_read_is_found_at_its_place(recorded):
    recorded("balta duona")

    [hit] = find(SearchWish("duona"), None).hits

    [mark] = hit.marks
    assert mark.regions == (page_text("balta duona").words[1].region,)


def test_page_that_could_not_be_read_again_is_found_no_more(recorded):
    recorded("balta duona")
    recorded("", Finding("QA-OCR-01"))

    assert not found("duona")


def test_object_is_found_by_its_title_once_kept_and_without_superseded_pages(recorded, now):
    page = recorded("balta duona")
    page.state = PageState.SUPERSEDED
    page.save()

    record_title(page.digital_object, now)

    assert not found("duona")
    assert found("žemės ūkis") == 1
