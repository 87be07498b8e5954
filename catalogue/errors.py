"""What the catalogue refuses, in words for the person who asked."""

from schemas.errors import LibraryError
from schemas.texts import N_


class TransitionRefusedError(LibraryError):
    """The table of states has no such step."""

    code = "CAT-001"
    message = N_("An object in state {state} cannot take the step “{trigger}”.")
    hint = N_("Look at the object's page: it shows what can be done now.")


class ScansChangedError(LibraryError):
    """The same folder was given again with other scans in it."""

    code = "CAT-002"
    message = N_(
        "The folder {folder} was digitised as {object_id}, and its scans have changed since: "
        "changed: {changed}; added: {added}; missing: {missing}; moved: {moved}."
    )
    hint = N_("Put the folder back as it was, or make a second object of it with --as-new.")


class ObjectNotFoundError(LibraryError):
    """No object goes by this name."""

    code = "CAT-003"
    message = N_("No object is called “{text}”.")
    hint = N_("List the objects (skrynia list) and copy the identifier.")


class AmbiguousObjectError(LibraryError):
    """More than one object's name begins so."""

    code = "CAT-004"
    message = N_("“{text}” may be any of {count} objects: {candidates}.")
    hint = N_("Write more of the identifier.")


class UnknownLibraryError(LibraryError):
    """No library has this code."""

    code = "CAT-005"
    message = N_("No library has the code “{library_code}”.")
    hint = N_("Known codes: {known}.")


class NoScansError(LibraryError):
    """An object was to be made of nothing."""

    code = "CAT-006"
    message = N_("There is no scan in {folder} to make an object of.")
    hint = N_("Put the images into the folder and try again.")


class PlanRefusedError(LibraryError):
    """A plan contradicts itself."""

    code = "CAT-007"
    message = N_("The plan for {folder} cannot be registered: {reason}.")
    hint = N_("Look at the plan with --dry-run and correct names or profile.")


class PageNotFoundError(LibraryError):
    """The object has no page of this number."""

    code = "CAT-008"
    message = N_("The object {object_id} has no page {number}.")
    hint = N_("Look at the object's pages and take a number from there.")


class NoteMissingError(LibraryError):
    """This verdict needs a reason."""

    code = "CAT-009"
    message = N_("The verdict “{verdict}” needs a note saying why.")
    hint = N_("Write the reason in the note.")


class VerdictTooEarlyError(LibraryError):
    """The object is not at rest."""

    code = "CAT-010"
    message = N_("The object {object_id} is in state {state}; nobody can judge it now.")
    hint = N_("Wait until its flow has ended.")


class VerdictWithdrawnError(LibraryError):
    """The verdict was withdrawn before, or is itself a withdrawal."""

    code = "CAT-011"
    message = N_("The verdict of {given_at} cannot be withdrawn again.")
    hint = N_("Give a new verdict instead.")


class RequestLostError(LibraryError):
    """Another worker has taken the request over."""

    code = "CAT-012"
    message = N_("The request {request} is no longer in the hands of {worker}.")
    hint = N_("Nothing needs to be done: another worker goes on with it.")


class UserExistsError(LibraryError):
    """The account name is taken."""

    code = "CAT-013"
    message = N_("There is an account “{name}” already.")
    hint = N_("Choose another name, or change the roles of this one.")


class NotAllowedError(LibraryError):
    """The person's roles do not reach so far."""

    code = "CAT-014"
    message = N_("“{name}” may not do this here ({act}).")
    hint = N_("Ask an administrator of the library for the role.")


class NoIdentifierLeftError(LibraryError):
    """Every identifier drawn was taken: the source of chance is broken."""

    code = "CAT-015"
    message = N_("No free identifier was found in {tries} tries.")
    hint = N_("Tell the administrator: the computer's source of random numbers is broken.")


class PasswordRefusedError(LibraryError):
    """The password is too easy to guess."""

    code = "CAT-016"
    message = N_("This password cannot be used: {reasons}")
    hint = N_("Choose a longer one.")


class BadCursorError(LibraryError):
    """The mark of where a list goes on was cut or changed."""

    code = "CAT-017"
    message = N_("The list cannot go on from “{cursor}”.")
    hint = N_("Open the list from its beginning.")


class OwnScansError(LibraryError):
    """The operator of an object is not the one who judges it."""

    code = "CAT-040"
    message = N_("{operator} scanned this object; somebody else must judge it.")
    hint = N_("Ask a colleague, or let the project's settings allow verdicts on one's own scans.")


