"""What the catalogue refuses about rescans, in words for the person who asked."""

from schemas.errors import LibraryError
from schemas.texts import N_


class WishClosedError(LibraryError):
    """The page was withdrawn from the list before, or has come."""

    code = "RESC-001"
    message = N_("The missing page of {object_id} is no longer on the rescan list.")
    hint = N_("Open the list anew.")


class NothingToRescanError(LibraryError):
    """Scans came for an object of which nothing is to be rescanned."""

    code = "RESC-002"
    message = N_("Nothing of {object_id} is on the rescan list.")
    hint = N_("Check the identifier; ask for a rescan first (skrynia review ID --page N --rescan).")


class ArrivalOpenError(LibraryError):
    """Other scans of the object wait to be confirmed."""

    code = "RESC-003"
    message = N_("Rescans of {object_id} from {folder} still wait to be confirmed.")
    hint = N_("Confirm them or discard them first (skrynia rescan ID --confirm or --discard).")


class NoArrivalError(LibraryError):
    """No arrived scans are there to be confirmed, discarded or undone."""

    code = "RESC-004"
    message = N_("No rescans of {object_id} wait for this.")
    hint = N_("skrynia rescans shows what is to be scanned; give the folder of the new scans.")


class ArrivalDoubtfulError(LibraryError):
    """A person must look before these scans take their places."""

    code = "RESC-005"
    message = N_("{doubtful} of {scans} rescans of {object_id} have a doubtful place.")
    hint = N_("Look at them in the site (Rescans), or say their places with --place.")


class PlacesClashError(LibraryError):
    """Two scans are to take one place."""

    code = "RESC-006"
    message = N_("Two rescans of {object_id} are to take the place of page {page}.")
    hint = N_("Give one of them another place, or none.")


class ArrivalTooEarlyError(LibraryError):
    """The object is not at rest."""

    code = "RESC-007"
    message = N_(
        "The object {object_id} is in state {state}; rescans cannot take their places now."
    )
    hint = N_("Wait until its flow has ended, then confirm again.")


class UnknownPlaceError(LibraryError):
    """A place that is none was named for an arrived scan."""

    code = "RESC-008"
    message = N_("“{place}” is no place for a rescan of {object_id}.")
    hint = N_("A place is a page (7), “after” and a page (after 7; after 0: the first), or none.")
