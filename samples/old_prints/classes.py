"""The classes of old prints: which languages, spellings, faces and layouts come together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samples.old_prints import faces, spelling
from samples.old_prints.faces import OldFace
from samples.old_prints.sentences import Part, plain
from samples.old_prints.spelling import Manner


class Layout(StrEnum):
    """How text stands on the page."""

    BOOK = "book"
    NEWSPAPER = "newspaper"
    PARALLEL = "parallel"
    """One language to a column, side by side."""
    SPRINKLED = "sprinkled"
    """Words of the second language stand within the text of the first."""
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Voice:
    """One language as it is printed: its file of sentences, how it is spelt, its faces."""

    language: str
    script: str
    manners: tuple[Manner, ...]
    faces: Mapping[Part, tuple[OldFace, ...]]


@dataclass(frozen=True, slots=True)
class PrintClass:
    """One kind of print."""

    name: str
    voices: tuple[Voice, ...]
    layout: Layout = Layout.BOOK
    others: tuple[Voice, ...] = field(default=())
    """Voices that volumes take by turns instead of the first."""


def _faces(
    judging: tuple[OldFace, ...], training: tuple[OldFace, ...]
) -> dict[Part, tuple[OldFace, ...]]:
    return {Part.JUDGING: judging, Part.TRAINING: training}


ANTIQUA = _faces((faces.OLD_STANDARD, faces.DIDOT), (faces.FELL, faces.DEJAVU))
NEWER = _faces((faces.CASLON, faces.FRANK_RUHL_LATIN), (faces.DEJAVU, faces.DEJAVU_WIDE))
FRAKTUR = _faces((faces.MAGUNTIA,), (faces.TERMES_BLACK,))
CYRILLIC = _faces((faces.OLD_STANDARD,), (faces.DEJAVU_WIDE,))
HEBREW = _faces((faces.FRANK_RUHL,), (faces.NOTO_HEBREW,))

LIT = Voice("lit", "antiqua", (plain,), NEWER)
LIT_OLD = Voice(
    "lit", "antiqua", (spelling.calendar, spelling.newspaper, spelling.nineties), ANTIQUA
)
LIT_FRAKTUR = Voice("lit", "fraktur", (spelling.prussian, spelling.memel), FRAKTUR)
LIT_CYRILLIC = Voice("lit", "cyrillic", (spelling.cyrillic,), CYRILLIC)
POL = Voice("pol", "antiqua", (plain,), ANTIQUA)
DEU = Voice("deu", "antiqua", (spelling.german,), ANTIQUA)
DEU_FRAKTUR = Voice("deu", "fraktur", (spelling.german_fraktur,), FRAKTUR)
LAT = Voice("lat", "antiqua", (plain,), ANTIQUA)
LAV = Voice("lav", "antiqua", (plain,), NEWER)
RUS = Voice("rus", "cyrillic", (spelling.modern_russian,), CYRILLIC)
RUS_OLD = Voice("rus", "cyrillic", (plain,), CYRILLIC)
YID = Voice("yid", "hebrew", (plain,), HEBREW)

CLASSES = {
    one.name: one
    for one in (
        PrintClass("lit-modern", (LIT,)),
        PrintClass("lit-antiqua", (LIT_OLD,)),
        PrintClass("lit-fraktur", (LIT_FRAKTUR,)),
        PrintClass("lit-cyrillic", (LIT_CYRILLIC,)),
        PrintClass("pol", (POL,)),
        PrintClass("deu-antiqua", (DEU,)),
        PrintClass("deu-fraktur", (DEU_FRAKTUR,)),
        PrintClass("lat", (LAT,)),
        PrintClass("lav", (LAV,)),
        PrintClass("rus", (RUS,)),
        PrintClass("rus-old", (RUS_OLD,)),
        PrintClass("yid", (YID,)),
        PrintClass("newspaper", (LIT,), Layout.NEWSPAPER, others=(LIT_OLD, LIT_FRAKTUR)),
        PrintClass("parallel", (LIT_OLD, POL), Layout.PARALLEL),
        PrintClass("parallel-scripts", (LIT_FRAKTUR, DEU), Layout.PARALLEL),
        PrintClass("fraktur-latin", (DEU_FRAKTUR, LAT), Layout.SPRINKLED),
        PrintClass("titles", (LIT_OLD,), Layout.TITLE, others=(LIT_FRAKTUR, POL, DEU_FRAKTUR)),
    )
}
