"""An arrival of rescans as it is shown: old and new side by side, why, and where to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.interchange import region_of
from catalogue.judgement import JUDGEABLE
from catalogue.models import ArrivedScan, DigitalFile, DigitalObject, FlowRequest, RescanArrival
from catalogue.models.requests import RequestState
from catalogue.models.rescans import ArrivalState
from catalogue.queries.rescans import arrivals_of, open_arrival
from catalogue.rights import Act
from catalogue.services.arrivals import is_doubtful
from qa.codes import sentence
from schemas.findings import Finding
from schemas.packages import FileUse
from schemas.rescans import EVIDENCE_SAID, Evidence, PlacementKind
from schemas.texts import N_
from settings.home import Home
from web.requests import RESCAN
from web.rescan_list import lines_of
from web.rescan_words import SaidLine, day_of, named, said_placement
from web.wording import kept_together, number

KINDS: dict[str, str] = {
    PlacementKind.REPLACE: N_("In the place of page"),
    PlacementKind.INSERT: N_("New page after page"),
    PlacementKind.NONE: N_("Belongs to no page"),
}
ARRIVALS: dict[str, str] = {
    ArrivalState.ARRIVING: N_("being looked at"),
    ArrivalState.PROPOSED: N_("waits to be confirmed"),
    ArrivalState.CONFIRMED: N_("confirmed"),
    ArrivalState.UNDONE: N_("undone"),
    ArrivalState.DISCARDED: N_("discarded"),
}


@dataclass(frozen=True, slots=True)
class ScanSight:
    """One arrived scan beside the page it is to replace."""

    position: int
    file: str
    place: str
    percent: int
    is_doubtful: bool
    evidence: list[tuple[str, bool]]
    """In words, and whether it makes doubtful."""
    findings: list[str]
    printed_number: str
    kind: str
    sequence: int | None
    image_url: str
    old_image_url: str
    old_url: str
    reasons: list[str]
    """Why the page is wanted."""
    place_url: str


@dataclass(frozen=True, slots=True)
class PastArrival:
    """One line of the history."""

    number: int
    day: str
    who: str
    folder: str
    state: str


@dataclass(frozen=True, slots=True)
class ArrivalSight:
    """Everything the screen shows."""

    lines: list[SaidLine]
    scans: list[ScanSight]
    is_open: bool
    is_busy: bool
    """The worker has them, or is about to."""
    error: str
    """Why the last request for it failed."""
    doubtful: int
    first_doubtful: int
    """The position of the first doubtful scan, which a key decides; 0 where none is."""
    folder: str
    past: list[PastArrival]
    can_act: bool
    can_confirm: bool
    can_undo: bool
    inbox: list[str]
    inbox_path: str
    kinds: list[tuple[str, str]]
    page_count: int


def arrival_sight(digital_object: DigitalObject, acts: frozenset[Act], home: Home) -> ArrivalSight:
    """Gather what the screen shows."""
    arrival = open_arrival(digital_object)
    proposed = arrival is not None and arrival.state == ArrivalState.PROPOSED
    lines = lines_of(digital_object)
    scans = _scans(digital_object, arrival, lines) if arrival and proposed else []
    request = _last_request(digital_object)
    busy = request is not None and request.state in (RequestState.WAITING, RequestState.TAKEN)
    past = list(arrivals_of(digital_object).order_by("-id"))
    doubtful = sum(scan.is_doubtful for scan in scans)
    can_act = Act.RESCAN in acts
    at_rest = digital_object.state in JUDGEABLE
    undoable = any(one.state == ArrivalState.CONFIRMED for one in past)
    return ArrivalSight(
        lines=lines,
        scans=scans,
        is_open=proposed,
        is_busy=busy,
        error=_error_of(request),
        doubtful=doubtful,
        first_doubtful=next((scan.position for scan in scans if scan.is_doubtful), 0),
        folder=arrival.source_folder if arrival else "",
        past=[_past(one) for one in past],
        can_act=can_act,
        can_confirm=can_act and proposed and not doubtful and at_rest,
        can_undo=can_act and at_rest and undoable and not proposed,
        inbox=folders_in(home),
        inbox_path=str(home.inbox),
        kinds=[(value, gettext(label)) for value, label in KINDS.items()],
        page_count=digital_object.page_count,
    )


def folders_in(home: Home) -> list[str]:
    """The folders that lie in the inbox, by name."""
    if not home.inbox.is_dir():
        return []
    return sorted(
        path.name
        for path in home.inbox.iterdir()
        if path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    )


def _scans(
    digital_object: DigitalObject, arrival: RescanArrival, lines: list[SaidLine]
) -> list[ScanSight]:
    reasons = {
        line.line.page.pk: [*line.reasons, *filter(None, (line.line.note,))]
        for line in lines
        if line.line.page and line.line.verdict
    }
    rows = list(arrival.scans.select_related("page"))
    with_image = set(
        DigitalFile.objects.filter(
            page__in=[row.page_id for row in rows], use=FileUse.ACCESS
        ).values_list("page_id", flat=True)
    )
    return [_scan(digital_object, arrival, row, reasons, with_image) for row in rows]


def _scan(
    digital_object: DigitalObject,
    arrival: RescanArrival,
    row: ArrivedScan,
    reasons: dict[int, list[str]],
    with_image: set[int],
) -> ScanSight:
    name, page = digital_object.name, row.page
    old = reverse("image", args=[name, page.number]) if page and page.pk in with_image else ""
    known = [Evidence(one) for one in row.evidence]
    return ScanSight(
        position=row.position,
        file=row.file,
        place=said_placement(row.kind, page.sequence if page else None, gettext),
        percent=round(row.confidence * 100),
        is_doubtful=is_doubtful(row),
        evidence=[(gettext(EVIDENCE_SAID[one]), one.is_doubt) for one in known],
        findings=[_said_finding(one) for one in row.findings],
        printed_number=row.printed_number,
        kind=row.kind,
        sequence=page.sequence if page else None,
        image_url=reverse("rescan-image", args=[name, arrival.number, row.position])
        if row.has_image
        else "",
        old_image_url=f"{old}/full/!1400,1400/0/default.jpg" if old else "",
        old_url=reverse("page", args=[name, page.number]) if page else "",
        reasons=reasons.get(page.pk, []) if page and row.kind == PlacementKind.REPLACE else [],
        place_url=reverse("rescan-place", args=[name, row.position]),
    )


def _said_finding(stored: dict[str, object]) -> str:
    values = {name: stored.get(name) for name in ("measured", "limit")}
    facts = stored.get("facts")
    finding = Finding(
        code=str(stored["code"]),
        measured=_number(values["measured"]),
        limit=_number(values["limit"]),
        region=region_of(None),
        facts=dict(facts) if isinstance(facts, dict) else {},
    )
    return kept_together(sentence(finding, gettext, number))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _last_request(digital_object: DigitalObject) -> FlowRequest | None:
    return digital_object.flow_requests.filter(kind=RESCAN).order_by("id").last()


def _error_of(request: FlowRequest | None) -> str:
    if request is None or request.state != RequestState.FAILED:
        return ""
    return str(request.outcome.get("error", ""))


def _past(arrival: RescanArrival) -> PastArrival:
    return PastArrival(
        number=arrival.number,
        day=day_of(arrival.undone_at or arrival.closed_at or arrival.at),
        who=named(arrival.undone_by or arrival.closed_by or arrival.by),
        folder=arrival.source_folder,
        state=gettext(ARRIVALS[arrival.state]),
    )
