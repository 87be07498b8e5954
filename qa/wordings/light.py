"""What can be wrong with light and colour."""

from qa.wordings.base import INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-EXP-01": Wording(
        WARNING,
        "",
        N_("Too dark: the paper is at level {measured} of 255, at least {limit} is asked for."),
    ),
    "QA-EXP-02": Wording(
        WARNING,
        "",
        N_(
            "Too light: the paper is burnt out and the print washed out; its darkest level is"
            " {measured} of 255, at most {limit} is allowed."
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
        INFO, "%", N_("The paper is pure white on {measured} % of the scan; its tone is lost.")
    ),
}
