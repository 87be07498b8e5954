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


class NotEnoughSpaceError(LibraryError):
    """The run would fill the disk."""

    code = "FLOW-003"
    message = N_("{needed} MB of free space are needed in {folder}, {free} MB are there.")
    hint = N_("Make room or set SKRYNIA_HOME to a larger disk, then give the same command again.")
