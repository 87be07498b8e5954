"""Real faulty scans, judged apart from the seeded ones: few, but nobody here made them."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.codes import severity_of
from schemas.findings import Severity
from schemas.objects import Material
from tests.evaluation.qa.files import findings_of
from tests.evaluation.qa.sources import DATA


@dataclass(frozen=True, slots=True)
class RealFault:
    """A scan and what is wrong with it, as people said who gave it away."""

    path: str
    wrong: str
    codes: tuple[str, ...]
    """Beginnings of the codes of which one must be raised."""
    measured: float | None = None
    material: Material = Material.BOOK


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a real fault."""

    fault: RealFault
    is_found: bool
    measured: float | None
    others: tuple[str, ...]


REAL_FAULTS = (
    RealFault("defects/deskew-1.png", "askew", ("QA-SKEW",), -1.0),
    RealFault("defects/deskew-2.png", "askew, music", ("QA-SKEW",), -2.0),
    RealFault("defects/deskew-3.png", "askew", ("QA-SKEW",), -6.0),
    RealFault("defects/deskew-4.png", "askew", ("QA-SKEW",), 7.0),
    RealFault("defects/imgsrc001.png", "askew, black corner", ("QA-SKEW",)),
    RealFault("defects/1555.003.jpg", "curved", ("QA-CURL",)),
    RealFault("defects/keystone.png", "lines run together", ("QA-CURL", "QA-SKEW")),
    RealFault("defects/w91frag.jpg", "uneven light", ("QA-LIGHT",)),
    RealFault("defects/lighttext.jpg", "faint", ("QA-EXP", "QA-BLANK-02")),
    RealFault("defects/lucasta.047.jpg", "low resolution, not told", ("QA-RES",)),
    RealFault("defects/cavalerie.11.jpg", "75 ppi", ("QA-RES",)),
    RealFault("page-layout/ruempler_gartenbau_1882_0014.jpg", "no resolution told", ("QA-RES",)),
    RealFault("targets/737432.jpg", "a target lies beside the page", ("QA-TARGET",)),
)


def judge_real_faults() -> Iterator[Verdict]:
    """Each real fault that is there."""
    for fault in REAL_FAULTS:
        file = DATA / "images" / fault.path
        if not file.is_file():
            continue
        found = findings_of(file, fault.material)
        answers = [one for one in found if one.code.startswith(fault.codes)]
        others = {
            one.code
            for one in found
            if one not in answers and severity_of(one.code) is not Severity.INFO
        }
        measured = answers[0].measured if answers else None
        yield Verdict(fault, bool(answers), measured, tuple(sorted(others)))
