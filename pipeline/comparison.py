"""The pages of a judged folder against each other, object by object."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.folders import FolderPlan, PlannedObject
from pipeline.inspected import InspectedPage
from pipeline.paging import PlannedPage
from pipeline.qa import check_volume, labels_of
from qa.volume.pages import VolumePage
from schemas.findings import Finding
from schemas.objects import Material


def compared(
    pages: Sequence[InspectedPage], plan: FolderPlan, material: Material
) -> tuple[InspectedPage, ...]:
    """The pages with what shows only between them, and with their printed numbers."""
    return tuple(
        page
        for number, some in groupby(pages, key=lambda page: page.object_number)
        for page in _compared_in_object(list(some), plan.objects[number], material)
    )


def _compared_in_object(
    pages: list[InspectedPage], planned: PlannedObject, material: Material
) -> Iterator[InspectedPage]:
    """Of a page of several shots the first stands for it."""
    first = {page.sequence: page for page in reversed(pages)}
    in_order = sorted(first)
    volume = [_volume_page(first[n], planned.pages[n - 1]) for n in in_order]
    labels = {in_order[position]: label for position, label in labels_of(volume).items()}
    across: dict[int, list[Finding]] = {}
    for found in check_volume(volume, material):
        across.setdefault(in_order[found.position], []).append(found.finding)
    for page in pages:
        is_first = first[page.sequence] is page
        yield replace(
            page,
            across=tuple(across.get(page.sequence, ()) if is_first else ()),
            label=labels.get(page.sequence, ""),
        )


def _volume_page(page: InspectedPage, planned: PlannedPage) -> VolumePage:
    return VolumePage(
        report=page.report,
        labels=page.labels,
        known_label=planned.label,
        role=planned.role,
        file_name=page.path,
        image_in_file=page.scan.image_in_file,
        facts=page.scan.facts,
    )
