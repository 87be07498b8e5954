"""What can be wrong with the place, direction and completeness of the page in the picture."""

from qa.wordings.base import INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-SKEW-01": Wording(
        WARNING,
        "°",
        N_("The page stands {measured}° askew (limit {limit}°). Straighten it before OCR."),
    ),
    "QA-SKEW-02": Wording(
        INFO, "°", N_("The page stands {measured}° askew, within the limit of {limit}°.")
    ),
}
