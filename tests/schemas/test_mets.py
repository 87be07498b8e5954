import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.mets import NotMetsError, parse_mets, write_mets
from schemas.mets_ids import href_to_path, ncname, path_to_href
from schemas.moments import UNKNOWN_MOMENT
from schemas.objects import DublinCore, Material
from schemas.packages import Division, FileUse, ObjectPackage, PackagedFile, PackagedPage
from schemas.pages import PageRole
from schemas.validation import DocumentKind, OfficialSchema, check_xml
from schemas.xml import XLINK, BadXmlError, ForbiddenXmlError, parse_xml, qualified
from tests.schemas.made import MOMENT, SHARED, made_file, made_package

ROOT = Path(__file__).parents[2]
SCHEMA_1_12_1 = SHARED / "schemas/mets/version1121/mets.xsd"


def mets_of(package: ObjectPackage) -> bytes:
    out = io.BytesIO()
    write_mets(package, out)
    return out.getvalue()


def as_mets_tells(package: ObjectPackage) -> ObjectPackage:
    """Without events, which PREMIS has, and with files in no particular order."""
    files = tuple(sorted(package.files, key=lambda file: file.logical_path))
    return replace(package, files=files, events=())


def reread(package: ObjectPackage) -> ObjectPackage:
    return parse_mets(io.BytesIO(mets_of(package)))


def test_mets_is_valid_and_gives_the_package_back():
    package = made_package()

    assert check_xml(mets_of(package), DocumentKind.METS) == []
    assert as_mets_tells(reread(package)) == as_mets_tells(package)


@pytest.mark.skipif(not SCHEMA_1_12_1.exists(), reason="the shared data is not here")
def test_mets_is_valid_by_the_later_schema_too():
    root = parse_xml(mets_of(made_package()))

    assert OfficialSchema(SCHEMA_1_12_1).problems(root) == []


def test_equal_packages_give_equal_bytes():
    assert mets_of(made_package()) == mets_of(made_package())


def test_everything_that_is_referred_to_is_there_once():
    root = parse_xml(mets_of(made_package()))
    ids = [each.get("ID") for each in root.iter() if each.get("ID")]

    assert len(ids) == len(set(ids))
    for pointer in root.iter("{*}fptr"):
        assert pointer.get("FILEID") in ids
    for element in root.iter():
        for reference in (element.get("ADMID", "") + " " + element.get("DMDID", "")).split():
            assert reference in ids
    for link in root.iter("{*}smLink"):
        assert link.get(qualified(XLINK, "from")) in ids
        assert link.get(qualified(XLINK, "to")) in ids


def test_every_file_stands_once_with_its_digest():
    package = made_package()
    root = parse_xml(mets_of(package))
    places = [*root.iter("{*}file"), *root.iter("{*}mdRef")]

    assert len(places) == len(package.files)
    assert {place.get("CHECKSUMTYPE") for place in places} == {"SHA-512"}
    assert all(len(place.get("CHECKSUM")) == 128 for place in places)
    assert [group.get("USE") for group in root.iter("{*}fileGrp")] == [
        "MASTER",
        "ACCESS",
        "THUMBNAIL",
        "ALTO",
        "TEXT",
    ]


def test_mets_does_not_speak_of_itself():
    package = made_package(1)
    itself = made_file("mets.xml", FileUse.STRUCTURE, "application/xml")

    assert reread(replace(package, files=(*package.files, itself))) == reread(package)


def test_an_object_without_pages_keeps_its_files():
    sound = made_file("master/0001.wav", FileUse.MASTER, "audio/wav")
    package = replace(
        made_package(0), files=(sound,), pages=(), structure=Division("sound"), events=()
    )

    assert check_xml(mets_of(package), DocumentKind.METS) == []
    assert reread(package) == package


def test_a_package_of_nothing_is_valid():
    package = ObjectPackage(
        "ark:/99999/x1",
        "",
        "",
        Material.MAP,
        DublinCore(),
        MOMENT,
        (),
        (),
        Division("map"),
    )

    assert check_xml(mets_of(package), DocumentKind.METS) == []
    assert reread(package) == package


_texts = st.text(st.characters(exclude_categories=("C",)), max_size=12)
_names = st.text(
    st.characters(exclude_categories=("C",), exclude_characters="/"), min_size=1, max_size=12
)
_labels = _texts.map(lambda text: " ".join(text.split()))


