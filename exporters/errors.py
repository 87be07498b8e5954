"""What can keep an object from being told."""

from schemas.errors import LibraryError
from schemas.texts import N_


class MissingFieldsError(LibraryError):
    """The description lacks what the receiver demands; all of it is named at once."""

    code = "EXP-001"
    message = N_("{object_id} cannot be delivered to {exporter}: these are missing: {missing}.")
    hint = N_("Complete the description of the object and deliver it again.")


class UnknownExporterError(LibraryError):
    """Nobody is known by that name to deliver to."""

    code = "EXP-002"
    message = N_("There is no delivery named “{name}”.")
    hint = N_("Known are: {known}.")


class DamagedSourceError(LibraryError):
    """A file to be delivered is not the one that was stored."""

    code = "EXP-003"
    message = N_("{path} of {object_id} has changed since it was stored; nothing was delivered.")
    hint = N_("Verify the object (skrynia verify) and restore the file from a good copy.")


class DeliveryFailedError(LibraryError):
    """The place of delivery did not take the package."""

    code = "EXP-004"
    message = N_("The package could not be written to {folder}: {reason}.")
    hint = N_("Nothing half is left there. See to room and rights, then deliver again.")


class BadProfileError(LibraryError):
    """A delivery profile says something impossible."""

    code = "EXP-005"
    message = N_("The delivery profile {profile} cannot be used: {reason}.")
    hint = N_("Mend the file by the description in docs/vepis.md.")


class UnsafePathError(LibraryError):
    """A name in the package would lead out of it, or stands for two files."""

    code = "EXP-006"
    message = N_("“{path}” cannot be the name of a file in the package.")
    hint = N_("Look at the naming patterns of the delivery profile.")


class PageNotDeliverableError(LibraryError):
    """A page has no picture that anybody could be given."""

    code = "EXP-007"
    message = N_(
        "Page {page} of {object_id} has no picture that can be opened; nothing was delivered."
    )
    hint = N_("Ask for a rescan of the page; when it has arrived, the object is delivered.")