class LotEmptyError(LibraryError):
    """There is no page that could be drawn."""

    code = "CAT-041"
    message = N_("Project “{project}” has no pages that are not in a lot already.")
    hint = N_("Draw the next lot when more objects have been digitised.")


class SampleNotDrawnError(LibraryError):
    """The page belongs to the lot, but nobody has to look at it."""

    code = "CAT-042"
    message = N_("This page was not drawn for the sample of lot {lot}.")
    hint = N_("Open the lot; it lists the pages that were drawn.")


class NoSamplingPlanError(LibraryError):
    """The project has no plan by which a sample could be drawn."""

    code = "CAT-043"
    message = N_("Project “{project}” has no sampling plan.")
    hint = N_("Choose one in the project's settings: {plans}.")


class UnknownProjectError(LibraryError):
    """No project is called so, or several are."""

    code = "CAT-044"
    message = N_("There is no single project “{project}”.")
    hint = N_("Known projects: {known}.")


class UnknownLotError(LibraryError):
    """The project has no lot, or the lot no drawn page, of this number."""

    code = "CAT-045"
    message = N_("Project “{project}” has no drawn page {place} in lot {lot}.")
    hint = N_("skrynia sample show lists the lot's drawn pages.")


class SplitRefusedError(LibraryError):
    """The line would leave one of the two pages with nothing."""

    code = "CAT-046"
    message = N_("The opening cannot be parted at {line} px.")
    hint = N_("Choose a place between {first} and {last} px from the left edge.")


class NoOpeningError(LibraryError):
    """The page is not one of two that are cut from one scan."""

    code = "CAT-047"
    message = N_("Page {page} of {object_id} is not cut from an opening.")
    hint = N_("Only pages that share a scan side by side have a line between them.")


class NothingCorrectedError(LibraryError):
    """A correction says what was read already."""

    code = "CAT-060"
    message = N_("“{text}” is what stands there already.")
    hint = N_("Type what the image shows; leave the word empty where nothing is printed.")


class TextTooLongError(LibraryError):
    """More was typed than one place of a page can hold."""

    code = "CAT-061"
    message = N_("The text is too long: {length}, at most {allowed} are possible.")
    hint = N_("Correct word by word, or transcribe the page line by line.")


class AlreadyUndoneError(LibraryError):
    """A correction was taken back before."""

    code = "CAT-062"
    message = N_("The correction {correction} was taken back already.")
    hint = N_("Reload the page; it shows what stands there now.")


class TextChangedError(LibraryError):
    """Somebody changed the place, or the page was read anew, since it was shown."""

    code = "CAT-063"
    message = N_("Here stands “{standing}” now, not “{shown}”.")
    hint = N_("Look at the page again; what you typed was not kept.")


class PageTranscribedError(LibraryError):
    """The page's text is a transcription; single words of the machine's reading do not show."""

    code = "CAT-064"
    message = N_("Page {page} is transcribed by hand.")
    hint = N_("Change the transcription, or take it back first.")


class PageRemadeError(LibraryError):
    """The page is being made of its scan in another way; places on it mean nothing now."""

    code = "CAT-065"
    message = N_("New images of page {page} are being made.")
    hint = N_("Correct it when they are there; the page is read anew with them.")


class NoSuchWordError(LibraryError):
    """The page has no such word."""

    code = "CAT-066"
    message = N_("Page {page} has no word “{text}” in place {nth}.")
    hint = N_("skrynia text shows the words of the page as they stand.")


class UnknownLanguageError(LibraryError):
    """A language or model is written in a way that names none."""

    code = "CAT-067"
    message = N_("“{language}” names no language.")
    hint = N_("Give auto, or languages or models joined by +, such as lit+pol.")


class NoReadTextError(LibraryError):
    """The machine read nothing that could be corrected."""

    code = "CAT-068"
    message = N_("No text of page {page} is kept that could be corrected.")
    hint = N_("Transcribe the page, or have the object read first.")


class TranscriptionChangedError(LibraryError):
    """Somebody else saved the transcription since it was shown."""

    code = "CAT-069"
    message = N_("{by} saved this transcription meanwhile.")
    hint = N_("What you wrote still stands in the fields: save again to put it in its place.")


class NothingTranscribedError(LibraryError):
    """No line of the transcription says anything."""

    code = "CAT-070"
    message = N_("Nothing is written in any line.")
    hint = N_("Write at least one line; a transcription is taken back with its own button.")
