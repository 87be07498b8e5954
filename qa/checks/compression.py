"""Is the master kept as it was taken, or has its compression thrown something away?"""

from qa.page import PageView
from qa.profiles import QaProfile
from schemas.findings import Finding

#: What readers of the next decades are sure to know: TIFF 6.0, PNG, JPEG and JPEG 2000.
USUAL = frozenset(
    ("", "none", "lzw", "packbits", "deflate", "jpeg", "jpeg2000", "pdf", "ccitt-g3", "ccitt-g4")
)


def check_compression(page: PageView, profile: QaProfile) -> list[Finding]:
    """Report a lossy master, and a compression that few programs read."""
    facts = page.facts
    findings = []
    if facts.compression not in USUAL:
        findings.append(Finding("QA-COMP-03", facts={"compression": facts.compression}))
    quality = facts.jpeg_quality
    if quality is not None and quality < profile.min_jpeg_quality:
        findings.append(Finding("QA-COMP-01", measured=quality, limit=profile.min_jpeg_quality))
    elif facts.is_lossy:
        findings.append(Finding("QA-COMP-02", facts={"compression": facts.compression}))
    return findings
