"""What a command may refuse."""

from schemas.errors import LibraryError
from schemas.texts import N_


class PortTakenError(LibraryError):
    """Another program listens where the site should."""

    code = "CLI-001"
    message = N_("The site cannot listen on {host}:{port}: {reason}.")
    hint = N_("Stop the other program, or choose another port: PORT=8010 make serve.")


class OneVerdictError(LibraryError):
    """A verdict needs exactly one of its options."""

    code = "CLI-002"
    message = N_("A verdict is one of {options}.")
    hint = N_("Give exactly one of them; skrynia review --help shows examples.")


class UnknownStateError(LibraryError):
    """No state is called so."""

    code = "CLI-003"
    message = N_("There is no state “{state}”.")
    hint = N_("The states are: {known}.")


class UnknownRoleError(LibraryError):
    """No role is called so."""

    code = "CLI-004"
    message = N_("There is no role “{role}”.")
    hint = N_("The roles are: {known}.")


class PageMissingError(LibraryError):
    """The object has no page at this place."""

    code = "CLI-005"
    message = N_("Object {object_id} has no page {page}; it has {pages}.")
    hint = N_("skrynia show lists the pages.")


class NothingToUndoError(LibraryError):
    """No verdict stands that could be taken back."""

    code = "CLI-006"
    message = N_("No verdict on {object_id} stands that could be taken back.")
    hint = N_("skrynia show tells its state.")


class PageNotTurnableError(LibraryError):
    """The page cannot be turned as a whole."""

    code = "CLI-007"
    message = N_("Page {page} of {object_id} cannot be turned.")
    hint = N_("Only a page made of one readable scan can be; turn the scan itself otherwise.")


class NothingTurnedError(LibraryError):
    """The page is as it was taken in."""

    code = "CLI-008"
    message = N_("Page {page} of {object_id} was never turned or cut anew.")
    hint = N_("Without --undo the command changes it.")


class OneRescanActError(LibraryError):
    """A call about rescans asks for things that do not go together."""

    code = "RESC-010"
    message = N_("These cannot be asked for at once: {options}.")
    hint = N_("Give one of them; only FOLDER, --place and --confirm go together.")


class OneTextActError(LibraryError):
    """A call about corrections asks for nothing, or for things that do not go together."""

    code = "CLI-009"
    message = N_("Exactly one of these is to be given: {options}.")
    hint = N_("--word goes with --text; an empty --text says that nothing stands there.")


class UnknownCorrectionError(LibraryError):
    """The page has no correction of this number."""

    code = "CLI-010"
    message = N_("Page {page} has no correction {number}.")
    hint = N_("skrynia correct --list tells the numbers.")


class TextFileError(LibraryError):
    """A file with a transcription cannot be read."""

    code = "CLI-011"
    message = N_("{file} cannot be read as a page's text: {reason}.")
    hint = N_("Give a text file in UTF-8, a line for each line of the page.")
