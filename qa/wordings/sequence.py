"""What shows only between the pages of an object."""

from qa.wordings.base import WARNING, Wording
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
}
