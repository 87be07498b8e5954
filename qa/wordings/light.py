"""What can be wrong with light and colour."""

from qa.wordings.base import INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-EXP-01": Wording(
        WARNING,
        "L*",
        N_("Too dark: the paper has a lightness of L* {measured}, at least {limit} is asked for."),
    ),
    "QA-EXP-02": Wording(
        WARNING,
        "L*",
        N_(
            "Too light: the paper is burnt out and the print washed out; its darkest tone is L*"
            " {measured}, at most {limit} is allowed."
        ),
    ),
    "QA-EXP-03": Wording(
        WARNING,
        "%",
        N_("{measured} % of the picture is burnt out to pure white; {limit} % is allowed."),
    ),
    "QA-EXP-04": Wording(
        WARNING,
        "%",
        N_("{measured} % of the picture is lost in pure black; {limit} % is allowed."),
    ),
    "QA-EXP-05": Wording(
        INFO, "%", N_("The paper is pure white on {measured} % of the page; its tone is lost.")
    ),
    "QA-EXP-06": Wording(
        INFO,
        "%",
        N_("{measured} % of the page is pure white, within the limit of {limit} %."),
    ),
    "QA-EXP-07": Wording(
        INFO,
        "%",
        N_("{measured} % of the page is pure black; where that is not ink, tones are lost."),
    ),
    "QA-EXP-08": Wording(
        INFO,
        "%",
        N_(
            "Tones were stretched after the scan: {measured} % of the grey levels are empty between"
            " used ones."
        ),
    ),
    "QA-EXP-09": Wording(
        WARNING,
        "L*",
        N_(
            "The paper is lighter or darker than is usual in this volume: L* {measured}, usual is"
            " {usual} ± {limit}. Check the exposure."
        ),
    ),
    "QA-CAST-02": Wording(
        WARNING,
        "ΔE",
        N_(
            "The paper has another colour than is usual in this volume: {measured} ΔE away,"
            " {limit} ΔE are allowed. Check light and white balance."
        ),
    ),
    "QA-LIGHT-01": Wording(
        WARNING,
        "%",
        N_("The light falls off by {measured} % across the page; {limit} % is allowed."),
    ),
    "QA-LIGHT-02": Wording(
        WARNING,
        "%",
        N_(
            "The shadow of the fold reaches into the page: {measured} % of the light is lost where"
            " print may stand; {limit} % is allowed."
        ),
    ),
    "QA-LIGHT-03": Wording(
        INFO,
        "%",
        N_("The light falls off by {measured} % across the page, within the limit of {limit} %."),
    ),
    "QA-LIGHT-04": Wording(
        INFO,
        "%",
        N_(
            "The shadow of the fold takes {measured} % of the light where print may stand, within"
            " the limit of {limit} %."
        ),
    ),
    "QA-SHOW-01": Wording(
        WARNING,
        "%",
        N_(
            "The print of the other side shines through with {measured} % of the contrast of this"
            " side's; {limit} % is allowed. Lay black card behind the leaf and scan again."
        ),
    ),
    "QA-SHOW-02": Wording(
        INFO,
        "%",
        N_(
            "The print of the other side shines through with {measured} % of the contrast of this"
            " side's, within the limit of {limit} %."
        ),
    ),
    "QA-CAST-01": Wording(
        WARNING,
        "ΔE",
        N_(
            "Everything is tinted: neutral things and paper are {measured} ΔE off grey in the same"
            " direction; {limit} ΔE are allowed. Check light and white balance."
        ),
    ),
}
