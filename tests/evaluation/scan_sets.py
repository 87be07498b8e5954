"""The sets of real scans, how each is digitised, and where the hand-made text of a page stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Beside the project, not in it: large, and partly not ours to pass on.
SCANS = ROOT.parent / "shared/data/scans"


@dataclass(frozen=True, slots=True)
class ScanSet:
    """One folder of images and what is known of it."""

    name: str
    images: str
    language: str
    profile: str = "book"
    truth: Callable[[str], str] | None = None
    """From an image's name without its ending to the file of its text; None where nobody read."""

    @property
    def folder(self) -> Path:
        """The folder of images."""
        return SCANS / self.name / self.images

    def truth_of(self, image: str) -> Path | None:
        """Where the text of an image stands."""
        return SCANS / self.name / self.truth(Path(image).stem) if self.truth else None


SETS = (
    ScanSet("lav-bible-1694", "images", "Fraktur", truth=lambda page: f"truth/{page}.jpg.txt"),
    ScanSet(
        "deu-grenzboten-1841", "images", "Fraktur", truth=lambda page: f"truth/{page}.gt.txt"
    ),
    ScanSet(
        "deu-nzz-newspaper", "images", "Fraktur", "newspaper",
        truth=lambda page: f"truth-text/{page.partition('_')[2]}.txt",
    ),
    ScanSet("deu-bebel-1879", "images", "deu", truth=lambda page: f"truth/{page}.xml"),
    ScanSet(
        "deu-kant-1784", "bag/data/OCR-D-IMG", "Fraktur",
        truth=lambda page: f"truth-text/{page.replace('INPUT', 'PAGE')}_PAGE.txt",
    ),
    ScanSet(
        "ces-karpatska-rus-1919", "b50eb6b0-f0a4-11e3-b72e-005056827e52/usercopy", "pol"
    ),
    ScanSet("ces-typescript", "images", "pol", "manuscript"),
)  # fmt: skip
