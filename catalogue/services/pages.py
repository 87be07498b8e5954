"""Pages: laid out from a plan, told how they went, their recipe changed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from catalogue.errors import PageNotFoundError
from catalogue.interchange import recipe_json, recipe_of, region_json
from catalogue.models import DigitalObject, Page, PagePart, RecipeChange, Scan, User
from catalogue.models.quality import FindingScope
from catalogue.outcomes import PageOutcome
from catalogue.plans import PlannedPage
from catalogue.services.findings import count_open_findings, replace_findings
from catalogue.services.locks import lock_object
from schemas.pages import ImageFacts, RecipePart


def add_pages(
    digital_object: DigitalObject, scans: Sequence[Scan], planned: Sequence[PlannedPage]
) -> None:
    """Lay out the pages of a new object; their numbers are given here, once."""
    pages = Page.objects.bulk_create(
        Page(
            digital_object=digital_object,
            number=number,
            sequence=number,
            role=page.role,
            label=page.label,
        )
        for number, page in enumerate(planned, start=1)
    )
    by_number = {scan.number: scan for scan in scans}
    PagePart.objects.bulk_create(
        part
        for page, plan in zip(pages, planned, strict=True)
        for part in _parts(page, plan.parts, by_number)
    )


def _parts(page: Page, recipe: Sequence[RecipePart], scans: Mapping[int, Scan]) -> list[PagePart]:
    return [
        PagePart(
            page=page,
            scan=scans[part.scan_number],
            order=order,
            rotation_degrees=part.rotation_degrees,
            crop=region_json(part.crop),
            below=part.below,
        )
        for order, part in enumerate(recipe, start=1)
    ]


@transaction.atomic
def record_scan_facts(digital_object: DigitalObject, facts: Mapping[int, ImageFacts]) -> None:
    """Keep what the headers of the scans say, by scan number."""
    scans = list(Scan.objects.filter(digital_object=digital_object, number__in=facts))
    for scan in scans:
        scan.facts = asdict(facts[scan.number])
    Scan.objects.bulk_update(scans, ("facts",), batch_size=100)


@transaction.atomic
def record_page_outcome(
    digital_object: DigitalObject, outcome: PageOutcome, *, now: datetime
) -> Page:
    """Keep how a page went; a second telling replaces the first, save what a person settled.

    Raises:
        PageNotFoundError: the object has no such page.
    """
    locked = lock_object(digital_object)
    page = get_page(locked, outcome.number)
    page.state = outcome.state
    page.confidence = outcome.confidence
    page.text = outcome.text
    _keep_reading(page, outcome, now)
    page.role = outcome.role or page.role
    if outcome.label is not None:
        page.label, page.label_is_read = outcome.label, False
    page.save()
    replace_findings(
        locked, FindingScope.PAGE, [(page, found) for found in outcome.findings], now, page=page
    )
    locked.changed_at = now
    locked.save(update_fields=("changed_at",))
    digital_object.open_findings = count_open_findings(locked)
    return page


def _keep_reading(page: Page, outcome: PageOutcome, now: datetime) -> None:
    """How the page was read; what is told again was not read again."""
    languages, reading = " ".join(outcome.languages), outcome.reading and dict(outcome.reading)
    told = (outcome.language, languages, outcome.estimated_error, reading)
    if told == (page.language, page.languages, page.estimated_error, page.reading):
        return
    page.language, page.languages, page.estimated_error, page.reading = told
    page.read_at = now


@transaction.atomic
def change_recipe(
    page: Page, recipe: Sequence[RecipePart], *, by: User, now: datetime, why: str = ""
) -> RecipeChange:
    """Make the page of other parts of the scans; the recipe before stays in its history."""
    locked = lock_object(page.digital_object)
    scans = {scan.number: scan for scan in locked.scans.all()}
    before = recipe_of(page)
    page.parts.all().delete()
    PagePart.objects.bulk_create(_parts(page, recipe, scans))
    return RecipeChange.objects.create(
        page=page,
        before=recipe_json(before),
        after=recipe_json(recipe),
        by=by,
        at=now,
        why=why,
    )


@transaction.atomic
def record_labels(digital_object: DigitalObject, labels: Mapping[int, str]) -> None:
    """Keep printed numbers that were read, by page number; a person's label stays."""
    changed = []
    for page in Page.objects.filter(digital_object=digital_object).defer("text"):
        label = labels.get(page.number, "")
        if (page.label_is_read or not page.label) and page.label != label:
            page.label, page.label_is_read = label, bool(label)
            changed.append(page)
    Page.objects.bulk_update(changed, ("label", "label_is_read"), batch_size=200)


def get_page(digital_object: DigitalObject, number: int) -> Page:
    """The page of this permanent number.

    Raises:
        PageNotFoundError: the object has no such page.
    """
    page = Page.objects.filter(digital_object=digital_object, number=number).first()
    if page is None:
        raise PageNotFoundError(object_id=digital_object.object_id, number=number)
    return page
