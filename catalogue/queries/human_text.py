"""What people wrote, in force: as values that are laid over what the machine read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from catalogue.interchange import recipe_json, recipe_of, region_of
from catalogue.models import Correction, DigitalObject, Page, PageTranscription
from catalogue.states import Trigger
from schemas.human_text import (
    TextCorrection,
    TranscribedLine,
    Transcription,
    TranscriptionStatus,
)

#: After these the text stands in storage as it was then.
STORED = (Trigger.PASS, Trigger.FLAG)


@dataclass(frozen=True, slots=True)
class HumanText:
    """The layers of one page; ``unplaced`` were made on another image of the page."""

    corrections: tuple[TextCorrection, ...] = ()
    transcription: Transcription | None = None
    unplaced: tuple[TextCorrection, ...] = ()


NOTHING_WRITTEN = HumanText()


def human_text_of(pages: Iterable[Page]) -> Mapping[int, HumanText]:
    """The layers of pages by their primary key; pages without any are left out."""
    by_key = {page.pk: page for page in pages}
    corrections: dict[int, list[Correction]] = {}
    rows = Correction.objects.filter(page__in=by_key, undone_at=None).select_related("by")
    for row in rows.order_by("id"):
        corrections.setdefault(row.page_id, []).append(row)
    last: dict[int, PageTranscription] = {}
    for state in PageTranscription.objects.filter(page__in=by_key).select_related("by"):
        last[state.page_id] = state
    found = {}
    for key in corrections.keys() | last.keys():
        layers = _layers(by_key[key], corrections.get(key, []), last.get(key))
        if layers != NOTHING_WRITTEN:
            found[key] = layers
    return found


def text_is_behind(digital_object: DigitalObject) -> bool:
    """Whether people wrote, or took back, something that is not in what was last stored.

    What was written while a run went on may have come too late for it: its beginning counts.
    """
    changes = digital_object.state_changes.order_by("id")
    stored = changes.filter(trigger__in=STORED).last()
    if stored is None:
        return False
    stored = changes.filter(trigger=Trigger.BEGIN, pk__lt=stored.pk).last() or stored
    mine = Q(page__digital_object=digital_object)
    since = Q(at__gt=stored.at) | Q(undone_at__gt=stored.at)
    return (
        Correction.objects.filter(mine & since).exists()
        or PageTranscription.objects.filter(mine, at__gt=stored.at).exists()
    )


def _layers(
    page: Page, corrections: list[Correction], state: PageTranscription | None
) -> HumanText:
    recipe = recipe_json(recipe_of(page))
    placed = tuple(_value(one) for one in corrections if one.recipe == recipe)
    unplaced = tuple(_value(one) for one in corrections if one.recipe != recipe)
    written = _transcription(state) if state is not None and state.lines else None
    return HumanText(placed, written, unplaced)


def _value(row: Correction) -> TextCorrection:
    region = region_of(row.region)
    assert region is not None  # the column is not null
    return TextCorrection(region, row.machine_text, row.text, _name(row), row.at.isoformat())


def _transcription(row: PageTranscription) -> Transcription:
    return Transcription(
        lines=tuple(TranscribedLine(one["text"], region_of(one["region"])) for one in row.lines),
        status=TranscriptionStatus(row.status),
        by=_name(row),
        at=row.at.isoformat(),
        language=row.language,
    )


def _name(row: Correction | PageTranscription) -> str:
    return row.by.get_full_name() or row.by.get_username()
