"""Is the whole page in the picture? Print cut off, missing margins, edges that are not seen."""

from qa.cut_text import Cut, find_cuts
from qa.frame import SideKind
from qa.margins import unseen_margins
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding, Region
from schemas.texts import N_

SIDES = (N_("left edge"), N_("upper edge"), N_("right edge"), N_("lower edge"))
#: How high a small letter usually is, for pages whose resolution is not known.
LETTER_MM = 1.8


def check_cropped(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report print that the picture cuts off, then missing margins and edges."""
    upright = page.pose is not None and page.pose.is_standing
    cuts = find_cuts(page.text, page.frame, upright=upright)
    findings = [_cut(page, cut) for cut in cuts]
    findings += _narrow(page, profile, {cut.side for cut in cuts}, upright=upright)
    if profile.requires_edges:
        findings += _unseen(page)
    if not findings and not len(page.text.boxes):
        return NotApplicable("no-text")
    return findings


def _cut(page: PageView, cut: Cut) -> Finding:
    x, y, width, height = (round(value * page.text.step) for value in cut.box)
    region = page.region_of(x, y, width, height)
    return Finding("QA-CROP-01", measured=cut.count, region=region, facts={"side": SIDES[cut.side]})


def _narrow(page: PageView, profile: QaProfile, cut: set[int], *, upright: bool) -> list[Finding]:
    """Print that comes near to a side of the picture at which no edge of the leaf is seen."""
    margins = unseen_margins(page.text, page.frame, upright=upright)
    findings = []
    for side, margin in margins.items():
        room = margin * _mm_a_pixel(page)
        if side in cut or room >= profile.noted_margin_mm:
            continue
        is_narrow = room < profile.min_margin_mm
        findings.append(
            Finding(
                "QA-CROP-02" if is_narrow else "QA-CROP-03",
                measured=round(room, 1),
                limit=profile.min_margin_mm if is_narrow else profile.noted_margin_mm,
                region=_strip(page, side, margin),
                facts={"side": SIDES[side]},
            )
        )
    return findings


def _unseen(page: PageView) -> list[Finding]:
    """Sides of the leaf that the profile wants to be seen, and are not."""
    if page.frame is None:
        return []
    return [
        Finding("QA-CROP-04", facts={"side": name})
        for name, side in zip(SIDES, page.frame.sides, strict=True)
        if side.kind is SideKind.PICTURE
    ]


def _strip(page: PageView, side: int, margin: float) -> Region:
    """The margin of a side, as far as the print reaches along it."""
    height, width = page.colour.shape[:2]
    step, boxes = page.text.step, page.text.boxes
    deep = max(1, round(margin * step))
    along = 1 - side % 2
    low = round(float(boxes[:, along].min()) * step)
    high = round(float((boxes[:, along] + boxes[:, along + 2]).max()) * step)
    if side % 2 == 0:
        return page.region_of(0 if side == 0 else width - deep, low, deep, high - low)
    return page.region_of(low, 0 if side == 1 else height - deep, high - low, deep)


def _mm_a_pixel(page: PageView) -> float:
    """Millimetres in one pixel of the text layout."""
    if page.ppi is not None:
        return 25.4 / page.ppi * page.shrink * page.text.step
    boxes = page.text.boxes
    heights = sorted(int(height) for height in boxes[:, 3])
    return LETTER_MM / max(1, heights[len(heights) // 2])
