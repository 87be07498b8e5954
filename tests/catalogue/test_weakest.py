"""The weakest pages: in order, in parts that hold together, narrowed as asked."""

from datetime import date, timedelta

import pytest

from catalogue.models import DigitalObject, Page, User
from catalogue.queries.weakest import After, WeakestFilter, weakest_pages
from catalogue.roles import LibraryKind
from catalogue.services.human_text import save_transcription
from catalogue.services.people import add_library
from schemas.human_text import TranscribedLine, TranscriptionStatus
from tests.web import objects
from tests.web.objects import BEGAN

pytestmark = pytest.mark.database
ESTIMATES = {1: (0.12, "lit"), 2: (0.12, "pol lit"), 3: (0.02, "deu")}


@pytest.fixture
def row(db):
    found = objects.flagged(add_library("x", "X", LibraryKind.TERRITORY).code)
    for number, (error, languages) in ESTIMATES.items():
        found.pages.filter(number=number).update(
            estimated_error=error, languages=languages, read_at=BEGAN + timedelta(days=number)
        )
    return found


def numbers(wanted=None, after=None):
    pages = weakest_pages(DigitalObject.objects.all(), wanted or WeakestFilter(), after=after)
    return [page.number for page in pages]


def test_weakest_come_first_and_parts_go_on_where_the_last_ended(row):
    assert numbers() == [1, 2, 3]

    first = Page.objects.get(number=1)
    assert numbers(after=After(first.estimated_error, first.pk)) == [2, 3]

    row.pages.filter(number=3).update(estimated_error=None)
    assert numbers() == [1, 2], "pages without an estimate are not weak"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (WeakestFilter(language="lit"), [1, 2]),
        (WeakestFilter(language="deu"), [3]),
        (WeakestFilter(since=date(2026, 2, 12)), [2, 3]),
        (WeakestFilter(until=date(2026, 2, 12)), [1, 2]),
        (WeakestFilter(library_code="x"), [1, 2, 3]),
        (WeakestFilter(library_code="y"), []),
    ],
)
def test_list_is_narrowed(row, wanted, found):
    assert numbers(wanted) == found


def test_list_tells_who_has_been_there_already(row):
    rasa = User.objects.create_user("rasa")
    page = row.pages.get(number=2)
    lines = [TranscribedLine("Brangus drauge!")]
    save_transcription(page, lines, TranscriptionStatus.DRAFT, by=rasa, now=BEGAN)

    first, second, _ = weakest_pages(DigitalObject.objects.all(), WeakestFilter())
    assert (first.transcribed, bool(second.transcribed)) == (None, True)

    save_transcription(page, [], TranscriptionStatus.DRAFT, by=rasa, now=BEGAN)

    _, second, _ = weakest_pages(DigitalObject.objects.all(), WeakestFilter())
    assert not second.transcribed


def test_long_list_costs_one_query(row, django_assert_num_queries):
    with django_assert_num_queries(1):
        for page in weakest_pages(DigitalObject.objects.all(), WeakestFilter()):
            assert page.digital_object.library.code == "x"
