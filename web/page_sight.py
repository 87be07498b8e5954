"""One page as it is shown: its findings with numbers and outlines, its text, its neighbours."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.interchange import facts_of, finding_of, page_id, recipe_part_of
from catalogue.models import DigitalFile, DigitalObject, Page, PagePart, QaFinding, Scan
from catalogue.states import PageState
from qa.codes import sentence
from schemas.findings import Region, Severity
from schemas.packages import FileUse
from schemas.pages import RecipePart
from web.iiif import ImageSize
from web.reading_words import ReadingTold, reading_told
from web.regions import ScanShape, page_size, region_on_page
from web.wording import (
    PAGE_ROLES,
    SEVERITIES,
    kept_together,
    number,
    page_heading,
    translated,
    with_unit,
)

WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
#: Tesseract's names of languages and scripts as the web names them.
WEB_LANGUAGES = {
    "lit": "lt", "lav": "lv", "est": "et", "pol": "pl", "rus": "ru", "bel": "be", "deu": "de",
    "frk": "de-Latf", "yid": "yi", "heb": "he", "lat": "la", "eng": "en",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnFinding:
    """A finding with the number by which list and image name it."""

    number: int
    code: str
    severity: str
    severity_label: str
    sentence: str
    measured: str
    limit: str
    version: str
    """Profile and check by which it was found."""
    region: Region | None
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ScanShown:
    """A scan that the page was made of."""

    file: str
    facts: str


@dataclass(frozen=True, slots=True)
class PageSight:
    """Everything the page's screen shows of the page itself."""

    heading: str
    role: str
    label: str
    ark: str
    scans: list[ScanShown]
    width: int
    height: int
    info_url: str
    image_url: str
    placeholder: str
    text: str
    text_language: str
    confidence: str
    reading: ReadingTold
    findings: list[DrawnFinding]
    no_findings: str
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The page's image, and its neighbours on the same screen."""

    heading: str
    label: str
    info_url: str
    image_url: str
    iiif_url: str
    placeholder: str
    text_language: str
    previous_url: str
    next_url: str


def page_links(page: Page, digital_object: DigitalObject, screen: str) -> PageLinks:
    """What a screen beside the page's own needs of the page; ``screen`` names its address."""
    image = _image_url(page, digital_object)
    before, after = (
        reverse(screen, args=[digital_object.name, number]) if number else ""
        for number in _neighbours(page)
    )
    return PageLinks(
        heading=page_heading(page.sequence),
        label=page.label,
        info_url=f"{image}/info.json" if image else "",
        image_url=f"{image}/full/!1400,1400/0/default.jpg" if image else "",
        iiif_url=image,
        placeholder=placeholder_of(page, digital_object),
        text_language=web_language(page),
        previous_url=before,
        next_url=after,
    )


def web_language(page: Page) -> str:
    """The language of the page's text as the web names it; empty where nobody knows."""
    for code in (*page.languages.split(), *page.language.split("+")):
        if code in WEB_LANGUAGES:
            return WEB_LANGUAGES[code]
    return ""


def page_url(name: str, number: int) -> str:
    """The address of a page's screen, by the number that the page keeps for good."""
    return reverse("page", args=[name, number])


def sight_of(page: Page, digital_object: DigitalObject) -> PageSight:
    """Gather what the page's screen shows."""
    parts = list(page.parts.all())
    size = page_size(*_recipe(parts)) if _is_measured(parts) else ImageSize(0, 0)
    image = _image_url(page, digital_object)
    before, after = _neighbours(page)
    return PageSight(
        heading=page_heading(page.sequence),
        role=translated(PAGE_ROLES[page.role]),
        label=page.label,
        ark=page_id(digital_object, page),
        scans=[ScanShown(part.scan.file, _said_facts(part.scan)) for part in parts],
        width=size.width,
        height=size.height,
        info_url=f"{image}/info.json" if image else "",
        image_url=f"{image}/full/!1400,1400/0/default.jpg" if image else "",
        placeholder=placeholder_of(page, digital_object),
        text=page.text,
        text_language=web_language(page),
        confidence=_confidence(page),
        reading=reading_told(page),
        findings=drawn_findings(page, parts),
        no_findings=_no_findings(page),
        previous_url=page_url(digital_object.name, before) if before else "",
        next_url=page_url(digital_object.name, after) if after else "",
    )


