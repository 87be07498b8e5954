"""Does the page stand as it is read? Sideways and upside down, judged as the picture is shown."""

from qa.page import PageView
from qa.pose import SHOWN
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: A leaf higher than wide by this has its lines along the short side; where they run along the
#: long one, a table or plate was printed sideways.
PORTRAIT = 1.1


def check_orientation(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report lines that run from top to bottom or stand on their heads, and how to turn them."""
    if page.pose is None:
        return NotApplicable("no-lines")
    pose = page.pose.shown(page.facts.orientation)
    degrees = pose.degrees_to_turn
    if pose.is_standing:
        return [Finding("QA-TURN-04" if _is_portrait(page) else "QA-TURN-01", measured=degrees)]
    if not pose.is_sure:
        return NotApplicable("no-direction")
    if pose.is_mirrored or degrees == 0:
        return []
    return [Finding("QA-TURN-02", measured=degrees)]


def _is_portrait(page: PageView) -> bool:
    """Whether the leaf as shown is higher than wide."""
    height, width = page.colour.shape[:2]
    if page.frame is not None:
        height, width = page.frame.leaf_height, page.frame.leaf_width
    if SHOWN.get(page.facts.orientation, SHOWN[1])[0][0] == 0:
        height, width = width, height
    return bool(height > PORTRAIT * width)
