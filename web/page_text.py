"""The text of a page in its layers: out of storage what the machine read, what people wrote."""

from datetime import datetime

from catalogue.errors import NoReadTextError, PageRemadeError
from catalogue.interchange import facts_of, recipe_part_of
from catalogue.models import DigitalObject, Page
from catalogue.queries.page_writing import is_being_remade
from catalogue.search.indexing import index_page
from catalogue.services.human_text import show_text
from catalogue.services.page_words import TextLayers
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.pages import PageText
from web.iiif import ImageSize
from web.regions import ScanShape, page_size
from web.stored import stored_files

#: A page whose size nobody knows: only the proportions of its lines are seen.
UNKNOWN = ImageSize(1000, 1400)


def layers_of(page: Page) -> TextLayers:
    """What the machine read of a page and what people wrote of it; the page with its object."""
    machine = machine_text_of(page.digital_object, page.number)
    if machine is None:
        size = size_of(page)
        machine = PageText(size.width, size.height, ())
    return TextLayers(machine).with_present(page)


def machine_text_of(digital_object: DigitalObject, number: int) -> PageText | None:
    """What the machine read, as it is stored; None where it read nothing, or it is damaged."""
    if not digital_object.aip_version:
        return None
    for place in ("machine", "text"):
        name = f"{place}/p{number:04d}.xml"
        path = stored_files().path(digital_object.object_id, digital_object.aip_version, name)
        if path is None:
            continue
        try:
            text = parse_alto(path.read_bytes(), name=name)
        except LibraryError:  # damage is for verify to tell; a page can be transcribed all the same
            return None
        # Of a page that the machine did not read, only what people wrote is stored.
        return None if text.history else text
    return None


def size_of(page: Page) -> ImageSize:
    """The size of the page's image."""
    parts = list(page.parts.all())
    facts = {part.scan.number: facts_of(part.scan) for part in parts}
    shapes = {
        number: ScanShape(ImageSize(one.width_px, one.height_px), one.orientation)
        for number, one in facts.items()
        if one is not None
    }
    if not parts or len(shapes) < len(facts):
        return UNKNOWN
    return page_size([recipe_part_of(part) for part in parts], shapes)


def check_correctable(page: Page, layers: TextLayers) -> None:
    """See to it that places on the page mean something.

    Raises:
        NoReadTextError: nothing that the machine read is kept.
        PageRemadeError: the page is being made otherwise.
    """
    if is_being_remade(page):
        raise PageRemadeError(page=page.sequence)
    if not layers.machine.blocks:
        raise NoReadTextError(page=page.sequence)


def show_as_it_stands(page: Page, layers: TextLayers, *, now: datetime) -> None:
    """Bring the page's text in lists and in the search up to what people wrote by now."""
    standing = layers.with_present(page).standing
    show_text(page, standing.plain + "\n" if standing.blocks else "")
    index_page(page, standing, now=now)
