"""``skrynia turn`` and ``split``: how a page is made of its scan; masters stay as they are."""

import getpass
from datetime import UTC, datetime

from catalogue.errors import NoOpeningError
from catalogue.models import DigitalObject, Page, User
from catalogue.queries.objects import find_object
from catalogue.queries.pages import page_of
from catalogue.queries.splits import Opening, opening_of
from catalogue.services.pages import change_recipe
from catalogue.services.people import shell_user
from catalogue.services.splits import move_split, put_back_recipe
from cli.errors import NothingTurnedError, PageNotTurnableError
from cli.language import _
from cli.object_report import object_report, print_report
from cli.printing import DONE, LOOK, answers, complain, print_json
from cli.progress import shown_progress
from cli.review import page_at
from flows.prefect_server import prefect_server
from flows.running import run_object
from settings.work import work_settings
from web.recipes import can_be_turned, turned_recipe


def run(name: str, sequence: int, degrees: int, *, undo: bool, as_json: bool) -> int:
    """Turn one page, or take the last turn back, and make the object's next version."""
    row = find_object(name)
    page = page_of(row, page_at(row, sequence).number)
    user = shell_user(getpass.getuser())
    if undo:
        put_back(row, page, user)
    else:
        turn(row, page, degrees, user)
    return made_anew(row, as_json=as_json)


def run_split(name: str, sequence: int, line: int | None, *, undo: bool, as_json: bool) -> int:
    """Part the opening that a page is cut from elsewhere, or say where it is parted.

    Raises:
        NoOpeningError: the page has a scan for itself.
        NothingTurnedError: the opening was never parted elsewhere.
        SplitRefusedError: the line would leave a page with nothing.
    """
    row = find_object(name)
    page = page_of(row, page_at(row, sequence).number)
    opening = opening_of(page)
    if opening is None:
        raise NoOpeningError(object_id=row.object_id, page=sequence)
    user = shell_user(getpass.getuser())
    if undo:
        for half in (opening.left, opening.right):
            put_back(row, half, user)
    elif line is None:
        return tell_split(opening, as_json=as_json)
    else:
        move_split(opening, line, by=user, now=datetime.now(UTC))
    return made_anew(row, as_json=as_json)


def tell_split(opening: Opening, *, as_json: bool) -> int:
    """Where an opening is parted, and between which places it could be."""
    if as_json:
        pages = [opening.left.sequence, opening.right.sequence]
        print_json(
            {"pages": pages, "line": opening.line, "start": opening.start, "end": opening.end}
        )
    else:
        answers.print(
            _("Parted at {line} px; the opening reaches from {start} to {end} px.").format(
                line=opening.line, start=opening.start, end=opening.end
            )
        )
    return DONE


def made_anew(row: DigitalObject, *, as_json: bool) -> int:
    """Make the object's next version of what has changed, and tell how it stands."""
    settings = work_settings()
    with prefect_server(settings.home.prefect), shown_progress(settings.home.work) as watch:
        error = run_object(row.object_id, settings, watch, again=True)
    if error is not None:
        complain(error)
    report = object_report(row.object_id)
    if as_json:
        print_json(report)
    else:
        print_report(report)
    return DONE if error is None and report["state"] in ("Ready", "Delivered") else LOOK


def turn(row: DigitalObject, page: Page, degrees: int, user: User) -> None:
    """Change the page's recipe by quarters, clockwise.

    Raises:
        PageNotTurnableError: the page is made of several scans, or its scan is unreadable.
    """
    if not can_be_turned(page):
        raise PageNotTurnableError(object_id=row.object_id, page=page.sequence)
    recipe = turned_recipe(page, degrees)
    change_recipe(page, recipe, by=user, now=datetime.now(UTC), why=f"turned {degrees}°")


def put_back(row: DigitalObject, page: Page, user: User) -> None:
    """Make the page as it was before the last change of its recipe.

    Raises:
        NothingTurnedError: it was never changed.
    """
    if not put_back_recipe(page, by=user, now=datetime.now(UTC)):
        raise NothingTurnedError(object_id=row.object_id, page=page.sequence)
