"""What can go wrong in writing texts, PDF and EPUB for others, in words a person can act on."""

from schemas.errors import LibraryError
from schemas.texts import N_


class OutFolderError(LibraryError):
    """The folder for the results cannot be made or written to."""

    code = "OUT-001"
    message = N_("Nothing can be written to “{folder}”: {reason}.")
    hint = N_("Name another folder with --out, or give this account the right to write there.")


class OutFolderBusyError(LibraryError):
    """Another run writes its results to the same folder."""

    code = "OUT-002"
    message = N_("Another run is writing to “{folder}”.")
    hint = N_("Wait until it has ended, or name another folder with --out.")


class NotReadableAsBookError(LibraryError):
    """The text of an object is not good enough to be read without the images."""

    code = "OUT-003"
    message = N_("No EPUB can be made of “{title}”: {reason}.")
    hint = N_("The searchable PDF shows the page images with their text; take that.")


class NothingKeptError(LibraryError):
    """An object without stored pages was asked for as a document."""

    code = "OUT-004"
    message = N_("Object {object_id} has no stored pages yet.")
    hint = N_("Wait until its work has ended; skrynia show tells how far it is.")
