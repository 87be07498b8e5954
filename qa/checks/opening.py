"""Does one page show two? A scan of an opening that was never split."""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.split import find_split
from schemas.findings import Finding

#: From this belief on somebody is told; less is enough for a proposal that somebody looks at.
MIN_CONFIDENCE = 0.8
#: The strip that is shown, as a share of the picture's width.
STRIP_SHARE = 0.02


def check_opening(page: PageView, profile: QaProfile) -> list[Finding]:
    """Note a fold between two pages."""
    split = find_split(page) if profile.notes_openings else None
    if split is None or split.confidence < MIN_CONFIDENCE:
        return []
    height, width = page.colour.shape[:2]
    half = STRIP_SHARE * width / 2
    left = max(0, round(min(split.top, split.bottom) - half))
    right = min(width, round(max(split.top, split.bottom) + half))
    region = page.region_of(left, 0, right - left, height)
    return [Finding("QA-SPLIT-01", measured=round(100 * split.confidence), region=region)]
