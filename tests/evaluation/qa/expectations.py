"""Which codes may answer which seeded fault, and how often they must: the targets' one table.

Recall targets are those of the image-quality reference, section 12.4, in per cent for mild,
moderate and severe. A code stands for all codes that begin with it.
"""

from dataclasses import dataclass
from enum import StrEnum

Targets = tuple[float, float, float]


class Pool(StrEnum):
    """Pages a fault can be seen on."""

    TEXT = "text"
    """Running text, columns, tables."""
    ANY = "any"
    """Beside text also half-tones and colour plates."""
    COLOUR = "colour"
    """As any, scanned in colour."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What ought to come of one kind of fault."""

    codes: tuple[str, ...]
    targets: Targets | None = None
    pool: Pool = Pool.ANY
    also: tuple[str, ...] = ()
    """Codes that find the fault without naming it rightly."""
    is_local: bool = False
    """Whether its place counts; judged apart, at an overlap (IoU) of 0.3."""
    is_headline: bool = False
    """Seeded more often."""


MIN_OVERLAP = 0.3
_FOCUS: Targets = (85, 97, 99.5)
_TONE: Targets = (92, 98, 100)
_LIGHT: Targets = (80, 93, 98)
_LINES: Targets = (75, 92, 98)
_THINGS: Targets = (75, 93, 98)
_GHOSTS: Targets = (60, 85, 95)

