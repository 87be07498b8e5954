import pytest

from tests.evaluation.scan_sets import SCANS
from tests.evaluation.truths import page_xml_text, truth_in

PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page>
<TextRegion id="b"><Coords points="0,0"/>
 <TextLine id="1"><Coords points="0,90 9,95"/>
  <TextEquiv><Unicode>third</Unicode></TextEquiv></TextLine>
 <TextLine id="2"><Coords points="0,25 9,20"/>
  <Word id="w"><TextEquiv><Unicode>no</Unicode></TextEquiv></Word>
  <TextEquiv><Unicode>second</Unicode></TextEquiv></TextLine>
 <TextEquiv><Unicode>no</Unicode></TextEquiv></TextRegion>
<TextRegion id="a"><Coords points="0,0"/></TextRegion>
<TextRegion id="c"><TextLine id="3"><Coords points="0,5"/>
  <TextEquiv><Unicode>last</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"""


def test_lines_of_a_region_go_from_top_to_bottom(tmp_path):
    path = tmp_path / "page.xml"
    path.write_text(PAGE)

    assert truth_in(path) == "second\nthird\n\nlast"


def test_plain_truth_is_taken_as_it_stands(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("\ufeffžodis\n".encode())

    assert truth_in(path) == "žodis\n"


@pytest.mark.skipif(not SCANS.is_dir(), reason="the real scans are not here")
def test_lines_out_of_order_in_a_real_file_find_their_place():
    text = page_xml_text(SCANS / "deu-bebel-1879/truth/bebel_frau_1879_0146.xml")

    assert "Stadt- und Landbevölkerung ist ver-\nschwunden, das für Alle" in text
