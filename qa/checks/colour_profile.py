"""Does the file say what its colours mean: an ICC profile, and one that fits its pixels?"""

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: What a profile may be for, by the kind of pixels.
FITTING = {
    "grey": ("grey",), "bilevel": ("grey",), "rgb": ("rgb",), "ycbcr": ("rgb",),
    "palette": ("rgb",), "cmyk": ("cmyk",), "lab": ("lab",),
}  # fmt: skip
#: How working spaces call themselves; other profiles of the display class belong to one screen.
WORKING_SPACES = (
    "srgb", "adobe rgb", "adobergb", "adobe1998", "ecirgb", "prophoto", "romm", "display p3",
    "colormatch", "bt.709", "bt709", "rec709", "rec. 709", "bt.2020", "rec2020", "wide gamut",
    "c2", "gray", "grey", "gamma", "dot gain", "pro photo",
)  # fmt: skip


def check_colour_profile(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report a missing profile of a colour scan, and one that cannot be meant."""
    facts = page.facts
    if facts.icc_colour_space is None:
        return _missing(page, profile)
    name = facts.icc_profile or "–"
    fitting = FITTING.get(facts.colour_space, (facts.icc_colour_space,))
    if facts.icc_colour_space not in fitting or facts.icc_class == "output":
        return [Finding("QA-ICC-02", facts={"name": name, "space": facts.icc_colour_space})]
    if facts.icc_class == "display" and not is_working_space(name):
        return [Finding("QA-ICC-04", facts={"name": name})]
    return []


def is_working_space(name: str) -> bool:
    """Whether a profile of this name is one of a space, not of one device."""
    plain = name.casefold()
    return any(known in plain for known in WORKING_SPACES)


def _missing(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    if page.facts.colour_space in ("grey", "bilevel", "lab"):
        return NotApplicable("no-colour")
    if page.facts.stated_colour:
        return []
    return [Finding("QA-ICC-01" if profile.requires_icc else "QA-ICC-03")]
