import pytest

from schemas.dc import read_metadata
from schemas.dc_errors import SeveralRecordsError
from schemas.marc import (
    BadMarcError,
    MarcEncodingError,
    is_iso2709,
    is_marc,
    parse_iso2709,
    parse_marc,
)
from schemas.marc_description import describe_marc
from schemas.objects import Identifier
from schemas.xml import parse_xml
from tests.schemas.made import SHARED

UNIMARC = """<collection xmlns="info:lc/xmlns/marcxchange-v2"><record format="UNIMARC">
<leader>00919nam0 2200337   450 </leader>
<controlfield tag="001">C1B0000012345</controlfield>
<datafield tag="010" ind1=" " ind2=" "><subfield code="a">978-609-408-000-1 (įr.)</subfield>
</datafield>
<datafield tag="101" ind1="0" ind2=" "><subfield code="a">lit</subfield>
 <subfield code="a">pol</subfield></datafield>
<datafield tag="200" ind1="1" ind2=" "><subfield code="a">&lt;&lt;Die >>Raštai</subfield>
 <subfield code="e">apysakos ir vaizdeliai</subfield>
 <subfield code="f">Žemaitė</subfield></datafield>
<datafield tag="210" ind1=" " ind2=" "><subfield code="a">Tilžė</subfield>
 <subfield code="c">[s. n.]</subfield><subfield code="d">[1905]</subfield></datafield>
<datafield tag="215" ind1=" " ind2=" "><subfield code="a">120 p. ;</subfield></datafield>
<datafield tag="606" ind1=" " ind2=" "><subfield code="a">Lietuvių literatūra</subfield>
 <subfield code="x">Proza</subfield></datafield>
<datafield tag="700" ind1=" " ind2="0"><subfield code="a">Žymantienė</subfield>
 <subfield code="b">Julija B.</subfield><subfield code="4">070</subfield></datafield>
<datafield tag="702" ind1=" " ind2="0"><subfield code="a">Višinskis</subfield>
 <subfield code="b">Povilas</subfield><subfield code="4">340</subfield></datafield>
<datafield tag="852" ind1=" " ind2=" "><subfield code="a">PAVB</subfield>
 <subfield code="h">L-12</subfield><subfield code="i">a/3</subfield></datafield>
</record></collection>"""


def _field(tag: str, text: str) -> bytes:
    return f"  \x1f{text}\x1e".encode() if tag > "009" else f"{text}\x1e".encode()


def iso2709(*fields: tuple[str, str], leader: str = "nam a22{base:05d} a 4500") -> bytes:
    """A record in MARC's exchange form."""
    directory, body = b"", b""
    for tag, text in fields:
        data = _field(tag, text)
        directory += f"{tag}{len(data):04d}{len(body):05d}".encode()
        body += data
    base = 24 + len(directory) + 1
    length = base + len(body) + 1
    head = f"{length:05d}" + leader.format(base=base)
    return head.encode() + directory + b"\x1e" + body + b"\x1d"


def test_unimarc_says_the_same_in_dublin_core():
    [record] = parse_marc(parse_xml(UNIMARC.encode()))

    description = describe_marc(record)

    assert record.is_unimarc
    assert description.title == ("Die Raštai : apysakos ir vaizdeliai",)
    assert description.creator == ("Žymantienė, Julija B.",)
    assert description.contributor == ("Višinskis, Povilas",)
    assert description.publisher == ()
    assert description.date == ("1905",)
    assert description.language == ("lit", "pol")
    assert description.subject == ("Lietuvių literatūra -- Proza",)
    assert description.format == ("120 p.",)
    assert description.type == ("Text",)
    assert set(description.identifiers) == {
        Identifier("isbn", "978-609-408-000-1"),
        Identifier("shelfmark", "L-12 a/3"),
        Identifier("control_number", "C1B0000012345"),
    }


def test_marc21_in_exchange_form():
    data = iso2709(
        ("001", "b12"),
        ("008", "970205s1905    li            000 0 lit  "),
        ("022", "a1392-0001"),
        ("100", "aŽemaitė,\x1fd1845-1921."),
        ("245", "aRaštai :\x1fbproza /\x1fcŽemaitė."),
        ("260", "aTilžė :\x1fbJagomastas,\x1fcc1905."),
        ("700", "aVišinskis, Povilas\x1f4edt"),
        ("700", "aBitė, G.\x1f4aut"),
    )

    [record] = parse_iso2709(data)
    description = describe_marc(record)

    assert is_iso2709(data)
    assert not record.is_unimarc
    assert description.title == ("Raštai : proza",)
    assert description.creator == ("Žemaitė, 1845-1921", "Bitė, G.")
    assert description.contributor == ("Višinskis, Povilas",)
    assert description.publisher == ("Jagomastas",)
    assert description.date == ("1905",)
    assert description.language == ("lit",)
    assert Identifier("issn", "1392-0001") in description.identifiers


def test_several_records_are_read_but_not_taken_for_one(tmp_path):
    path = tmp_path / "du.mrc"
    path.write_bytes(iso2709(("245", "aPirmas")) + iso2709(("245", "aAntras")))

    assert len(parse_iso2709(path.read_bytes())) == 2
    with pytest.raises(SeveralRecordsError):
        read_metadata(path)


def test_old_character_sets_are_refused():
    data = iso2709(("245", "aRastai")).replace(b"Rastai", "Rašta".encode("cp1257") + b"!")

    with pytest.raises(MarcEncodingError, match="UTF-8"):
        parse_iso2709(data)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('<datafield tag="200"', "<datafield"),
        ('<controlfield tag="001">', "<controlfield>"),
        ('<subfield code="c">', "<subfield>"),
    ],
)
def test_damaged_fields_are_named(good, bad):
    root = parse_xml(UNIMARC.replace(good, bad, 1).encode())

    with pytest.raises(BadMarcError) as refused:
        parse_marc(root, file="įrašas.xml")

    assert refused.value.facts["file"] == "įrašas.xml"
    assert bad.strip("<>").split()[0] in str(refused.value.facts["reason"])


def test_is_marc_knows_other_xml_apart():
    assert is_marc(parse_xml(UNIMARC.encode()))
    assert not is_marc(parse_xml(b"<record><title/></record>"))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("name", "count", "unimarc_count"),
    [
        ("unimarc/serial.bnr.1993.mrc", 11, 11),
        ("unimarc/short.bnr.1993.mrc", 10, 10),
        ("unimarc/short.firenze.1977.mrc", 10, 0),
        ("marc21-marc4j/pride-and-prejudice-fixed.mrc", 383, 17),
    ],
)
def test_real_records(name, count, unimarc_count):
    records = parse_iso2709((SHARED / "records" / name).read_bytes())

    assert len(records) == count
    assert sum(record.is_unimarc for record in records) == unimarc_count
    assert all(describe_marc(record).title for record in records)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_real_unimarc_record_with_its_shelf_of_facts():
    path = SHARED / "records/marc21-pymarc/testunimarc.dat"

    description, media_type = read_metadata(path)

    assert media_type == "application/marc"
    assert description.title == ("L'altra faccia della spirale",)
    assert description.creator == ("Asimov, Isaac",)
    assert description.language == ("ita",)
    assert Identifier("isbn", "88-04-40682-8") in description.identifiers
