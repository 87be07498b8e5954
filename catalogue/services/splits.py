"""The line that parts an opening into two pages: moved, and put back."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from catalogue.errors import SplitRefusedError
from catalogue.interchange import recipe_of, recipe_of_json
from catalogue.models import Page, User
from catalogue.queries.splits import Opening
from catalogue.services.pages import change_recipe
from schemas.findings import Region

#: A half keeps at least this share of the opening.
MIN_SHARE = 0.05


@transaction.atomic
def move_split(opening: Opening, line: int, *, by: User, now: datetime) -> None:
    """Part an opening elsewhere; the recipes before stay in the pages' history.

    Args:
        opening: the two pages.
        line: pixels from the left edge of the turned scan.
        by: who says so.
        now: this moment.

    Raises:
        SplitRefusedError: the line would leave one of the pages with nothing.
    """
    room = round((opening.end - opening.start) * MIN_SHARE)
    if not opening.start + room <= line <= opening.end - room:
        raise SplitRefusedError(
            line=line, first=opening.start + room, last=opening.end - room
        )  # fmt: skip
    left, right = opening.left_crop, opening.right_crop
    _crop(opening.left, replace(left, width=line - left.x), by, now)
    _crop(opening.right, replace(right, x=line, width=opening.end - line), by, now)


@transaction.atomic
def put_back_recipe(page: Page, *, by: User, now: datetime) -> bool:
    """Make a page as it was before the last change of its recipe; False where there was none."""
    last = page.recipe_changes.last()
    if last is None:
        return False
    change_recipe(page, recipe_of_json(last.before), by=by, now=now, why="undone")
    return True


def _crop(page: Page, crop: Region, by: User, now: datetime) -> None:
    [part] = recipe_of(page)
    change_recipe(page, [replace(part, crop=crop)], by=by, now=now, why=f"split at {crop.x}")
