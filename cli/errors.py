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
