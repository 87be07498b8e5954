"""Is the page the right way round? Film and glass can be scanned from the back."""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding


def check_mirrored(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report print whose letters are turned left to right."""
    if page.pose is None:
        return NotApplicable("no-lines")
    pose = page.pose.shown(page.facts.orientation)
    if not pose.is_sure:
        return NotApplicable("no-direction")
    return [Finding("QA-TURN-03")] if pose.is_mirrored else []
