import re
import string
import subprocess
import sys

import pytest

from qa.codes import CODES, REASONS, plain_number, reason_sentence, sentence, severity_of, unit_of
from schemas.findings import Finding, Severity
from tests.qa.drawn import ROOT

MANUAL = ROOT / "docs" / "qa-codes.md"


def test_every_code_has_its_paragraph_in_the_manual():
    headings = re.findall(
        r"^### (QA-[A-Z]+-[0-9]{2}) .*\((info|warning|error)\)$", MANUAL.read_text(), re.M
    )

    assert dict(headings) == {code: str(wording.severity) for code, wording in CODES.items()}
    assert len(headings) == len(CODES)


def test_every_paragraph_of_the_manual_says_something():
    parts = re.split(r"^### QA-.*$", MANUAL.read_text(), flags=re.M)[1:]

    assert all(len(part.split()) >= 20 for part in parts)


@pytest.mark.parametrize("code", CODES)
def test_code_is_a_sentence_and_shows_its_measure(code):
    wording = CODES[code]
    names = {name for _, name, _, _ in string.Formatter().parse(wording.text) if name}

    assert re.fullmatch(r"QA-[A-Z]+-\d{2}", code)
    assert wording.text.endswith(".")
    assert (
        not wording.unit
        or names & {"measured", "limit", "reason"}
        or code == "QA-RES-04"
        or (code == "QA-DEPTH-02")
    )


def test_sentence_in_the_readers_language_with_the_readers_numbers():
    finding = Finding("QA-SKEW-01", measured=-1.5, limit=1.0)
    lithuanian = {CODES["QA-SKEW-01"].text: "Pakrypęs {measured}° (riba {limit}°)."}

    said = sentence(finding, lithuanian.__getitem__, lambda n: f"{n:.1f}".replace(".", ","))

    assert said == "Pakrypęs -1,5° (riba 1,0°)."


def test_sentence_names_further_facts():
    finding = Finding("QA-RES-03", 1016.0, 700, facts={"ppi": 72})

    assert sentence(finding).startswith("At 72 ppi the original would be 1016 mm long")


def test_sentence_of_an_older_finding_lacking_a_fact_is_still_said():
    assert "–" in sentence(Finding("QA-OCR-02"))


def test_numbers_are_never_written_with_an_exponent():
    assert plain_number(1_000_000_000) == "1000000000"
    assert plain_number(0.5) == "0.5"


def test_severity_and_unit_stand_in_the_table():
    assert severity_of("QA-FOCUS-01") is Severity.ERROR
    assert unit_of("QA-FOCUS-01") == "px"


def test_reasons_are_said():
    assert all(reason_sentence(reason) for reason in REASONS)


def test_table_and_profiles_load_without_opencv():
    """The site words findings and must not carry image libraries."""
    code = "import qa.codes, qa.profiles, sys; sys.exit('cv2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
