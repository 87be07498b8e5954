"""Does the shadow of the fold reach into the page?

Every bound book has a dark line where the leaves meet; it is over after a few millimetres. A
shadow that is still there where print may stand comes from light that did not reach the fold.
Where the picture was cut at the fold, or a leaf curls up at its edge, only a deep one is reported.
"""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

MM_PER_INCH = 25.4
#: The finding marks so much beside the fold.
MARKED_MM = 20.0


def check_gutter(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report a shadow that goes on beyond the fold."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    frame, ppi = page.frame, page.ppi
    if frame is None:
        return NotApplicable("no-paper")
    if ppi is None:
        return NotApplicable("no-resolution")
    px_per_mm = ppi / MM_PER_INCH / page.shrink
    shadow = page.fold_shadow
    limit = profile.max_gutter_shadow_percent
    least = profile.noted_gutter_shadow_percent
    if shadow is None or shadow.percent <= (least if shadow.is_at_fold else limit):
        return []
    code = "QA-LIGHT-02" if shadow.percent > limit else "QA-LIGHT-04"
    wide = round(MARKED_MM * px_per_mm)
    fold, top = round(shadow.side.middle), round(frame.top.middle)
    left = fold if shadow.is_left else fold - wide
    region = page.region_of(max(0, left), top, wide, round(frame.bottom.middle) - top)
    return [Finding(code, round(shadow.percent, 1), limit, region)]
