import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.capture import CaptureResult
from pipeline.context import PageContext, PagePart, ScanSource
from pipeline.faults import ScanFailure, ScanFault
from pipeline.headers import ScanHeader
from pipeline.plain import plain_of, value_of
from schemas.findings import Region
from schemas.pages import ImageFacts, RecipePart

FACTS = ImageFacts("image/tiff", 10, 20, 3, 8, "rgb", "none", 300.0)


@dataclass(frozen=True, slots=True)
class Bytes:
    content: bytes
    more: dict[str, bytes]


@pytest.mark.parametrize(
    "value",
    [
        Bytes(b"\0\xff", {"a": b"b"}),
        CaptureResult("0001.tif", "ab", 7, (ScanHeader(0, FACTS), ScanHeader(1, FACTS))),
        CaptureResult("x", "ab", 0, (), ScanFailure(ScanFault.TOO_LARGE, "big", {"pixels": 9})),
        PageContext(
            "ark:/99999/x1",
            "ark:/99999/x1/p0001",
            1,
            Path("work/p0001"),
            (PagePart(ScanSource(1, Path("a.tif"), 0, "ab", FACTS), RecipePart(1, 90)),),
        ),
        RecipePart(2, crop=Region(1, 2, 3, 4)),
    ],
)
def test_values_come_back_from_json_as_they_were(value):
    assert value_of(type(value), json.loads(json.dumps(plain_of(value)))) == value


def test_plain_of_refuses_what_it_does_not_know():
    with pytest.raises(TypeError, match="no plain form for set"):
        plain_of({1})
