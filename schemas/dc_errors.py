"""What can be wrong with a description that the library was given."""

from schemas.errors import LibraryError
from schemas.texts import N_


class MetadataFileError(LibraryError):
    """The file with the description cannot be opened or is damaged."""

    code = "META-001"
    message = N_("The description “{file}” cannot be read: {reason}.")
    hint = N_("See that the file is there, may be read and is not damaged.")


class UnknownMetadataError(LibraryError):
    """The file is whole, but no description that the system knows."""

    code = "META-002"
    message = N_("“{file}” is not a kind of description that is understood here ({found}).")
    hint = N_("Give Dublin Core as CSV or XML, MARCXML (MARC 21 or UNIMARC), or MODS.")


class BadMetadataRowsError(LibraryError):
    """Rows of a table do not say what they should."""

    code = "META-003"
    message = N_("In “{file}” these rows cannot be understood: {rows}.")
    hint = N_(
        "Either the head is element,value and each row names an element and its value; or the head "
        "holds the names and the second row the values. Names: title, creator, date, rights …"
    )


class EmptyMetadataError(LibraryError):
    """A file that describes nothing."""

    code = "META-004"
    message = N_("“{file}” describes nothing.")
    hint = N_("Give at least a title.")


class SeveralRecordsError(LibraryError):
    """A file that describes more than one thing."""

    code = "META-005"
    message = N_("“{file}” describes {count} things; one is expected.")
    hint = N_("Save the one that belongs to these scans in a file of its own.")


class MetadataEncodingError(LibraryError):
    """A table in an old character set."""

    code = "META-006"
    message = N_("“{file}” is not in UTF-8; its letters would come out wrong.")
    hint = N_("In the spreadsheet choose “Save as” and the file type “CSV UTF-8”.")
