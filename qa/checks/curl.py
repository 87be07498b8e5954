"""Do the lines of print run straight? Near the fold and on wavy leaves they bend."""

from qa.curl import find_curl
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding


def check_curl(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report the place where lines bend most, in heights of a small letter."""
    upright = page.pose is not None and page.pose.is_standing
    curl = find_curl(page.text, page.slant, upright=upright)
    if curl is None:
        return NotApplicable("no-lines")
    if curl.heights <= profile.noted_curl_heights:
        return []
    code = "QA-CURL-01" if curl.heights > profile.max_curl_heights else "QA-CURL-02"
    step = page.text.step
    x, y, width, height = (
        round(value * step) for value in (curl.x, curl.y, curl.width, curl.height)
    )
    region = page.region_of(x, y, width, height)
    limit = profile.max_curl_heights
    return [Finding(code, measured=round(curl.heights, 2), limit=limit, region=region)]
