"""From results of pages to a stored object and a delivered package, without catalogue or flow."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exporters.errors import MissingFieldsError
from pipeline.context import WorkLimits
from pipeline.delivery import deliver_stored
from pipeline.masters import master_of
from pipeline.metadata import described_once, structure_of
from pipeline.package import ObjectSheet, PageSheet
from pipeline.page import FileToTake, walk_page
from pipeline.storage import open_root, store_aip
from schemas.events import Agent
from schemas.identifiers import mint_ark
from schemas.objects import DublinCore, Material
from schemas.pages import PageRole
from schemas.validation import DocumentKind, check_xml
from tests.pipeline.test_page import job_for, scan

__all__ = ["scan"]

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"
SOFTWARE = Agent("Skrynia", version="0.1.0")


@pytest.fixture
def work(scan, tmp_path):
    """A sheet, its master, its page's outcome and a storage root."""
    job = job_for(scan, tmp_path / "work")
    outcome = walk_page(job)
    sheet = ObjectSheet(
        object_id=str(mint_ark("99999")),
        library="Apskrities biblioteka",
        library_code="county",
        material=Material.BOOK,
        description=DublinCore(title=("Skrynia",), language=("lit",), rights=(RIGHTS,)),
        created_at=NOW,
        operator="Ona",
        device="Skeneris",
        pages=(PageSheet(outcome.page_id, 1, 1, PageRole.TITLE_PAGE, "", job.page.folder, (1,)),),
    )
    digest = hashlib.sha512(scan.read_bytes()).hexdigest()
    file = FileToTake(1, scan, scan.name, digest)
    master = master_of(file, tmp_path / "work" / "capture", WorkLimits())
    root = open_root(str(tmp_path / "storage"))
    root.initialise()
    return sheet, master, outcome, tmp_path / "work" / "metadata", root


def stored(work):
    sheet, master, outcome, folder, root = work
    described = described_once(sheet, (master,), (outcome,), folder, software=SOFTWARE)
    aip = store_aip(root, sheet.object_id, described.files, by="Skrynia", at=described.at)
    return described, aip


@pytest.mark.integration
def test_described_and_stored_twice_is_one_version(work):
    first, aip = stored(work)
    second, again = stored(work)

    assert second == first
    assert (aip.version, again.version) == (1, 1)
    kinds = {"mets.xml": DocumentKind.METS, "premis.xml": DocumentKind.PREMIS}
    for file in first.files:
        if file.path.name in kinds:
            assert check_xml(file.path, kinds[file.path.name]) == []


@pytest.mark.integration
def test_package_is_delivered_from_storage_alone(work, tmp_path):
    stored(work)
    sheet, *_, root = work

    done = deliver_stored(root, sheet.object_id, "vepis", tmp_path / "out")

    names = {str(p.relative_to(done.path)) for p in done.path.rglob("*") if p.is_file()}
    assert names == {
        "mets.xml", "dc.xml", "checksums.sha512", "images/0001.jpg", "alto/0001.xml",
    }  # fmt: skip
    for line in (done.path / "checksums.sha512").read_text().splitlines():
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha512((done.path / name.lstrip("*")).read_bytes()).hexdigest() == digest


@pytest.mark.integration
def test_object_without_rights_is_not_delivered(work, tmp_path):
    sheet, *rest = work
    bare = replace(sheet, description=DublinCore(title=("Skrynia",)))
    stored((bare, *rest))

    with pytest.raises(MissingFieldsError) as refused:
        deliver_stored(rest[-1], sheet.object_id, "vepis", tmp_path / "out")

    assert refused.value.facts["missing"] == "language, rights"
    assert not (tmp_path / "out").exists()


@pytest.mark.unit
def test_logical_structure_follows_the_roles(work):
    sheet, *_ = work
    [title] = sheet.pages
    roles = (PageRole.FRONT_COVER, PageRole.TEXT, PageRole.BLANK, PageRole.PLATE, PageRole.TEXT)
    pages = tuple(
        replace(title, page_id=f"p{n}", sequence=n, role=role) for n, role in enumerate(roles, 1)
    )

    division = structure_of(replace(sheet, pages=pages))

    assert [(d.kind, d.page_ids) for d in division.children] == [
        ("cover_front", ("p1",)), ("text", ("p2", "p3")),
        ("illustration", ("p4",)), ("text", ("p5",)),
    ]  # fmt: skip
