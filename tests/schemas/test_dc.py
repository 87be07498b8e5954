import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dc import (
    build_dc,
    parse_dc_xml,
    read_metadata,
)
from schemas.dc_elements import ELEMENTS, element_of, identifier_of, identifier_text
from schemas.dc_errors import EmptyMetadataError, SeveralRecordsError, UnknownMetadataError
from schemas.errors import LibraryError
from schemas.objects import DublinCore, Identifier
from schemas.validation import DocumentKind, check_xml
from tests.schemas.made import DESCRIPTION, SHARED

_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
_TEXT = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_VALUES = st.lists(_TEXT, max_size=3, unique=True).map(tuple)
_PLAIN = [name for name in ELEMENTS if name not in ("identifier", "title")]
_descriptions = st.builds(
    DublinCore,
    title=_TEXT.map(lambda title: (title,)),
    identifiers=st.lists(_TEXT.map(identifier_of), unique=True).map(tuple),
    **dict.fromkeys(_PLAIN, _VALUES),
)


def test_build_dc_is_valid_and_comes_back():
    document = build_dc(DESCRIPTION)

    assert check_xml(document, DocumentKind.OAI_DC) == []
    assert parse_dc_xml(document) == DESCRIPTION
    assert build_dc(DESCRIPTION) == document


def test_build_dc_of_nothing_is_valid():
    assert check_xml(build_dc(DublinCore()), DocumentKind.OAI_DC) == []


@given(_descriptions)
def test_every_description_comes_back(description):
    document = build_dc(description)

    assert parse_dc_xml(document) == description


def test_build_dc_survives_text_that_xml_cannot_hold():
    document = build_dc(DublinCore(title=("Pasa\x0ckos\x00",)))

    assert parse_dc_xml(document).title == ("Pasakos",)


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        (Identifier("isbn", "978-609"), "isbn:978-609"),
        (Identifier("shelfmark", "L-12"), "shelfmark:L-12"),
        (Identifier("ark", "ark:/99999/x1"), "ark:/99999/x1"),
        (Identifier("uri", "https://pavb.lt/a:b"), "https://pavb.lt/a:b"),
        (Identifier("urn", "urn:nbn:lt-123"), "urn:nbn:lt-123"),
        (Identifier("local", "12/34"), "12/34"),
        (Identifier("local", "fondas:12"), "local:fondas:12"),
        (Identifier("local", "https://x.lt"), "local:https://x.lt"),
    ],
)
def test_identifier_keeps_its_kind_in_plain_text(identifier, text):
    assert identifier_text(identifier) == text
    assert identifier_of(text) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("ISBN 978-609", Identifier("isbn", "978-609")),
        ("urn:issn:1392-0000", Identifier("issn", "1392-0000")),
        ("http://hdl.handle.net/1", Identifier("uri", "http://hdl.handle.net/1")),
    ],
)
def test_identifier_of_others(text, identifier):
    assert identifier_of(text) == identifier


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("dc:title", "title"),
        ("DC.Creator", "creator"),
        (" Antraštė ", "title"),
        ("Kurejas", "creator"),
        ("TEISĖS", "rights"),
        ("dcterms:issued", "date"),
        ("Šifras", "identifier:shelfmark"),
        ("identifier:libis", "identifier:libis"),
        ("titel", None),
        ("", None),
    ],
)
def test_element_of_knows_both_languages(name, element):
    assert element_of(name) == element


def test_parse_dc_xml_refuses_what_has_none():
    with pytest.raises(UnknownMetadataError, match="kažkas"):
        parse_dc_xml("<kažkas/>".encode())


def test_parse_dc_xml_refuses_two_descriptions():
    two = b"<all>" + build_dc(DESCRIPTION).split(b"?>", 1)[1] * 2 + b"</all>"

    with pytest.raises(SeveralRecordsError) as refused:
        parse_dc_xml(two, file="du.xml")

    assert refused.value.facts == {"file": "du.xml", "count": 2}


def test_read_metadata_refuses_an_empty_file(tmp_path):
    path = tmp_path / "tuščias.csv"
    path.write_bytes(b"\xef\xbb\xbf \n")

    with pytest.raises(EmptyMetadataError, match=r"tuščias\.csv"):
        read_metadata(path)


@pytest.mark.parametrize(
    "content",
    [
        b"<a><b></a>",
        b"<?xml version='1.0'?><html><body/></html>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"kazkoks tekstas be prasmes\nir antra eilute",
        b'element,value\ntitle,"Pasakos\n',
        b"element,value\n",
        b"00026nam a2200025 a 4500\x1e\x1d",
        b"99999nam a2299999 a 4500xxxxxxxxxxxx\x1e\x1d",
        b"<record xmlns='http://www.loc.gov/MARC21/slim'/>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"\xff\xfea",
    ],
)
def test_read_metadata_ends_in_a_clear_error(tmp_path, content):
    path = tmp_path / "blogas.dat"
    path.write_bytes(content)

    with pytest.raises(LibraryError) as refused:
        read_metadata(path)

    assert "blogas.dat" in str(refused.value)


def test_read_metadata_names_what_is_no_file(tmp_path):
    for path in (tmp_path / "nėra.xml", tmp_path):
        with pytest.raises(LibraryError, match=f"META-001.*{path.name}"):
            read_metadata(path)


def test_read_metadata_of_dublin_core(tmp_path):
    path = tmp_path / "dc.xml"
    path.write_bytes(build_dc(DESCRIPTION))

    assert read_metadata(path) == (DESCRIPTION, "application/xml")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_read_metadata_never_breaks_on_real_records():
    outcomes = [_outcome(path) for path in sorted((SHARED / "records").rglob("*.[xmd]*"))]

    assert outcomes.count("read") > 25
    assert outcomes.count("refused") > 25
    assert set(outcomes) == {"read", "refused"}


def _outcome(path):
    try:
        description, _ = read_metadata(path)
    except LibraryError as error:
        return "refused" if path.name in str(error) else f"{path.name} is not named"
    return "read" if description != DublinCore() else f"{path.name} gave nothing"
