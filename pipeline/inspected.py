"""A page of a folder as it was judged."""

from dataclasses import dataclass

from pipeline.paging import PlannedScan
from qa.proposal import Proposal, propose
from qa.report import QaReport
from qa.volume.pages import PrintedLabel
from schemas.findings import Finding
from schemas.pages import RecipePart


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """One page, or one of the scans a page is made of, as it was judged."""

    object_number: int
    """Place of its object in the plan, from 0."""
    sequence: int
    """The page's place in its object, from 1."""
    path: str
    """Relative to the folder."""
    scan: PlannedScan
    part: RecipePart
    findings: tuple[Finding, ...] = ()
    across: tuple[Finding, ...] = ()
    """Found by comparison with other pages of the object."""
    report: QaReport | None = None
    """None where nothing of the picture could be read."""
    picture: bytes = b""
    labels: tuple[PrintedLabel, ...] = ()
    """What was read in the margins that may be its number."""
    label: str = ""
    """The printed number that the pages around it bear out."""
    seconds: float = 0.0
    label_seconds: float = 0.0
    """For the reading of the margins."""

    @property
    def proposal(self) -> Proposal:
        """The verdict proposed."""
        return propose((*self.findings, *self.across))
