"""What shows only between the pages of an object."""

from qa.wordings.base import INFO, WARNING, Wording
from schemas.texts import N_

#: How pages stand out of order.
WRONG_PLACE, REVERSE_ORDER = N_("in the wrong place"), N_("in reverse order")

CODES: dict[str, Wording] = {
    "QA-SEQ-01": Wording(
        WARNING,
        "%",
        N_(
            "The page shows the same as page {other} (agreement {measured} %, limit {limit} %)."
            " Remove one of them or say that both are meant."
        ),
    ),
    "QA-SEQ-02": Wording(
        WARNING,
        "",
        N_(
            "The printed numbers go from {before} on page {other} to {next} here. Pages missing:"
            " {measured}, of the numbers {numbers}. Look in the original; scan what is missing, or"
            " enter it as missing in the original."
        ),
    ),
    "QA-SEQ-03": Wording(
        WARNING,
        "",
        N_(
            "Pages with the printed numbers {numbers} stand {reason}: they belong after page"
            " {other}. Put them there."
        ),
    ),
    "QA-SEQ-04": Wording(
        WARNING,
        "",
        N_(
            "The printed number {numbers} stands on page {other} too. Look whether a page was"
            " scanned twice or is numbered wrongly in print."
        ),
    ),
    "QA-SEQ-05": Wording(
        WARNING,
        "",
        N_(
            "From page {other} to this one left and right pages do not take turns: a page is"
            " missing, twice, or exchanged with its neighbour. Look in the original."
        ),
    ),
    "QA-SEQ-06": Wording(
        INFO,
        "",
        N_(
            "The number in the file's name goes from {before} on page {other} to {next} here."
            " Look whether a file is missing or named wrongly."
        ),
    ),
    "QA-SEQ-07": Wording(
        WARNING,
        "×",
        N_(
            "The page is {measured} times as large as is usual in this volume; up to {limit} is"
            " allowed. Look whether it is cropped wrongly, a fold-out, or of another volume."
        ),
    ),
    "QA-SEQ-08": Wording(
        WARNING,
        "ppi",
        N_(
            "From here on the scans state {measured} ppi, the others of this volume {limit} ppi."
            " Check the scanner's setting."
        ),
    ),
    "QA-SEQ-10": Wording(
        WARNING,
        "",
        N_(
            "There are {measured} pages; by the preparation sheet there should be {limit}. Look"
            " what is missing or too many, or correct the sheet."
        ),
    ),
}
