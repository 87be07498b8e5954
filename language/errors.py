"""What is said when the tools of language are missing."""

from schemas.errors import LibraryError
from schemas.texts import N_


class IcuMissingError(LibraryError):
    """The ICU library, which knows the Lithuanian alphabet, is not there."""

    code = "LANG-001"
    message = N_("The ICU library ({library}) was not found, so nothing can be sorted.")
    hint = N_("Install it (on Debian 12: apt install libicu72) and start again.")


class IcuFailedError(LibraryError):
    """ICU was found and refused its work."""

    code = "LANG-002"
    message = N_("The ICU library cannot sort in “{locale}”: its status is {status}.")
    hint = N_("Reinstall the system package of ICU (on Debian 12: libicu72).")
