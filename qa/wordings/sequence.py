"""What shows only between the pages of an object."""

from qa.wordings.base import WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-SEQ-01": Wording(
        WARNING,
        "%",
        N_(
            "The page shows the same as page {other} (agreement {measured} %, limit {limit} %)."
            " Remove one of them or say that both are meant."
        ),
    ),
}
