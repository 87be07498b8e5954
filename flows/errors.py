"""What can stop a flow before it begins."""

from schemas.errors import LibraryError
from schemas.texts import N_


class ServerNotStartedError(LibraryError):
    """The local Prefect server gave no answer."""

    code = "FLOW-001"
    message = N_("The workflow server did not start.")
    hint = N_("Read {log}; when the cause is mended, give the same command again.")


class AlreadyInWorkError(LibraryError):
    """Another process is taking the same object through the steps."""

    code = "FLOW-002"
    message = N_("Object {object_id} is being digitised by another process (pid {pid}).")
    hint = N_("Wait until it has finished; giving the command again then shows the result.")


class SourceUnreadableError(LibraryError):
    """A scan cannot be read, so the object cannot be known by its scans."""

    code = "FLOW-003"
    message = N_("“{path}” cannot be read: {reason}.")
    hint = N_("Give this account the right to read it, or mend the disk; nothing was taken in.")


class BrokenDownError(LibraryError):
    """A fault in the program ended a flow."""

    code = "FLOW-004"
    message = N_("Object {object_id} could not be taken further by a fault in the program.")
    hint = N_("Nothing is lost: give the command again. If it happens again, send {log} along.")


class CatalogueBusyError(LibraryError):
    """The database did not let us in for a long time."""

    code = "FLOW-005"
    message = N_("The catalogue’s database is held by another program.")
    hint = N_("End whatever holds it (a backup, a database browser), then give the command again.")


class CatalogueUnusableError(LibraryError):
    """The database cannot be reached, read or written."""

    code = "FLOW-006"
    message = N_("The catalogue’s database cannot be used: {reason}.")
    hint = N_(
        "See that it runs and its disk has room; nothing is lost; then give the command again."
    )


class ServerLostError(LibraryError):
    """The Prefect server went away under a flow."""

    code = "FLOW-007"
    message = N_("The workflow server stopped while {object_id} was in work.")
    hint = N_("Nothing is lost: give the command again, it goes on where it stopped.")


class SystemRefusedError(LibraryError):
    """The operating system said no where no step expected it."""

    code = "FLOW-008"
    message = N_("The system refused: {reason} ({path}).")
    hint = N_("Check room and rights on the disk, then give the command again; nothing is lost.")


class ProgramFaultError(LibraryError):
    """A fault in the program ended a command."""

    code = "FLOW-009"
    message = N_("The command was ended by a fault in the program ({kind}).")
    hint = N_("Nothing is lost: give the command again. If it happens again, send {log} along.")


class ClusterUnreachableError(LibraryError):
    """Nobody answers where the Dask scheduler should."""

    code = "FLOW-010"
    message = N_("The Dask scheduler at {address} cannot be reached: {reason}.")
    hint = N_("Start it, or correct SKRYNIA_DASK_ADDRESS, then give the command again.")


class OtherBookError(LibraryError):
    """Nothing in a folder of rescans looks like a page of the object."""

    code = "RESC-009"
    message = N_("None of the {scans} pictures in {folder} looks like a page of {object_id}.")
    hint = N_("Check folder and identifier; if both are right, take them with --anyway.")
