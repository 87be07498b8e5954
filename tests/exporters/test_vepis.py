import hashlib
import io
from dataclasses import replace

import pytest

from exporters.base import WantedImage, require_complete
from exporters.errors import MissingFieldsError
from exporters.vepis import VepisExporter
from exporters.vepis_profile import default_profile
from schemas.dc import parse_dc_xml
from schemas.mets import parse_mets
from schemas.objects import DublinCore, Identifier
from schemas.packages import FileUse
from schemas.validation import DocumentKind, check_xml


def documents_of(plan):
    return {each.delivered_path: each.content for each in plan.documents}


def test_package_has_images_text_and_documents(stored):
    plan = stored(2).plan()

    assert plan.folder_name == "x5k2n8d4wq"
    assert plan.missing == ()
    assert [file.delivered_path for file in plan.files] == [
        "images/0001.jpg",
        "alto/0001.xml",
        "images/0002.jpg",
        "alto/0002.xml",
    ]
    assert plan.files[0].source_path == "rendered/access/0001 ą_1.tif.jpg"
    assert set(documents_of(plan)) == {"mets.xml", "dc.xml"}
    assert plan.checksums.delivered_path == "checksums.sha512"


def test_delivered_mets_is_valid_and_tells_what_is_delivered(stored):
    made = stored(3)
    plan = made.plan()
    mets = documents_of(plan)["mets.xml"]

    package = parse_mets(io.BytesIO(mets))

    assert check_xml(mets, DocumentKind.METS) == []
    digests = {file.delivered_path: file.sha512 for file in plan.files}
    digests["dc.xml"] = hashlib.sha512(documents_of(plan)["dc.xml"]).hexdigest()
    assert {file.logical_path: file.sha512 for file in package.files} == digests
    assert {file.use for file in package.files} == {
        FileUse.ACCESS,
        FileUse.ALTO,
        FileUse.DESCRIPTION,
    }
    assert package.pages[0].files == ("images/0001.jpg", "alto/0001.xml")
    assert package.structure == made.package.structure
    assert package.object_id == made.package.object_id


def test_delivered_description_is_valid_dublin_core(stored):
    made = stored(1)
    description = documents_of(made.plan())["dc.xml"]

    assert check_xml(description, DocumentKind.OAI_DC) == []
    assert parse_dc_xml(description) == made.package.description


def test_plan_is_the_same_when_images_are_made_anew(stored):
    made = stored(2)
    first = made.plan()
    later = {
        path: replace(file, created_at=file.created_at.replace(year=2030))
        for path, file in made.rendered.items()
    }

    assert VepisExporter().plan(made.package, later) == first


def test_wanted_images_name_source_and_form(stored):
    [wanted] = VepisExporter().wanted_images(stored(1).package)

    page_id = "ark:/99999/x5k2n8d4wq/p0001"
    assert wanted == WantedImage(page_id, "access/0001 ą_1.tif", "image/jpeg", 0, 85)


def test_images_that_have_the_form_already_are_taken_as_they_are(stored):
    made = stored(1)
    profile = replace(default_profile(), media_type="image/tiff")
    exporter = VepisExporter(profile)

    plan = exporter.plan(made.package, {})

    assert exporter.wanted_images(made.package) == ()
    assert plan.files[0].source_path == "access/0001 ą_1.tif"
    assert plan.files[0].delivered_path == "images/0001.tif"
    assert plan.missing == ()


def test_images_are_made_from_masters_where_there_is_no_access_copy(stored):
    package = stored(1).package
    files = tuple(file for file in package.files if file.use is not FileUse.ACCESS)

    [wanted] = VepisExporter().wanted_images(replace(package, files=files))

    assert wanted.source_path == "master/0001.tif"


def test_images_that_nobody_made_are_missing(stored):
    made = stored(2)
    made.rendered.popitem()

    assert made.plan().missing == ("image:access/0002 ą_1.tif",)


def test_everything_mandatory_that_is_missing_is_named_at_once(stored):
    made = stored(1)
    made.package = replace(made.package, description=DublinCore(rights=("Visos teisės",)))

    with pytest.raises(MissingFieldsError) as refused:
        require_complete(made.plan())

    assert refused.value.facts["missing"] == "title, language, rights"
    assert "ark:/99999/x5k2n8d4wq" in str(refused.value)


@pytest.mark.parametrize(
    ("field", "is_missing"),
    [
        ("identifier:shelfmark", False),
        ("identifier:vepis", True),
        ("identifier", False),
        ("library_code", False),
        ("coverage", True),
        ("text", True),
        ("images", True),
    ],
)
def test_profile_decides_what_is_mandatory(stored, field, is_missing):
    package = stored(1).package
    bare = replace(package.pages[0], files=(), page_id="ark:/99999/x5k2n8d4wq/p0002")
    package = replace(package, pages=(*package.pages, bare))
    exporter = VepisExporter(replace(default_profile(), mandatory=(field,)))

    assert exporter.missing_fields(package) == ((field,) if is_missing else ())


def test_an_object_without_pages_has_no_images(stored):
    package = replace(stored(0).package, pages=())

    assert "images" in VepisExporter().missing_fields(package)


def test_no_identifier_of_vepis_is_invented(stored):
    made = stored(1)

    package = parse_mets(io.BytesIO(documents_of(made.plan())["mets.xml"]))

    assert {each.kind for each in package.description.identifiers} == {
        "shelfmark",
        "isbn",
        "uri",
        "local",
    }
    assert Identifier("shelfmark", "L-12/3") in package.description.identifiers
