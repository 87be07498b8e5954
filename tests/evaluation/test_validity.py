from pathlib import Path

import pytest

from schemas.validation import DocumentKind
from tests.evaluation.validity import check_documents, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/mets.xml", DocumentKind.METS),
        ("metadata/premis.xml", DocumentKind.PREMIS),
        ("metadata/dc.xml", DocumentKind.OAI_DC),
        ("metadata/mix/0001.xml", DocumentKind.MIX),
        ("text/p0001.xml", DocumentKind.ALTO),
        ("alto/0001.xml", DocumentKind.ALTO),
        ("metadata/source.xml", None),
    ],
)
def test_kind_of_document_by_its_place(path, kind):
    assert kind_of(Path(path)) == kind


def test_check_documents_names_the_file_that_is_not_valid(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text/p0001.xml").write_text("<alto/>")
    (tmp_path / "other.xml").write_text("<other/>")

    found = check_documents(tmp_path)

    assert found.checked == {"alto": 1}
    assert found.complaints
    assert all(complaint.startswith("text/p0001.xml:") for complaint in found.complaints)
