"""Does the light fall off across the page?

How much is measured by ``qa.fall_off``. A fall-off that the volume's pages share shows in the
baseline.
"""

from qa.fall_off import is_page
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding


def check_uneven_light(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report light that falls off across the leaf."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.slant is None:
        # The sky of a photograph falls off as paper does.
        return NotApplicable("no-lines")
    paper = page.paper
    if profile.is_pictorial or paper is None or not is_page(paper):
        return NotApplicable("no-paper")
    fall = page.fall_off
    if fall is None:
        return NotApplicable("no-paper")
    percent = fall.percent - fall.age_percent
    if percent <= profile.noted_fall_off_percent:
        return []
    limit = profile.max_fall_off_percent
    code = "QA-LIGHT-01" if percent > limit else "QA-LIGHT-03"
    return [Finding(code, measured=round(percent, 1), limit=limit)]
