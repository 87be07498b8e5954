"""What can be wrong with sharpness, noise and coding."""

from qa.wordings.base import ERROR, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-FOCUS-01": Wording(
        ERROR,
        "px",
        N_("Out of focus: edges are {measured} px wide, {limit} px is allowed. Rescan the page."),
    ),
    "QA-FOCUS-02": Wording(
        WARNING,
        "px",
        N_("A part of the page is out of focus: edges are {measured} px wide, {limit} px allowed."),
    ),
    "QA-MOTION-01": Wording(
        ERROR,
        "",
        N_(
            "Something moved: along {degrees}° edges are {measured} times as wide as across"
            " ({limit} is allowed). Rescan the page."
        ),
    ),
    "QA-FOCUS-03": Wording(
        WARNING,
        "px",
        N_(
            "The page is softer than is usual in this volume: edges are {measured} px wide, usual"
            " are {usual} px, {limit} px are allowed."
        ),
    ),
    "QA-GHOST-01": Wording(
        ERROR,
        "%",
        N_(
            "The print is there twice, {shift} px apart, the second time {measured} % as dark"
            " ({limit} % is allowed). Rescan the page."
        ),
    ),
    "QA-NOISE-01": Wording(
        WARNING,
        "L*",
        N_("The scan is noisy: {measured} L* on calm paper, {limit} is allowed. Give more light."),
    ),
    "QA-NOISE-02": Wording(
        WARNING,
        "L*",
        N_(
            "Paper has been smoothed by a program: {measured} L* of noise is left, at least"
            " {limit} is natural. Turn noise reduction off and scan again."
        ),
    ),
    "QA-CODING-01": Wording(
        WARNING,
        "",
        N_(
            "Compression shows: at the borders of blocks steps are {measured} times as large as"
            " within ({limit} is allowed). Save the scan without loss."
        ),
    ),
    "QA-HALO-01": Wording(
        WARNING,
        "%",
        N_(
            "A program has sharpened the scan: paper beside the letters is {measured} % too light"
            " ({limit} % is allowed). Turn sharpening off and scan again."
        ),
    ),
    "QA-RES-07": Wording(
        WARNING,
        "",
        N_(
            "The picture has been enlarged: every {period} px it is smoother, so the resolution it"
            " claims is not there. Scan again at the right resolution."
        ),
    ),
}
