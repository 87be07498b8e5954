import io

import pytest
from lxml import etree

from schemas.xml import (
    BadXmlError,
    ForbiddenXmlError,
    iterate_xml,
    legal_text,
    parse_xml,
    render_xml,
    stream_xml,
)

LAUGHS = b"""<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>
<a x="&h;">&h;</a>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
FOREIGN_DTD = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'


@pytest.mark.parametrize("attack", [LAUGHS, OUTSIDE, FOREIGN_DTD])
def test_parse_xml_refuses_documents_with_entities(attack):
    with pytest.raises((ForbiddenXmlError, BadXmlError)):
        parse_xml(attack)
    with pytest.raises((ForbiddenXmlError, BadXmlError)):
        list(iterate_xml(io.BytesIO(attack)))


def test_parse_xml_names_the_file_that_breaks_off(tmp_path):
    path = tmp_path / "aprašas.xml"
    path.write_bytes(b"<a><b></a>")

    with pytest.raises(BadXmlError) as refused:
        parse_xml(path)

    assert "aprašas.xml" in str(refused.value)


def test_parse_xml_names_the_file_that_is_not_there(tmp_path):
    with pytest.raises(BadXmlError, match=r"nėra\.xml"):
        parse_xml(tmp_path / "nėra.xml")


def test_iterate_xml_refuses_what_breaks_off():
    with pytest.raises(BadXmlError):
        list(iterate_xml(io.BytesIO(b"<a><b>")))


def test_legal_text_drops_only_what_xml_cannot_hold():
    assert legal_text("ąž\x0c\x00\t\n\ufffe\ud800𝄞") == "ąž\t\n𝄞"


def test_stream_writes_what_a_tree_would_hold():
    out = io.BytesIO()

    with stream_xml(out, "urn:a", "root", {"x": 'a"<\x0c'}, {"a": "urn:a"}) as xml:
        with xml.element("part"):
            xml.leaf("leaf", "ž & <\x00", {"n": "1"})
            xml.text("empty", "")
        xml.leaf("{urn:b}other")

    root = etree.fromstring(out.getvalue())
    assert root.get("x") == 'a"<'
    assert [each.tag for each in root.iter()] == [
        "{urn:a}root",
        "{urn:a}part",
        "{urn:a}leaf",
        "{urn:b}other",
    ]
    assert root[0][0].text == "ž & <"
    assert out.getvalue().startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert out.getvalue().count(b"xmlns:a=") == 1


def test_render_xml_gives_equal_bytes_for_equal_trees():
    trees = [etree.fromstring('<a b="1" c="2"><d>ž</d></a>') for _ in range(2)]

    assert render_xml(trees[0]) == render_xml(trees[1])
    assert "ž".encode() in render_xml(trees[0])
