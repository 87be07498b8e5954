"""``skrynia review``: a person's verdict, and the delivery that may follow from it."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue.models import DigitalObject, Page, User
from catalogue.queries.behind import is_behind
from catalogue.queries.objects import find_object
from catalogue.queries.pages import pages_of, verdicts_of
from catalogue.services.people import shell_user
from catalogue.services.verdicts import give_verdict, withdraw_verdict
from catalogue.states import ObjectState
from cli.errors import NothingToUndoError, OneVerdictError, PageMissingError
from cli.object_report import object_report, print_report
from cli.printing import DONE, LOOK, complain, print_json
from cli.progress import shown_progress
from flows.delivering import deliver
from flows.prefect_server import prefect_server
from flows.running import run_object
from flows.verdicts import remember_verdict
from schemas.errors import LibraryError
from schemas.findings import Verdict
from settings.work import work_settings

UNDO = "undo"
OPTIONS = ("--accept", "--original-defect", "--mend", "--rescan", "--reject", "--undo")


@dataclass(frozen=True, slots=True)
class ReviewCall:
    """The options of one call."""

    name: str
    page: int | None
    chosen: tuple[str, ...]
    note: str
    as_json: bool


def run(call: ReviewCall) -> int:
    """Give or take back one verdict; an object that is ready then is delivered at once."""
    if len(call.chosen) != 1:
        raise OneVerdictError(options=", ".join(OPTIONS))
    [choice] = call.chosen
    row = find_object(call.name)
    page = page_at(row, call.page) if call.page is not None else None
    user = shell_user(getpass.getuser())
    if choice == UNDO:
        undo(row, page, user, call.note)
    else:
        decide(row, page, Verdict(choice), user, call.note)
    status = DONE
    if row.state == ObjectState.READY:
        try:
            hand_over(row, user)
        except LibraryError as error:
            complain(error)
            status = LOOK
    report = object_report(row.object_id)
    if call.as_json:
        print_json(report)
    else:
        print_report(report)
    return status if report["state"] in ("Ready", "Delivered", "Withdrawn") else LOOK


def hand_over(row: DigitalObject, user: User) -> None:
    """Deliver an object that is ready; what people know since is stored first.

    Raises:
        LibraryError: the receiver would refuse it, or it could not be stored anew.
    """
    settings = work_settings()
    if not is_behind(row):
        deliver(row.object_id, settings, by=user)
        return
    with prefect_server(settings.home.prefect), shown_progress(settings.home.work) as watch:
        error = run_object(row.object_id, settings, watch, again=True)
    if error is not None:
        raise error


def page_at(row: DigitalObject, sequence: int) -> Page:
    """The page at this place in the order.

    Raises:
        PageMissingError: the object has no such page.
    """
    page = pages_of(row).filter(sequence=sequence).first()
    if page is None:
        raise PageMissingError(object_id=row.object_id, page=sequence, pages=row.page_count)
    return page


def decide(row: DigitalObject, page: Page | None, verdict: Verdict, user: User, note: str) -> None:
    """Give the verdict and write it into the object's journal in storage."""
    given = give_verdict(row, verdict, by=user, now=datetime.now(UTC), page=page, note=note)
    remember_verdict(row, given, work_settings().storage)


def undo(row: DigitalObject, page: Page | None, user: User, note: str) -> None:
    """Take back the last verdict that stands.

    Raises:
        NothingToUndoError: there is none.
    """
    standing = verdicts_of(row).filter(withdraws=None, withdrawn_by=None)
    last = (standing.filter(page=page) if page else standing).last()
    if last is None:
        raise NothingToUndoError(object_id=row.object_id)
    withdrawal = withdraw_verdict(last, by=user, now=datetime.now(UTC), note=note)
    remember_verdict(row, withdrawal, work_settings().storage)
    row.refresh_from_db()