SEEDED: dict[str, Expectation] = {
    "defocus": Expectation(("QA-FOCUS",), _FOCUS, Pool.TEXT, ("QA-MOTION",), is_headline=True),
    "defocus_corner": Expectation(("QA-FOCUS",), _FOCUS, Pool.TEXT, is_local=True),
    "motion": Expectation(("QA-MOTION",), (80, 95, 99), Pool.TEXT, ("QA-FOCUS", "QA-GHOST")),
    "double_exposure": Expectation(("QA-GHOST",), _GHOSTS, Pool.TEXT, ("QA-MOTION",)),
    "sharpening": Expectation(("QA-HALO",), None, Pool.TEXT),
    "enlarged": Expectation(("QA-RES-07",), None, Pool.TEXT, ("QA-FOCUS", "QA-RES")),
    "denoised": Expectation(("QA-NOISE-02",), None),
    "noise": Expectation(("QA-NOISE-01",), None),
    "jpeg_artefacts": Expectation(("QA-CODING",), None),
    "skew": Expectation(("QA-SKEW",), (97, 99.5, 100), Pool.TEXT, is_headline=True),
    "turned": Expectation(("QA-TURN-01", "QA-TURN-02"), (99.8, 99.8, 99.5), Pool.TEXT),
    "mirrored": Expectation(("QA-TURN-03",), None, Pool.TEXT, ("QA-TURN",)),
    "negative": Expectation(("QA-INVERT",), None),
    "cut_text": Expectation(("QA-CROP",), (80, 95, 99), Pool.TEXT, is_local=True, is_headline=True),
    "curl": Expectation(("QA-CURL",), _LIGHT, Pool.TEXT),
    "other_size": Expectation(("QA-SEQ-07",), None, Pool.ANY, ("QA-RES",)),
    "finger": Expectation(("QA-OBJECT-01",), _THINGS, Pool.ANY, ("QA-OBJECT",), is_local=True),
    "foreign_object": Expectation(("QA-OBJECT",), _THINGS, is_local=True),
    "moire": Expectation(("QA-MOIRE",), _GHOSTS, is_local=True),
    "banding": Expectation(("QA-BAND",), _LINES, Pool.ANY, ("QA-STREAK",)),
    "streak": Expectation(("QA-STREAK",), _LINES, Pool.ANY, ("QA-BAND",), is_local=True),
    "exposure": Expectation(("QA-EXP",), _TONE, Pool.ANY),
    "clipping": Expectation(("QA-EXP",), _TONE, Pool.ANY),
    "cast": Expectation(("QA-CAST",), _TONE, Pool.COLOUR),
    "uneven_light": Expectation(("QA-LIGHT",), _LIGHT, Pool.ANY),
    "gutter_shadow": Expectation(("QA-LIGHT",), _LIGHT, Pool.ANY, is_local=True),
    "show_through": Expectation(("QA-SHOW",), _GHOSTS, Pool.TEXT),
}
_FILE: Targets = (100, 100, 100)
#: Faults of files, by the generator's names with "file_" before them.
FILES: dict[str, Expectation] = {
    f"file_{name}": Expectation(codes, _FILE, Pool.COLOUR)
    for name, codes in {
        "wrong_ppi": ("QA-RES",),
        "no_ppi": ("QA-RES",),
        "no_profile": ("QA-ICC",),
        "grey_as_colour": ("QA-COLOUR",),
        "bilevel": ("QA-DEPTH",),
        "false_sixteen_bits": ("QA-DEPTH",),
        "lossy": ("QA-COMP",),
        "cut_short": ("QA-FILE",),
    }.items()
}
#: Faults between pages that need their own scans: a page shot again, shot again with a finger
#: and another crop, and dust on neighbouring pages.
RESHOT, RECROPPED, DUST_RUNS = "reshot", "recropped", "dust_run"
BETWEEN: dict[str, Expectation] = {
    "duplicate": Expectation(("QA-SEQ-01",), (100, 100, 100)),
    RESHOT: Expectation(("QA-SEQ-01",), (99, 99, 99)),
    RECROPPED: Expectation(("QA-SEQ-01",), (97, 97, 97)),
    DUST_RUNS: Expectation(("QA-DUST",), _LINES),
    **{
        f"{fault}{place}": Expectation(("QA-SEQ",), targets)
        for place, targets in (
            ("", (97, 97, 97)),
            ("_at_plates", (60, 60, 60)),
            ("_unnumbered", (60, 60, 60)),
        )
        for fault in ("missing_leaf", "swapped", "block_moved", "gathering_reversed")
    },
}
EXPECTED = SEEDED | FILES | BETWEEN
#: Faults whose page is also held against the others of its volume.
BY_VOLUME = (
    "defocus", "exposure", "cast", "clipping", "uneven_light", "gutter_shadow", "show_through",
    "noise", "denoised", "enlarged", "other_size", "turned", "mirrored", "cut_text",
    RESHOT, RECROPPED, DUST_RUNS,
)  # fmt: skip
#: The grade of what is there or not.
ANY_GRADE = "any"
#: Faults that leave no light of their own: seeded into grey and colour scans, and these into any.
GEOMETRIC = ("skew", "turned", "mirrored", "cut_text")


def answers(fault: str, code: str) -> bool:
    """Whether a code answers a fault, by its name or by another."""
    one = EXPECTED[fault]
    return code.startswith(one.codes + one.also)


def names(fault: str, code: str) -> bool:
    """Whether a code calls a fault by its name."""
    return code.startswith(EXPECTED[fault].codes)


#: Codes that measure a fault in its own unit.
MEASURING: dict[str, tuple[str, ...]] = {
    "skew": ("QA-SKEW",),
    "cast": ("QA-CAST-02",),
    "curl": ("QA-CURL",),
    "finger": ("QA-OBJECT",),
    "foreign_object": ("QA-OBJECT",),
    "clipping": ("QA-EXP-03", "QA-EXP-04", "QA-EXP-06", "QA-EXP-07"),
    "uneven_light": ("QA-LIGHT-01", "QA-LIGHT-03"),
    "gutter_shadow": ("QA-LIGHT-02", "QA-LIGHT-04"),
    "double_exposure": ("QA-GHOST",),
    "show_through": ("QA-SHOW",),
    "sharpening": ("QA-HALO",),
    "moire": ("QA-MOIRE",),
    "banding": ("QA-BAND",),
    "streak": ("QA-STREAK",),
    "other_size": ("QA-SEQ-07",),
}
