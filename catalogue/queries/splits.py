"""Openings: one scan from which two pages are cut, and the line between them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from catalogue.interchange import recipe_of
from catalogue.models import Page, PagePart
from catalogue.states import PageState
from schemas.findings import Region


@dataclass(frozen=True, slots=True)
class Opening:
    """Two pages cut side by side from one scan; crops are in pixels of the turned scan."""

    left: Page
    right: Page
    left_crop: Region
    right_crop: Region

    @property
    def line(self) -> int:
        """Where the scan is parted; the middle where the halves overlap or leave a gap."""
        return (self.left_crop.x + self.left_crop.width + self.right_crop.x) // 2

    @property
    def start(self) -> int:
        """The left edge of the left page."""
        return self.left_crop.x

    @property
    def end(self) -> int:
        """The right edge of the right page."""
        return self.right_crop.x + self.right_crop.width


def opening_of(page: Page) -> Opening | None:
    """The opening that a page is one half of; None where it is none."""
    recipe = recipe_of(page)
    if len(recipe) != 1 or recipe[0].crop is None:
        return None
    halves = [(one, crop) for one in _sharing(page) if (crop := _only_crop(one)) is not None]
    if len(halves) != 2:
        return None
    (left, left_crop), (right, right_crop) = sorted(halves, key=lambda half: half[1].x)
    if left_crop.x == right_crop.x:
        return None
    return Opening(left, right, left_crop, right_crop)


def _sharing(page: Page) -> QuerySet[Page]:
    """The object's pages made of the same scan."""
    scans = PagePart.objects.filter(page=page).values("scan")
    return (
        Page.objects.filter(parts__scan__in=scans)
        .exclude(state=PageState.SUPERSEDED)
        .prefetch_related("parts__scan")
        .distinct()
    )


def _only_crop(page: Page) -> Region | None:
    recipe = recipe_of(page)
    return recipe[0].crop if len(recipe) == 1 else None