def drawn_findings(page: Page, parts: list[PagePart]) -> list[DrawnFinding]:
    """The page's findings, the heaviest first, numbered, their regions laid onto the page."""
    rows = sorted(page.findings.all(), key=lambda row: (WEIGHTS[Severity(row.severity)], row.pk))
    return [_drawn(place, row, parts) for place, row in enumerate(rows, start=1)]


def placeholder_of(page: Page, digital_object: DigitalObject) -> str:
    """Why there is no image yet."""
    if page.state == PageState.FAILED:
        return gettext("This page could not be processed; see its findings.")
    if digital_object.aip_version:
        return gettext("There is no image of this page for viewing.")
    return gettext("The image will appear here as soon as the object is kept.")


def _drawn(place: int, row: QaFinding, parts: list[PagePart]) -> DrawnFinding:
    finding = finding_of(row)
    return DrawnFinding(
        number=place,
        code=row.code,
        severity=row.severity,
        severity_label=translated(SEVERITIES[row.severity]),
        sentence=kept_together(sentence(finding, gettext, number)),
        measured=with_unit(row.measured, row.unit),
        limit=with_unit(row.limit, row.unit),
        version=row.check_version,
        region=_on_page(finding.region, parts),
        is_settled=row.is_settled,
    )


def _on_page(region: Region | None, parts: list[PagePart]) -> Region | None:
    if region is None or not _is_measured(parts):
        return None
    return region_on_page(region, parts[0].scan.number, *_recipe(parts))


def _is_measured(parts: list[PagePart]) -> bool:
    return bool(parts) and all(part.scan.facts for part in parts)


def _recipe(parts: list[PagePart]) -> tuple[list[RecipePart], dict[int, ScanShape]]:
    shapes = {part.scan.number: _shape(part.scan) for part in parts}
    return [recipe_part_of(part) for part in parts], shapes


def _shape(scan: Scan) -> ScanShape:
    facts = facts_of(scan)
    if facts is None:
        return ScanShape(ImageSize(0, 0))
    return ScanShape(ImageSize(facts.width_px, facts.height_px), facts.orientation)


def _said_facts(scan: Scan) -> str:
    facts = facts_of(scan)
    if facts is None:
        return ""
    size = f"{facts.width_px} × {facts.height_px} px"
    depth = f"{facts.channels} × {facts.bits_per_channel} bit"
    resolution = f"{number(round(facts.ppi_x, 1))} ppi" if facts.ppi_x else ""
    return " · ".join(filter(None, (size, resolution, depth)))


def _image_url(page: Page, digital_object: DigitalObject) -> str:
    if not DigitalFile.objects.filter(page=page, use=FileUse.ACCESS).exists():
        return ""
    return reverse("image", args=[digital_object.name, page.number])


def _neighbours(page: Page) -> tuple[int | None, int | None]:
    others = Page.objects.filter(digital_object=page.digital_object_id).exclude(
        state=PageState.SUPERSEDED
    )
    before = others.filter(sequence__lt=page.sequence).order_by("-sequence")
    after = others.filter(sequence__gt=page.sequence).order_by("sequence")
    first, second = (rows.values_list("number", flat=True).first() for rows in (before, after))
    return first, second


def _confidence(page: Page) -> str:
    if page.confidence is None:
        return ""
    return gettext("confidence {percent} %").format(percent=number(round(page.confidence * 100)))


def _no_findings(page: Page) -> str:
    if page.state == PageState.WAITING:
        return gettext("This page has not been judged yet.")
    return gettext("The checks found nothing to remark on this page.")
