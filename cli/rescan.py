"""``skrynia rescan``: rescans come in, are confirmed, discarded, or taken back."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from catalogue.models import ArrivedScan, DigitalObject, Page, RescanArrival, User
from catalogue.models.rescans import ArrivalState
from catalogue.queries.objects import find_object
from catalogue.queries.rescans import arrivals_of, open_arrival, rescan_lines
from catalogue.rescan_errors import NoArrivalError, UnknownPlaceError
from catalogue.services.arrivals import choose_place, discard_arrival, is_doubtful
from catalogue.services.missing_pages import ask_for_missing_page
from catalogue.services.people import shell_user
from catalogue.services.rescans import confirm_arrival, undo_arrival
from catalogue.states import ObjectState
from cli.errors import OneRescanActError
from cli.language import _
from cli.object_report import object_report, print_report
from cli.printing import DONE, LOOK, answers, complain, escaped, notice, print_json
from cli.progress import Watch, shown_progress
from cli.review import page_at
from flows.prefect_server import prefect_server
from flows.recording import rescans_in_work
from flows.rescanning import receive_rescans, tidy_arrivals
from flows.running import run_object
from flows.verdicts import remember_rescan
from schemas.rescans import EVIDENCE_SAID, Evidence, PlacementKind
from settings.work import work_settings

ACTS = ("FOLDER", "--confirm", "--discard", "--undo", "--missing-after")


@dataclass(frozen=True, slots=True)
class RescanCall:
    """The options of one call."""

    name: str
    folder: Path | None
    places: tuple[str, ...]
    confirm: bool
    discard: bool
    undo: bool
    missing_after: int | None
    note: str
    anyway: bool
    as_json: bool


def run(call: RescanCall) -> int:
    """Do one thing to the rescans of one object, and show how they stand."""
    row = find_object(call.name)
    user = shell_user(getpass.getuser())
    require_one_act(call)
    if call.missing_after is not None:
        ask_for_missing(row, call.missing_after, user, call.note)
    elif call.discard:
        discard_arrival(row, by=user, now=datetime.now(UTC))
        tidy_arrivals(row, work_settings().home)
    elif call.undo:
        return undo(row, call, user)
    elif call.folder is not None:
        receive(row, call, user)
    if call.places:
        place_scans(row, call.places, user)
    if call.confirm:
        return confirm(row, call, user)
    return report(row, as_json=call.as_json)


def require_one_act(call: RescanCall) -> None:
    """See that the call asks for things that go together.

    Raises:
        OneRescanActError: it asks for several that do not.
    """
    apart = (call.discard, call.undo, call.missing_after is not None)
    together = call.folder is not None or bool(call.places) or call.confirm
    if sum(apart) > 1 or (any(apart) and together):
        raise OneRescanActError(options=", ".join(ACTS))


def ask_for_missing(row: DigitalObject, sequence: int, user: User, note: str) -> None:
    """Put a page that the object lacks on the rescan list; after 0 it belongs before the first."""
    after = page_at(row, sequence) if sequence else None
    ask_for_missing_page(row, after, by=user, now=datetime.now(UTC), note=note)


def receive(row: DigitalObject, call: RescanCall, user: User) -> None:
    """Take the folder in, with progress."""
    assert call.folder is not None
    settings = work_settings()

    def follow(watch: Watch, folder: Path, scans: int) -> None:
        watch.folder, watch.pages = folder, scans

    with shown_progress(settings.home.work) as watch:
        receive_rescans(
            row,
            call.folder,
            settings,
            by=user,
            anyway=call.anyway,
            watch=lambda folder, scans: follow(watch, folder, scans),
        )


def place_scans(row: DigitalObject, places: tuple[str, ...], user: User) -> None:
    """Set places by hand: ``2=7`` (scan 2 is page 7), ``2=after 7``, ``2=none``.

    Raises:
        NoArrivalError: no scans wait.
        UnknownPlaceError: what stands there is no place.
    """
    arrival = open_arrival(row)
    if arrival is None or arrival.state != ArrivalState.PROPOSED:
        raise NoArrivalError(object_id=row.object_id)
    scans = {str(scan.position): scan for scan in arrival.scans.select_related("arrival")}
    for wish in places:
        position, _sign, place = wish.partition("=")
        scan = scans.get(position.strip())
        if scan is None:
            raise UnknownPlaceError(object_id=row.object_id, place=wish)
        choose_place(scan, *place_named(row, place.strip()), by=user)


def place_named(row: DigitalObject, text: str) -> tuple[PlacementKind, Page | None]:
    """The place that is written so; pages by their place in the order.

    Raises:
        UnknownPlaceError: none is.
    """
    if text == "none":
        return PlacementKind.NONE, None
    word, _space, number = text.rpartition(" ")
    if not number.isdecimal() or word not in ("", "after"):
        raise UnknownPlaceError(object_id=row.object_id, place=text)
    if word == "after":
        return PlacementKind.INSERT, page_at(row, int(number)) if int(number) else None
    return PlacementKind.REPLACE, page_at(row, int(number))


def confirm(row: DigitalObject, call: RescanCall, user: User) -> int:
    """Confirm what waits; what was confirmed by a call that was killed is only carried on."""
    begun = rescans_in_work(row)
    if begun is None or begun.state != ArrivalState.CONFIRMED:
        arrival = confirm_arrival(row, by=user, now=datetime.now(UTC))
        if arrival.state == ArrivalState.DISCARDED:
            tidy_arrivals(row, work_settings().home)
            return report(row, as_json=call.as_json)
        remember_rescan(row, arrival, work_settings().storage)
    return work_through(row, call)


def undo(row: DigitalObject, call: RescanCall, user: User) -> int:
    """Take the last confirmed rescans back; an undoing that was killed is only carried on."""
    begun = rescans_in_work(row)
    if begun is None or begun.state != ArrivalState.UNDONE:
        arrival = undo_arrival(row, by=user, now=datetime.now(UTC))
        remember_rescan(row, arrival, work_settings().storage)
    return work_through(row, call)


def work_through(row: DigitalObject, call: RescanCall) -> int:
    """Take the object through its steps again, as its pages are made now."""
    settings = work_settings()
    with prefect_server(settings.home.prefect), shown_progress(settings.home.work) as watch:
        error = run_object(row.object_id, settings, watch, again=True)
    if error is not None:
        complain(error)
    row.refresh_from_db()
    if call.as_json:
        report(row, as_json=True)
    else:
        print_report(object_report(row.object_id))
    is_good = row.state in (ObjectState.READY, ObjectState.DELIVERED)
    return DONE if error is None and is_good else LOOK


def report(row: DigitalObject, *, as_json: bool) -> int:
    """How the rescans of the object stand; 1 where a person must look."""
    row.refresh_from_db()
    arrival = open_arrival(row) or arrivals_of(row).last()
    waiting = len(rescan_lines(DigitalObject.objects.filter(pk=row.pk)))
    document = {
        "object_id": row.object_id,
        "state": row.state,
        "waiting_lines": waiting,
        "arrival": arrival_document(arrival) if arrival else None,
    }
    if as_json:
        print_json(document)
    else:
        print_arrival(row, arrival, waiting)
    if arrival is None or arrival.state != ArrivalState.PROPOSED:
        return DONE
    return LOOK if any(is_doubtful(scan) for scan in arrival.scans.all()) else DONE


def arrival_document(arrival: RescanArrival) -> dict[str, Any]:
    """An arrival in JSON, by the contract."""
    scans = [scan_document(scan) for scan in arrival.scans.select_related("page", "scan")]
    return {
        "number": arrival.number,
        "state": arrival.state,
        "folder": arrival.source_folder,
        "at": arrival.at.isoformat(),
        "by": arrival.by.get_username(),
        "doubtful": sum(scan["doubtful"] for scan in scans),
        "scans": scans,
    }


def scan_document(scan: ArrivedScan) -> dict[str, Any]:
    """One arrived scan in JSON."""
    return {
        "position": scan.position,
        "file": scan.file,
        "page_in_file": scan.image_in_file + 1,
        "printed_number": scan.printed_number or None,
        "kind": scan.kind or None,
        "page": scan.page.sequence if scan.page else None,
        "confidence": scan.confidence,
        "doubtful": is_doubtful(scan),
        "evidence": [
            {"reason": one, "message": _(EVIDENCE_SAID[Evidence(one)])} for one in scan.evidence
        ],
        "findings": [one["code"] for one in scan.findings],
        "scan": scan.scan.number if scan.scan else None,
    }


def print_arrival(row: DigitalObject, arrival: RescanArrival | None, waiting: int) -> None:
    """The arrival for people: each scan with its place, and what to do next."""
    answers.print(f"[bold]{escaped(row.title)}[/]  {row.object_id}")
    if arrival is None or arrival.state != ArrivalState.PROPOSED:
        answers.print(_("On the rescan list: {n}.").format(n=waiting))
        return
    table = Table(_("Scan"), _("File"), _("Place"), _("Sure"), _("Why"))
    scans = list(arrival.scans.select_related("page"))
    for scan in scans:
        why = " ".join(_(EVIDENCE_SAID[Evidence(one)]) for one in scan.evidence)
        sure = f"{round(scan.confidence * 100)} %" + (" [yellow]![/]" if is_doubtful(scan) else "")
        table.add_row(str(scan.position), escaped(scan.file), said_place(scan), sure, why)
    answers.print(table)
    if any(is_doubtful(scan) for scan in scans):
        notice(_("Doubtful places are marked with “!”: look at them in the site, or use --place."))
    else:
        notice(_("Nothing is doubtful: skrynia rescan {name} --confirm").format(name=row.name))


def said_place(scan: ArrivedScan) -> str:
    """The place in words."""
    if scan.kind == PlacementKind.REPLACE and scan.page:
        return _("page {n}").format(n=scan.page.sequence)
    if scan.kind == PlacementKind.INSERT:
        return _("new page after {n}").format(n=scan.page.sequence if scan.page else 0)
    return _("no page")
