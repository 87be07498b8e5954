"""What a code of a finding means."""

from typing import NamedTuple

from schemas.findings import Severity

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


class Wording(NamedTuple):
    """What a code means: how much it weighs, the unit of its measure, and the sentence."""

    severity: Severity
    unit: str
    text: str
