"""What quality assurance says about one page; plain values that travel between processes."""

from dataclasses import dataclass, field

from qa.codes import severity_of
from schemas.findings import Finding, Severity

#: The value of a signature's pixel where nothing stands out.
MID = 128
#: Pixels of a signature's detail along one of its own.
DETAIL = 3


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A check that cannot judge this page, and why: a key of ``qa.codes.REASONS``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What the page shows, small enough to be compared with every other page of the volume.

    ``ink`` is a picture of ``height`` rows, one byte a pixel, ``MID`` where nothing stands out.
    Blank pages carry none: they look alike without being the same page.
    """

    width: int
    height: int
    ink: bytes
    blank: bool
    detail: bytes = b""
    """What stands out at ``DETAIL`` times the size, a bit a pixel, packed and deflated."""
    turned: bool = False
    """Whether the lines stand upright: the page lies on its side."""


@dataclass(frozen=True, slots=True)
class QaReport:
    """All checks of one page; limits and measures can be traced by the versions kept here."""

    findings: tuple[Finding, ...]
    not_applicable: tuple[tuple[str, str], ...]
    """Name of the check and the reason, a key of ``qa.codes.REASONS``."""
    signature: Signature
    profile: str
    profile_version: str
    check_versions: dict[str, str] = field(default_factory=dict)
    found_by: dict[str, str] = field(default_factory=dict)
    """Code of a finding to the check that raised it."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time taken by each check."""
    measures: dict[str, float] = field(default_factory=dict)
    """Named numbers of the page that the volume's own usual is learnt from (``qa.measures``)."""
    specks: tuple[tuple[int, int, int], ...] = ()
    """Specks alone on the paper: middle and side in pixels of the scan (``qa.specks``)."""

    def version_of(self, code: str) -> str:
        """Profile and check a finding of this code was held against: ``book 1.2, focus 3``."""
        check = self.found_by.get(code, "")
        by = f", {check} {self.check_versions.get(check, '')}".rstrip() if check else ""
        return f"{self.profile} {self.profile_version}{by}"

    @property
    def needs_person(self) -> bool:
        """Whether somebody must look at the page."""
        return any(severity_of(f.code) is not Severity.INFO for f in self.findings)
