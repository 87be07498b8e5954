"""What the machine knows of arrived scans and of the pages they may belong to, laid together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.interchange import facts_of
from catalogue.models import ArrivedScan, DigitalObject, Page, Scan
from catalogue.queries.pages import pages_of
from catalogue.queries.rescans import RescanLine, rescan_lines
from flows.recording_rescans import arrival_copy, arrival_folder
from pipeline.capture_profiles import get_capture_profile
from pipeline.context import PageContext, PagePart, ScanSource
from pipeline.inspection import PageNotJudged, judge_page
from pipeline.likeness import signatures_when_blurred
from pipeline.naming import has_word
from pipeline.page import PageOutcome, facts_in
from pipeline.placing import (
    SAME_PERCENT,
    NewScan,
    PlacePage,
    WantedPlace,
    printed_numbers,
    propose_places,
)
from pipeline.remains import kept_report
from pipeline.sandbox import Limits
from pipeline.storage import open_root, stored_file
from qa.codes import severity_of
from qa.report import Signature
from qa.volume.duplicates import agreements
from schemas.findings import Severity
from schemas.objects import Material
from schemas.packages import FileUse
from schemas.pages import ImageFacts, RecipePart
from schemas.rescans import Evidence, Placement, PlacementKind
from settings.work import WorkSettings

#: Edges measured on a blurred page come out too narrow rather than too wide, for the measure
#: finds only those that still stand out.
BLUR_FACTORS = (1.0, 1.25, 1.6)
_TELLING = {Evidence.NUMBER, Evidence.NEIGHBOURS, Evidence.CONTENT, Evidence.SAME_FILE}


@dataclass(frozen=True, slots=True)
class MachinePlaces:
    """A place for each scan, and whether the scans may be of another original."""

    places: list[Placement]
    looks_foreign: bool


def placed_by_machine(
    row: DigitalObject,
    scans: Sequence[ArrivedScan],
    outcomes: Sequence[PageOutcome],
    settings: WorkSettings,
) -> MachinePlaces:
    """Propose a place for every scan of an arrival."""
    pages = list(pages_of(row).defer(None))
    lines = rescan_lines(DigitalObject.objects.filter(pk=row.pk))
    wanted = wanted_places(lines, pages)
    before = signatures_before(row, pages, wanted, settings)
    new = [outcome.report.signature if outcome.report else None for outcome in outcomes]
    likeness = agreements(new, [before.get(page.number) for page in pages])
    _see_blurred(row, list(zip(scans, outcomes, strict=True)), pages, before, likeness, settings)
    known = _known_scans(row)
    seen = [_new_scan(scan, outcome, known) for scan, outcome in zip(scans, outcomes, strict=True)]
    places = propose_places(
        seen, wanted, [_place_page(page, before.get(page.number)) for page in pages], likeness
    )
    return MachinePlaces(places, _looks_foreign(seen, wanted, before, places, likeness))


def wanted_places(lines: Sequence[RescanLine], pages: Sequence[Page]) -> list[WantedPlace]:
    """The lines as places in the order of pages; the halves of one spread are one place."""
    listed = {line.page.number for line in lines if line.page and line.verdict}
    if any(line.page is None and line.verdict for line in lines):
        listed |= {page.number for page in pages}
    missing = [line.page.number if line.page else None for line in lines if line.missing]
    places = [WantedPlace(PlacementKind.INSERT, None) for one in missing if one is None]
    cut: set[int] = set()
    for page in pages:
        if page.number in listed and _spread_of(page) not in cut:
            places.append(WantedPlace(PlacementKind.REPLACE, page.number))
            cut |= {_spread_of(page)} - {0}
        places += [WantedPlace(PlacementKind.INSERT, one) for one in missing if one == page.number]
    return places


def _spread_of(page: Page) -> int:
    """The scan that a page is cut from; 0 where it is a whole scan, or several."""
    parts = list(page.parts.all())
    return parts[0].scan_id if len(parts) == 1 and parts[0].crop else 0


def signatures_before(
    row: DigitalObject,
    pages: Sequence[Page],
    wanted: Sequence[WantedPlace],
    settings: WorkSettings,
) -> dict[int, Signature]:
    """What each page showed so far, by its number; pages that are not wanted only where known.

    A page cut from a spread is known by the whole of it: so it comes again.
    """
    kept = settings.home.markers / row.name
    asked = {place.page for place in wanted if place.kind is PlacementKind.REPLACE}
    found: dict[int, Signature] = {}
    for page in pages:
        cut = _spread_of(page)
        report = None if cut else kept_report(kept, f"p{page.number:04d}")
        if report is None and page.number in asked:
            signature = _looked_at(row, page, settings)
        else:
            signature = report.signature if report else None
        if signature is not None and not signature.blank:
            found[page.number] = signature
    return found


def _looked_at(row: DigitalObject, page: Page, settings: WorkSettings) -> Signature | None:
    """The signature of the page's first scan as it stands in storage; None where it has none."""
    part = page.parts.all()[0]
    file = row.files.filter(
        use__in=(FileUse.MASTER, FileUse.SUPERSEDED), original_name=part.scan.file
    ).first()
    facts = facts_of(part.scan)
    if file is None or facts is None:
        return None
    folder = settings.home.cache / "looked" / row.name / f"s{part.scan.number:04d}"
    folder.mkdir(parents=True, exist_ok=True)
    path = stored_file(open_root(settings.storage), row.object_id, file.logical_path, folder)
    source = ScanSource(part.scan.number, path, part.scan.image_in_file, part.scan.sha512, facts)
    context = PageContext(
        object_id=row.object_id,
        page_id=row.object_id,
        sequence=page.sequence,
        folder=folder,
        parts=(PagePart(source, RecipePart(part.scan.number)),),
        material=Material(row.material),
    )
    try:
        return judge_page(context).signature
    except PageNotJudged:
        return None


