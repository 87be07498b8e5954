"""What can go wrong in taking scans in and deriving images, in words a person can act on."""

from schemas.errors import LibraryError
from schemas.texts import N_


class FolderMissingError(LibraryError):
    """The folder to be digitised is not there, or is no folder."""

    code = "CAP-001"
    message = N_("There is no folder “{folder}”.")
    hint = N_("Check the spelling, and that the disk or share is connected.")


class FolderEmptyError(LibraryError):
    """Nothing at all lies in the folder."""

    code = "CAP-002"
    message = N_("The folder “{folder}” is empty.")
    hint = N_("Copy the scans of one object into it, or name another folder.")


class NoImagesError(LibraryError):
    """The folder has files, but none that could be a scan."""

    code = "CAP-003"
    message = N_("The folder “{folder}” holds no images ({ignored} other files).")
    hint = N_("Name the folder in which the images lie; with --recursive sub-folders are read too.")


class UnreadableFileError(LibraryError):
    """A file or folder may not be read by this account."""

    code = "CAP-004"
    message = N_("“{path}” cannot be read: {reason}.")
    hint = N_("Give this account the right to read it, or mend the disk, and run again.")


class SourceChangedError(LibraryError):
    """A scan changed between being planned and being copied, or while it was copied."""

    code = "CAP-005"
    message = N_("“{path}” changed while it was being taken in.")
    hint = N_("Wait until the scanner or the copying has finished, and run again.")


class StillWritingError(LibraryError):
    """A file in the folder keeps growing."""

    code = "CAP-006"
    message = N_("“{path}” is still being written after {seconds} seconds of waiting.")
    hint = N_("Wait until the scanner or the copying has finished, and run again.")


class UnknownCaptureProfileError(LibraryError):
    """No capture profile has this name."""

    code = "CAP-007"
    message = N_("There is no capture profile “{name}”.")
    hint = N_("The profiles are: {known}.")


class BadCaptureProfileError(LibraryError):
    """The file of capture profiles cannot be understood."""

    code = "CAP-008"
    message = N_("The capture profile “{name}” is not usable: {reason}.")
    hint = N_("Mend its entry in the file of capture profiles.")


class ScanUnreadableError(LibraryError):
    """No page image could be made from a scan; the scan itself is kept."""

    code = "DER-001"
    message = N_("No page image could be made of page {sequence} from “{source}”: {reason}.")
    hint = N_("The scan is kept as it is. Scan the page again, or replace the file.")


class OcrMissingError(LibraryError):
    """The text recognition program is not installed."""

    code = "OCR-001"
    message = N_("The text recognition program “{engine}” is not installed.")
    hint = N_("Install it (apt-get install tesseract-ocr) and give the same command again.")


class ModelMissingError(LibraryError):
    """A language was asked for that text recognition cannot read."""

    code = "OCR-002"
    message = N_("Text recognition has no model “{missing}”.")
    hint = N_("Install it (apt-get install {packages}) or choose among: {installed}.")


class NotStoredWholeError(LibraryError):
    """What was read back from storage is not what was given."""

    code = "AIP-001"
    message = N_("Object {object_id} was not stored whole: {reason} ({path}).")
    hint = N_("Nothing of the work is lost. Check the disk, then give the same command again.")


class DiskFullError(LibraryError):
    """The disk of the work files filled up under a step."""

    code = "CAP-011"
    message = N_("The disk of {folder} is full.")
    hint = N_("Make room there, then give the same command again: it goes on where it stopped.")


class NoRoomError(LibraryError):
    """The run would fill the disk."""

    code = "CAP-010"
    message = N_("{needed} MB of free space are needed in {folder}, {free} MB are there.")
    hint = N_("Make room or set SKRYNIA_HOME to a larger disk, then give the same command again.")


class NotValidError(LibraryError):
    """A document made here breaks the standard it claims to follow."""

    code = "AIP-002"
    message = N_("{document} does not follow its standard (line {line}): {reason}.")
    hint = N_("Nothing was stored and no work is lost. Tell whoever looks after the system.")