@st.composite
def packages(draw: st.DrawFn) -> ObjectPackage:
    """Objects with any names, labels and nested parts."""
    paths = draw(st.lists(_names.map("master/{}".format), unique=True, max_size=4))
    files = tuple(
        PackagedFile(path, FileUse.MASTER, "image/tiff", 1, "0" * 128, MOMENT) for path in paths
    )
    pages = tuple(
        PackagedPage(
            f"ark:/99999/x1/p{number:04d}",
            number,
            draw(st.sampled_from(PageRole)),
            draw(_labels),
            (path,),
        )
        for number, path in enumerate(paths, start=1)
    )
    ids = (
        st.lists(st.sampled_from([p.page_id for p in pages]), max_size=3) if pages else st.just([])
    )
    leaf = st.builds(Division, st.just("chapter"), _labels, ids.map(tuple))
    structure = st.recursive(
        leaf,
        lambda below: st.builds(
            Division,
            st.just("part"),
            _labels,
            ids.map(tuple),
            st.lists(below, max_size=3).map(tuple),
        ),
        max_leaves=6,
    )
    return replace(made_package(0), files=files, pages=pages, structure=draw(structure), events=())


@settings(max_examples=60)
@given(packages())
def test_every_package_comes_back(package):
    assert check_xml(mets_of(package), DocumentKind.METS) == []
    assert reread(package) == package


@given(st.lists(_texts, unique=True, max_size=5))
def test_different_texts_have_different_ids(texts):
    ids = {ncname("file", text) for text in texts}

    assert len(ids) == len(texts)
    assert all(each.isascii() and " " not in each for each in ids)


@given(_names)
def test_paths_come_back_from_addresses(path):
    assert href_to_path(path_to_href(path)) == path


GROWTH = """
import os, resource, sys
from schemas.mets import write_mets
from schemas.premis import write_premis
from tests.schemas.made import made_package
write = {"mets": write_mets, "premis": write_premis}[sys.argv[1]]
small, large = made_package(5), made_package(int(sys.argv[2]))
with open(os.devnull, "wb") as out:
    write(small, out)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    write(large, out)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("what", ["mets", "premis"])
def test_a_thousand_pages_are_written_in_flat_memory(what):
    done = subprocess.run(
        [sys.executable, "-c", GROWTH, what, "1000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) < 3_000, "KiB more than before; a tree takes over 15,000"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<alto/>", NotMetsError),
        (b'<mets xmlns="http://www.loc.gov/METS/v2"/>', NotMetsError),
        (b"", BadXmlError),
        (b'<mets xmlns="http://www.loc.gov/METS/">', BadXmlError),
        (b'<!DOCTYPE mets><mets xmlns="http://www.loc.gov/METS/"/>', ForbiddenXmlError),
    ],
)
def test_parse_mets_refuses_what_is_none(data, error):
    with pytest.raises(error, match=r"mets\.xml"):
        parse_mets(io.BytesIO(data), name="mets.xml")


def test_parse_mets_of_others_fills_in_what_is_not_said():
    data = b"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
    <fileSec><fileGrp USE="OCR-D-IMG"><file ID="f" MIMETYPE="image/tiff" CHECKSUM="1"
    CHECKSUMTYPE="MD5" SIZE="x"><FLocat LOCTYPE="URL" xlink:href="file://a%20b.tif"/></file>
    </fileGrp></fileSec><structMap TYPE="PHYSICAL"><div><div ID="p" ORDER="two" TYPE="page">
    <fptr FILEID="f"/><fptr FILEID="gone"/></div></div></structMap></mets>"""

    package = parse_mets(io.BytesIO(data))

    assert package.created_at == UNKNOWN_MOMENT
    assert package.files == (
        PackagedFile("a b.tif", FileUse.ACCESS, "image/tiff", 0, "", UNKNOWN_MOMENT),
    )
    assert package.pages == (PackagedPage("p", 1, PageRole.TEXT, "", ("a b.tif",)),)
    assert package.structure == Division("book")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("pattern", "title", "files", "pages"),
    [
        ("records/mets/mets_newspaper.xml", "Newspaper for testing purposes", 9, 2),
        ("records/mets/hathitrust-mets1.xml", None, 39, 12),
        (
            "scans/ces-karpatska-rus-1919/*/mets_*.xml",
            "Karpatská Rus a hranice našeho státu",
            40,
            8,
        ),
        ("scans/deu-bebel-1879/mets.xml", "Die Frau und der Sozialismus", 20, 4),
        ("scans/deu-kant-1784/bag/data/mets.xml", None, 6, 2),
        ("records/ndnp-newspaper/data/*/*/*/1887030301.xml", None, 4, 1),
    ],
)
def test_real_mets(pattern, title, files, pages):
    [path] = SHARED.glob(pattern)

    with path.open("rb") as file:
        package = parse_mets(file, name=path.name)

    assert len(package.files) == files
    assert len(package.pages) == pages
    assert next(iter(package.description.title), None) == title
    assert package.pages[0].files
