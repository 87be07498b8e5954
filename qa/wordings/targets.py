"""What can be wrong with the targets of an object and of the session it was scanned in."""

from qa.wordings.base import INFO, WARNING, Wording
from schemas.texts import N_

CODES: dict[str, Wording] = {
    "QA-TARGET-01": Wording(
        WARNING,
        "",
        N_(
            "The target “{target}” comes to {level} by {standard}; {required} is asked for."
            " See to the device and scan the object again, or accept it as it is."
        ),
    ),
    "QA-TARGET-02": Wording(
        WARNING,
        "",
        N_("Scanned with the device “{device}” without a valid target: {reason}."),
    ),
    "QA-TARGET-03": Wording(
        WARNING, "", N_("The target in “{target}” could not be graded: {reason}.")
    ),
    "QA-TARGET-04": Wording(
        INFO,
        "",
        N_("A target lies beside the page ({target}); checks and text leave it out."),
    ),
}

#: Why the target of a session does not speak for an object.
SESSION_REASONS: dict[str, str] = {
    "none": N_("no target was graded before it"),
    "hours": N_("the last target was too old"),
    "images": N_("too many images were made since the last target"),
    "failed-before": N_("the last target before it was below the level asked for"),
    "failed-after": N_("the next target after it was below the level asked for"),
    "own-failed": N_("its own target is below the level asked for"),
}

#: Why a target has no grading.
UNGRADED_REASONS: dict[str, str] = {
    "no-chart": N_("no chart that is known was found in it"),
    "unreadable": N_("the file cannot be read"),
    "no-level": N_("the standard asked for could not judge it"),
    "costly": N_("opening it took too much time or memory"),
}
