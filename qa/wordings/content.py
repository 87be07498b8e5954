"""What the page shows, or what lies on it that is not the page."""

from qa.wordings.base import ERROR, INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-BLANK-01": Wording(INFO, "", N_("The page is blank.")),
    "QA-BLANK-02": Wording(
        INFO, "", N_("There are faint marks only, perhaps pencil or the print of the other side.")
    ),
    "QA-OBJECT-01": Wording(
        ERROR,
        "mm",
        N_("A finger or hand lies on the page, {measured} mm into the leaf. Rescan the page."),
    ),
    "QA-OBJECT-02": Wording(
        WARNING,
        "mm",
        N_(
            "Something that is not the original lies on the page, {measured} mm into the leaf."
            " Take it away and rescan, or say that it belongs to the original."
        ),
    ),
    "QA-STREAK-01": Wording(
        WARNING,
        "L*",
        N_(
            "Straight lines run along the scan ({count}), up to {measured} L* off the paper beside"
            " them (limit {limit}). Clean the scanner and scan again."
        ),
    ),
    "QA-BAND-01": Wording(
        WARNING,
        "L*",
        N_(
            "The paper is waved in bands of {measured} L* (limit {limit}), alike in both margins."
            " Look to the light and the feed of the scanner, and scan again."
        ),
    ),
    "QA-MOIRE-01": Wording(
        WARNING,
        "%",
        N_(
            "Moiré: waves of {measured} % (limit {limit} %), {per_inch} to the inch, lie over the"
            " page. Scan again at another resolution or angle."
        ),
    ),
    "QA-INVERT-01": Wording(
        ERROR,
        "%",
        N_(
            "The page is a negative: on {measured} % of it the print is light on dark (limit"
            " {limit} %). Turn the tones round, or scan again as a positive."
        ),
    ),
    "QA-DUST-01": Wording(
        WARNING,
        "px",
        N_(
            "A speck of {measured} px stays in the same place from page {first} to page {last}."
            " Clean the glass, the lens and the sensor; rescan the pages if it lies on the text."
        ),
    ),
}
