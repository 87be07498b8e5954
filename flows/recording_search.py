"""Text that was recorded goes into the search index: page by page as read, titles when kept."""

from datetime import datetime

from catalogue.models import DigitalObject, Page
from catalogue.search.indexing import forget_pages, index_page, index_title
from catalogue.states import PageState
from pipeline import ocr
from pipeline.human_text import HUMAN_ALTO
from pipeline.page import PageJob, PageOutcome
from schemas.alto import parse_alto


def record_text(page: Page, job: PageJob, outcome: PageOutcome, now: datetime) -> None:
    """Let the page's present text be found, with what people wrote; without any it is not found."""
    alto = job.page.file(HUMAN_ALTO)
    if not alto.is_file():
        if outcome.ocr is None or not outcome.ocr.was_read:
            forget_pages([page])
            return
        alto = job.page.file(ocr.ALTO_FILE)
    index_page(page, parse_alto(alto.read_bytes(), name=alto.name), now=now)


def record_title(row: DigitalObject, now: datetime) -> None:
    """Let the object be found by its title; where it was described anew, so are its pages.

    Pages whose place a rescan has taken are found no more.
    """
    forget_pages(row.pages.filter(state=PageState.SUPERSEDED))
    index_title(row, now=now)
