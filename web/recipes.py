"""Recipes that the site changes: turning a page by quarters."""

from catalogue.interchange import facts_of, recipe_of
from catalogue.models import Page
from schemas.pages import RecipePart
from web.iiif import ImageSize
from web.regions import ScanShape, turned_part


def can_be_turned(page: Page) -> bool:
    """Whether the page is made of one scan whose size is known."""
    parts = list(page.parts.all())
    return len(parts) == 1 and bool(parts[0].scan.facts)


def turned_recipe(page: Page, degrees: int) -> tuple[RecipePart, ...]:
    """The recipe of a page of one scan, turned clockwise by quarters."""
    [row] = page.parts.all()
    facts = facts_of(row.scan)
    if facts is None:
        return recipe_of(page)
    scan = ScanShape(ImageSize(facts.width_px, facts.height_px), facts.orientation)
    return (turned_part(recipe_of(page)[0], degrees, scan),)
