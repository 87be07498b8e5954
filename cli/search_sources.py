"""Where the index takes a page's text from when it is built anew: what stands in storage."""

from catalogue.models import DigitalFile, Page
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.packages import FileUse
from schemas.pages import PageText
from web.stored import stored_files


def stored_text(page: Page) -> PageText | None:
    """The page's text with its places; None where storage has none that can be read."""
    digital_object = page.digital_object
    file = DigitalFile.objects.filter(page=page, use=FileUse.ALTO).first()
    if file is None or not digital_object.aip_version:
        return None
    path = stored_files().path(
        digital_object.object_id, digital_object.aip_version, file.logical_path
    )
    if path is None:
        return None
    try:
        return parse_alto(path.read_bytes(), name=file.logical_path)
    except LibraryError:  # damage is for verify to tell; the plain text can still be found
        return None
