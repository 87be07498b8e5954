"""What can stand in the way of making samples."""

from schemas.errors import LibraryError
from schemas.texts import N_


class FaceMissingError(LibraryError):
    """A typeface is not installed; no page can be set without it."""

    code = "SMP-001"
    message = N_("The typeface {face} was not found in {folders}.")
    hint = N_("Install it with: apt-get install fonts-dejavu-core fonts-dejavu-extra")


class TooSmallPageError(LibraryError):
    """The page asked for has no room for a text block."""

    code = "SMP-002"
    message = N_("No text fits on a page of {width_mm:.0f} × {height_mm:.0f} mm.")
    hint = N_("Ask for a larger page or smaller type.")
