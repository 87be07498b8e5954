"""What can be wrong with the place, direction and completeness of the page in the picture."""

from qa.wordings.base import ERROR, INFO, WARNING, Wording
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
    "QA-CROP-01": Wording(
        ERROR,
        "",
        N_("Print is cut off at the {side} of the picture, in {measured} places. Rescan the page."),
    ),
    "QA-CROP-02": Wording(
        WARNING,
        "mm",
        N_(
            "Print comes within {measured} mm of the {side} of the picture (at least {limit} mm), "
            "and no edge of the leaf is seen there. Look whether something is missing."
        ),
    ),
    "QA-CROP-03": Wording(
        INFO,
        "mm",
        N_(
            "At the {side} of the picture {measured} mm are left beside the print, and no edge "
            "of the leaf is seen."
        ),
    ),
    "QA-CROP-04": Wording(
        WARNING,
        "",
        N_("The edge of the leaf is not seen at the {side} of the picture. Rescan with a margin."),
    ),
    "QA-SPLIT-01": Wording(
        INFO,
        "%",
        N_("The scan looks like an opening of two pages (sureness {measured} %). Split it."),
    ),
}
