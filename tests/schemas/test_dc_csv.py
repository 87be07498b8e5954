import pytest

from schemas.dc import parse_dc_csv, read_metadata
from schemas.dc_errors import (
    BadMetadataRowsError,
    EmptyMetadataError,
    MetadataEncodingError,
    MetadataFileError,
    SeveralRecordsError,
)
from schemas.objects import DublinCore, Identifier

BOOK = DublinCore(
    title=("Pasakos, dainos; ir kita",),
    creator=("Basanavičius, Jonas", "Žemaitė"),
    identifiers=(Identifier("shelfmark", "L-12"),),
)
LIST = """element{0}value
title{0}"Pasakos, dainos; ir kita"
creator{0}"Basanavičius, Jonas"

creator{0}Žemaitė
date{0}
shelfmark{0}L-12
"""
WIDE = """Antraštė{0}Kūrėjas{0}kurejas{0}Šifras{0}data
"Pasakos, dainos; ir kita"{0}"Basanavičius, Jonas"{0}Žemaitė{0}L-12{0}
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("table", [LIST, WIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_parse_dc_csv_reads_every_form(table, delimiter, encoding):
    assert parse_dc_csv(table.format(delimiter).encode(encoding)) == BOOK


def test_parse_dc_csv_names_every_bad_row():
    table = "elementas;reikšmė\nantraštė;Pasakos\nautorr;Jonas\ndata;1905;1906\n;be vardo\n"

    with pytest.raises(BadMetadataRowsError) as refused:
        parse_dc_csv(table.encode(), file="dc.csv")

    assert refused.value.facts == {
        "file": "dc.csv",
        "rows": "3 (autorr | Jonas), 4 (data | 1905 | 1906), 5 (– | be vardo)",
    }


def test_parse_dc_csv_names_unknown_columns():
    with pytest.raises(BadMetadataRowsError) as refused:
        parse_dc_csv(b"\ntitle,kazkas,date\nPasakos,x,1905\n", file="dc.csv")

    assert refused.value.facts["rows"] == "2 (kazkas)"


def test_parse_dc_csv_names_rows_longer_than_the_head():
    with pytest.raises(BadMetadataRowsError) as refused:
        parse_dc_csv(b"title,date\nPasakos,1905,1906\n")

    assert refused.value.facts["rows"] == "2 (1906)"


def test_parse_dc_csv_takes_one_description_only():
    with pytest.raises(SeveralRecordsError):
        parse_dc_csv(b"title,date\nPasakos,1905\nDainos,1906\n")


@pytest.mark.parametrize("table", [b"", b"title,date\n", b"element,value\ntitle,\n", b"\n\n;;\n"])
def test_parse_dc_csv_says_when_there_is_nothing(table):
    with pytest.raises(EmptyMetadataError):
        parse_dc_csv(table)


def test_parse_dc_csv_refuses_old_character_sets():
    with pytest.raises(MetadataEncodingError, match="UTF-8"):
        parse_dc_csv("title\nŽemaitė\n".encode("cp1257"))


def test_parse_dc_csv_refuses_an_open_quotation_mark():
    with pytest.raises(MetadataFileError):
        parse_dc_csv(b'element,value\ntitle,"Pasakos\ncreator,Jonas\n')


def test_read_metadata_judges_by_content_not_by_name(tmp_path):
    path = tmp_path / "aprašas.xml"
    path.write_text(LIST.format(","), encoding="utf-8")

    assert read_metadata(path) == (BOOK, "text/csv")
