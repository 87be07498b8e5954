"""What people said about alarms on real scans: some scans deserve what is said of them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("judged.toml")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One look at one alarm."""

    page: str
    codes: tuple[str, ...]
    is_true: bool
    why: str


@cache
def judgements() -> tuple[Judgement, ...]:
    """All that were looked at by eye."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Judgement(one["page"], tuple(one["codes"]), one["true"], one["why"])
        for one in data["judged"]
    )


def judgement_of(page: str, code: str) -> Judgement | None:
    """What was said about a code on a page; ``page`` may name a whole folder."""
    return next(
        (one for one in judgements() if one.page in page and code.startswith(one.codes)), None
    )


def is_deserved(page: str, code: str) -> bool:
    """Whether the page really is as the code says."""
    found = judgement_of(page, code)
    return found is not None and found.is_true
