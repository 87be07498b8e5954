"""What people wrote of one page, as rows: to be listed, and to be taken back."""

from collections.abc import Sequence

from catalogue.interchange import recipe_json, recipe_of
from catalogue.models import Correction, Page, PageTranscription
from catalogue.queries.human_text import STORED


def corrections_in_force(page: Page) -> list[Correction]:
    """The corrections that nobody took back, oldest first, with who made them."""
    return list(page.corrections.filter(undone_at=None).select_related("by").order_by("id"))


def placed(page: Page, rows: Sequence[Correction]) -> list[Correction]:
    """Those made on the image that the page has now."""
    recipe = recipe_json(recipe_of(page))
    return [row for row in rows if row.recipe == recipe]


def states_of(page: Page) -> list[PageTranscription]:
    """Every state of the page's transcription, the newest first."""
    return list(page.transcriptions.select_related("by").order_by("-id"))


def is_being_remade(page: Page) -> bool:
    """Whether the page's recipe changed after its object was last stored."""
    change = page.recipe_changes.order_by("-id").values_list("at", flat=True).first()
    if change is None:
        return False
    changes = page.digital_object.state_changes.filter(trigger__in=STORED)
    stored = changes.order_by("-id").values_list("at", flat=True).first()
    return stored is None or change > stored