def _see_blurred(
    row: DigitalObject,
    arrived: Sequence[tuple[ArrivedScan, PageOutcome]],
    pages: Sequence[Page],
    before: Mapping[int, Signature],
    likeness: list[list[float]],
    settings: WorkSettings,
) -> None:
    """Compare pages that were out of focus with the scans as they would look so blurred."""
    blurs = {number: blur for number, blur in _blurs(row).items() if number in before}
    sigmas = sorted({blur * factor for blur in blurs.values() for factor in BLUR_FACTORS})
    limits = Limits(cpu_seconds=settings.page_seconds, wall_seconds=settings.page_seconds)
    for at, (scan, outcome) in enumerate(arrived):
        copy = arrival_copy(arrival_folder(settings.home, row, scan.arrival), scan)
        facts = arrived_facts(scan, outcome)
        if facts is None or not outcome.has_image:
            continue
        seen = signatures_when_blurred(copy, scan.image_in_file, facts, sigmas, limits=limits)
        blurred = dict(zip(sigmas, seen, strict=False))
        for column, page in enumerate(pages):
            own = [blurred.get(blurs.get(page.number, 0.0) * factor) for factor in BLUR_FACTORS]
            percents = agreements(own, [before.get(page.number)])
            likeness[at][column] = max(likeness[at][column], *(one for [one] in percents))


def arrived_facts(scan: ArrivedScan, outcome: PageOutcome) -> ImageFacts | None:
    """What the header of an arrived scan says."""
    taken = dict(outcome.captured).get(scan.file_number)
    source = ScanSource(scan.position, Path(), scan.image_in_file)
    return facts_in(taken, source) if taken else None


def _blurs(row: DigitalObject) -> dict[int, float]:
    """By page number, how wide edges are on pages found out of focus."""
    found = row.findings.filter(
        code__startswith="QA-FOCUS", unit="px", measured__gt=0, page__isnull=False
    )
    rows = found.order_by("measured").values_list("page__number", "measured")
    return {number: round(measured, 1) for number, measured in rows if measured}


def _known_scans(row: DigitalObject) -> set[tuple[str, int]]:
    """The scans of which pages are made now."""
    used = Scan.objects.filter(parts__page__in=pages_of(row).order_by().values("pk"))
    return set(used.values_list("sha512", "image_in_file"))


def _new_scan(scan: ArrivedScan, outcome: PageOutcome, known: set[tuple[str, int]]) -> NewScan:
    signature = outcome.report.signature if outcome.report else None
    words = get_capture_profile("flat").targets
    return NewScan(
        numbers=printed_numbers(outcome.text),
        is_target=has_word(Path(scan.file).stem, words),
        is_readable=outcome.has_image,
        is_known=(scan.sha512, scan.image_in_file) in known,
        is_faulty=any(severity_of(one.code) is Severity.ERROR for one in outcome.findings),
        shows_something=signature is not None and not signature.blank,
    )


def _place_page(page: Page, before: Signature | None) -> PlacePage:
    numbers = printed_numbers(page.text)
    printed = int(page.label) if page.label.isdecimal() else None
    if printed is None and len(numbers) == 1:
        printed = numbers[0]
    return PlacePage(page.number, page.sequence, printed, can_be_compared=before is not None)


def _looks_foreign(
    scans: Sequence[NewScan],
    wanted: Sequence[WantedPlace],
    before: Mapping[int, Signature],
    places: Sequence[Placement],
    likeness: Sequence[Sequence[float]],
) -> bool:
    """Whether pages could be compared, and neither their content nor their number was found."""
    if any(
        _TELLING & set(place.evidence) or Evidence.SAME_FILE in place.evidence for place in places
    ):
        return False
    asked = {place.page for place in wanted if place.kind is PlacementKind.REPLACE}
    comparable = [scan for scan in scans if scan.shows_something and not scan.is_target]
    if not comparable or not asked & before.keys():
        return False
    return max((value for row in likeness for value in row), default=0.0) < SAME_PERCENT
