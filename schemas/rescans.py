"""Rescans: where a newly arrived scan belongs in its object, and what speaks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.texts import N_


class PlacementKind(StrEnum):
    """What is to become of an arrived scan."""

    REPLACE = "replace"
    """It takes the place of a page's scan."""
    INSERT = "insert"
    """It becomes a new page, after another or before the first."""
    NONE = "none"
    """It belongs to no page; it is kept nowhere."""


class Evidence(StrEnum):
    """What speaks for or against a place."""

    ORDER = "order"
    NUMBER = "number"
    NEIGHBOURS = "neighbours"
    CONTENT = "content"
    SIMILAR = "similar"
    CHOSEN = "chosen"
    NOT_LISTED = "not_listed"
    OTHER_NUMBER = "other_number"
    OTHER_CONTENT = "other_content"
    UNLIKE = "unlike"
    RIVAL = "rival"
    NOTHING = "nothing"
    SAME_FILE = "same_file"
    UNREADABLE = "unreadable"
    STILL_FAULTY = "still_faulty"
    TARGET = "target"

    @property
    def is_doubt(self) -> bool:
        """Whether it makes a person look before the scan takes its place."""
        return self in DOUBTS


#: Each piece of evidence in words.
EVIDENCE_SAID: dict[Evidence, str] = {
    Evidence.ORDER: N_("Its turn in the order of the list."),
    Evidence.NUMBER: N_("The page number printed on it is the one of this page."),
    Evidence.NEIGHBOURS: N_(
        "The page number printed on it stands between those of the neighbours."
    ),
    Evidence.CONTENT: N_("It shows the same as the page did before."),
    Evidence.SIMILAR: N_("It resembles what the page showed before."),
    Evidence.CHOSEN: N_("A person chose this place."),
    Evidence.NOT_LISTED: N_("Nobody asked for this page to be rescanned."),
    Evidence.OTHER_NUMBER: N_("The page number printed on it is another one."),
    Evidence.OTHER_CONTENT: N_("It looks like another page of the object."),
    Evidence.UNLIKE: N_("It does not look like the page did before."),
    Evidence.RIVAL: N_("Another place is nearly as likely, or another scan wants the same place."),
    Evidence.NOTHING: N_("Nothing tells where it belongs."),
    Evidence.SAME_FILE: N_("This very file is a scan of the object already."),
    Evidence.UNREADABLE: N_("The picture cannot be read."),
    Evidence.STILL_FAULTY: N_("The new scan has a fault of its own."),
    Evidence.TARGET: N_("By its name it shows a colour target, no page."),
}
#: What makes a person look before a scan takes its place.
DOUBTS = frozenset(
    {
        Evidence.NOT_LISTED,
        Evidence.OTHER_NUMBER,
        Evidence.OTHER_CONTENT,
        Evidence.UNLIKE,
        Evidence.RIVAL,
        Evidence.NOTHING,
        Evidence.SAME_FILE,
        Evidence.UNREADABLE,
        Evidence.STILL_FAULTY,
    }
)


#: Below this a place is doubtful, whatever speaks for it.
SURE = 0.9


def is_doubtful(evidence: Iterable[str], confidence: float) -> bool:
    """Whether a person must look before a scan takes its place."""
    return confidence < SURE or not DOUBTS.isdisjoint(evidence)


@dataclass(frozen=True, slots=True)
class Placement:
    """A place proposed for an arrived scan.

    ``page`` is the number of the page replaced, or of the one after which a page is inserted;
    None where it becomes the first page, or belongs to none.
    """

    kind: PlacementKind
    page: int | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person must look at it before it takes its place."""
        return is_doubtful(self.evidence, self.confidence)
