"""What went wrong with a step on a page, not with its picture."""

from qa.wordings.base import ERROR, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-FLOW-01": Wording(
        ERROR,
        "",
        N_("A step broke down on this page by a fault in the program: {reason}. Run it again."),
    ),
    "QA-OCR-01": Wording(WARNING, "", N_("The text could not be read: {reason}.")),
    "QA-OCR-02": Wording(
        WARNING,
        "s",
        N_("Reading the text took too long and was given up: {reason}."),
    ),
    "QA-OCR-03": Wording(
        WARNING,
        "",
        N_("Lines of print are there, but no word was read. Look at the page and its language."),
    ),
    "QA-DER-01": Wording(ERROR, "", N_("The picture for viewing could not be made: {reason}.")),
}
