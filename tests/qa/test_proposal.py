import pytest

from qa.codes import CODES, severity_of
from qa.proposal import OTHERWISE, Proposal, gravest, proposal_of, propose
from schemas.findings import Finding, Severity

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("codes", "proposal"),
    [
        ((), Proposal.ACCEPT),
        (("QA-BLANK-01",), Proposal.ACCEPT),
        (("QA-BLANK-01", "QA-SKEW-01"), Proposal.LOOK),
        (("QA-FOCUS-01", "QA-SKEW-01"), Proposal.RESCAN),
        (("QA-FOCUS-02",), Proposal.LOOK),
        (("QA-SEQ-01",), Proposal.LOOK),
        (("QA-FILE-03",), Proposal.RESCAN),
        (("QA-FLOW-01",), Proposal.LOOK),
    ],
)
def test_page_gets_the_gravest_of_what_its_findings_propose(codes, proposal):
    assert propose(Finding(code) for code in codes) is proposal


@pytest.mark.parametrize("code", CODES)
def test_only_a_note_is_accepted_unseen(code):
    assert (proposal_of(code) is Proposal.ACCEPT) == (severity_of(code) is Severity.INFO)


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("QA-FILE-")])
def test_what_cannot_be_opened_is_scanned_again(code):
    assert proposal_of(code) is Proposal.RESCAN


def test_exceptions_are_known_codes_that_differ_from_the_rule():
    assert set(OTHERWISE) <= set(CODES)


def test_order_of_gravity():
    assert gravest([Proposal.RESCAN, Proposal.ACCEPT, Proposal.LOOK]) is Proposal.RESCAN
    assert gravest([]) is Proposal.ACCEPT
