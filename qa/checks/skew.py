"""Does the page stand straight? Judged by its lines of text; positive is clockwise."""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding


def check_skew(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report the angle of the lines where it is more than the profile lets pass."""
    if page.slant is None:
        return NotApplicable("no-lines")
    degrees, limit = page.slant.degrees, profile.max_skew_degrees
    if abs(degrees) <= profile.noted_skew_degrees:
        return []
    code = "QA-SKEW-01" if abs(degrees) > limit else "QA-SKEW-02"
    return [Finding(code, measured=round(degrees, 2), limit=limit)]
