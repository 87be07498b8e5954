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
    "QA-TURN-01": Wording(
        WARNING,
        "°",
        N_("The page lies on its side. Turn it {measured}° clockwise."),
    ),
    "QA-TURN-02": Wording(
        WARNING, "°", N_("The page stands upside down. Turn it {measured}° clockwise.")
    ),
    "QA-TURN-03": Wording(
        WARNING, "", N_("The page is mirrored: its letters are reversed. Flip it left to right.")
    ),
    "QA-TURN-04": Wording(
        INFO,
        "°",
        N_(
            "The lines run along the long side of an upright leaf, as tables and plates printed "
            "sideways do. To read them, turn the page {measured}° clockwise."
        ),
    ),
    "QA-CURL-01": Wording(
        WARNING,
        "",
        N_(
            "Lines bend by {measured} heights of a small letter (limit {limit}). "
            "Press the leaf flat and rescan the page."
        ),
    ),
    "QA-CURL-02": Wording(
        INFO,
        "",
        N_("Lines bend by {measured} heights of a small letter, within the limit of {limit}."),
    ),
}
