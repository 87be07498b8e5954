"""Is the page the right way round? Film and glass can be scanned from the back."""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: Handwriting leans and joins as no type does: more is asked than for other directions.
LEAST_SURENESS = 0.95


def check_mirrored(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report print whose letters are turned left to right."""
    if page.pose is None:
        return NotApplicable("no-lines")
    pose = page.pose.shown(page.facts.orientation)
    if not pose.is_sure or (pose.is_mirrored and pose.sureness < LEAST_SURENESS):
        return NotApplicable("no-direction")
    return [Finding("QA-TURN-03")] if pose.is_mirrored else []
