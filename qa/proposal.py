"""What the machine proposes for a page; the verdict itself is a person's.

A finding proposes by its severity: an error wants the page scanned again, a warning wants a look,
a note wants nothing. The codes named here propose otherwise. A page gets the gravest proposal.
"""

from collections.abc import Iterable
from enum import StrEnum

from qa.codes import severity_of
from schemas.findings import Finding, Severity


class Proposal(StrEnum):
    """What is proposed for a page, from the lightest to the gravest."""

    ACCEPT = "accept"
    LOOK = "look"
    RESCAN = "rescan"


_BY_SEVERITY = {
    Severity.INFO: Proposal.ACCEPT,
    Severity.WARNING: Proposal.LOOK,
    Severity.ERROR: Proposal.RESCAN,
}

#: A new scan would not help where the program, not the picture, is at fault.
OTHERWISE: dict[str, Proposal] = {
    "QA-FLOW-01": Proposal.LOOK,
    "QA-DER-01": Proposal.LOOK,
}

_GRAVITY = list(Proposal)


def proposal_of(code: str) -> Proposal:
    """What one finding of this code proposes."""
    return OTHERWISE.get(code) or _BY_SEVERITY[severity_of(code)]


def propose(findings: Iterable[Finding]) -> Proposal:
    """The gravest of what the findings propose; accept where there are none."""
    return gravest(proposal_of(finding.code) for finding in findings)


def gravest(proposals: Iterable[Proposal]) -> Proposal:
    """The gravest proposal; accept where there is none."""
    return max(proposals, key=_GRAVITY.index, default=Proposal.ACCEPT)
