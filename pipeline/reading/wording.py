"""Why a page was read as it was, in words."""

from schemas.reading import Reason
from schemas.texts import N_

REASONS = {
    "script-seen": N_("Letters seen: {script} ({share} of the samples)."),
    "language-seen": N_("Languages found: {languages}."),
    "language-chosen": N_("Languages chosen by a person: {languages}."),
    "language-of-neighbours": N_(
        "The page does not tell its language; taken from its neighbours: {languages}."
    ),
    "language-unknown": N_("The language could not be told."),
    "letters-missing": N_("The model {model} was passed over: it cannot print {letters}."),
    "letters-not-printable": N_("The model {model} cannot print {letters}; the second reader can."),
    "model-chosen": N_("Read with the model {model}."),
    "read-plainly": N_(
        "Read with the model {model} alone: the fuller way of reading is not installed or gave up."
    ),
    "no-letters": N_("No letters were seen on the page."),
    "no-print": N_("Marks were seen, but nothing that is believed to be print."),
    "hardly-print": N_("What was read is no text; it may be a picture, music or handwriting."),
    "too-little-text": N_("Too little was read to tell how well."),
}


def wording_of(reason: Reason) -> str:
    """The English text of a reason, to be translated where it is shown; names its facts."""
    return REASONS.get(reason.code, reason.code)
