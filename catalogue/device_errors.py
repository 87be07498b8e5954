"""What is refused about devices and what is asked of them."""

from schemas.errors import LibraryError
from schemas.texts import N_


class DeviceNotFoundError(LibraryError):
    """No device goes by this name, or several do."""

    code = "DEV-001"
    message = N_("There is not one device called “{name}”.")
    hint = N_("Known devices: {known}. Name the library with --library.")


class PolicyRefusedError(LibraryError):
    """What is asked of a device contradicts itself."""

    code = "DEV-002"
    message = N_("This cannot be asked of a device: {reason}.")
    hint = N_("Correct the field and save again; nothing was changed.")
