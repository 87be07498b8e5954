"""Does the scan keep enough tones, and are those it claims really there?"""

from qa.page import PageView
from qa.profiles import QaProfile
from schemas.findings import Finding


def check_bit_depth(page: PageView, profile: QaProfile) -> list[Finding]:
    """Report too few bits a channel, and 16 bits of which only 8 are used."""
    bits = page.facts.bits_per_channel
    if page.is_bilevel and profile.allows_bilevel:
        return [Finding("QA-DEPTH-02", measured=bits, limit=profile.min_bits)]
    if bits < profile.min_bits and page.facts.colour_space != "palette":
        return [Finding("QA-DEPTH-01", measured=bits, limit=profile.min_bits)]
    if page.used_bits < bits:
        return [Finding("QA-DEPTH-03", measured=page.used_bits, limit=bits)]
    return []
