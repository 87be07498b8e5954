"""What can stand in the way of making old prints."""

from schemas.errors import LibraryError
from schemas.texts import N_


class FaceNotFetchedError(LibraryError):
    """A face of the old prints could not be had; they cannot be set without it."""

    code = "SMP-003"
    message = N_("The face {name} of the old prints could not be fetched: {reason}.")
    hint = N_("Look to the connection to your npm package source and call the command again.")
