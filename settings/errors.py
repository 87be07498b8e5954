"""What is said when the environment is set wrongly."""

from schemas.errors import LibraryError
from schemas.texts import N_


class BadSettingError(LibraryError):
    """A variable of the environment holds a value that cannot be used."""

    code = "SET-001"
    message = N_("The setting {name} cannot be “{value}”: {reason}.")
    hint = N_("Correct it in the environment (or leave it out for the default) and start again.")


class HomeNotWritableError(LibraryError):
    """The home folder cannot be made or written."""

    code = "SET-002"
    message = N_("The home folder {path} cannot be written: {reason}.")
    hint = N_("Give SKRYNIA_HOME a folder of your own, or correct the folder's owner.")
