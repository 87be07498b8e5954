import pytest

from schemas.dc import read_metadata
from schemas.dc_errors import SeveralRecordsError
from schemas.objects import Identifier
from tests.schemas.made import SHARED

RECORD = """<mods xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
<titleInfo><nonSort>Die</nonSort><title>Raštai</title><subTitle>apysakos</subTitle>
 <partNumber>t. 2</partNumber></titleInfo>
<name><namePart type="family">Žymantienė</namePart><namePart type="given">Julija</namePart>
 <role><roleTerm type="code">aut</roleTerm></role></name>
<name><namePart>Višinskis</namePart><role><roleTerm>edt</roleTerm></role></name>
<originInfo><publisher>Jagomastas</publisher><dateIssued>1905</dateIssued></originInfo>
<language><languageTerm>lit</languageTerm></language>
<identifier type="ISBN">978</identifier><identifier type="uuid" invalid="yes">1</identifier>
<location><shelfLocator>L-12</shelfLocator></location>
<accessCondition xlink:href="http://rightsstatements.org/vocab/InC/1.0/">InC</accessCondition>
</mods>"""


def test_mods_says_the_same_in_dublin_core(tmp_path):
    path = tmp_path / "mods.xml"
    path.write_text(RECORD, encoding="utf-8")

    description, media_type = read_metadata(path)

    assert media_type == "application/mods+xml"
    assert description.title == ("Die Raštai : apysakos. t. 2",)
    assert description.creator == ("Žymantienė, Julija",)
    assert description.contributor == ("Višinskis",)
    assert description.publisher == ("Jagomastas",)
    assert description.date == ("1905",)
    assert description.language == ("lit",)
    assert description.rights == ("http://rightsstatements.org/vocab/InC/1.0/",)
    assert description.identifiers == (Identifier("shelfmark", "L-12"), Identifier("isbn", "978"))


def test_a_collection_of_two_is_refused(tmp_path):
    path = tmp_path / "mods.xml"
    path.write_text(f"<modsCollection>{RECORD * 2}</modsCollection>", encoding="utf-8")

    with pytest.raises(SeveralRecordsError):
        read_metadata(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_real_mods():
    path = SHARED / "records/mets/modsAuthorNoAutRoleTerm.xml"

    description, _ = read_metadata(path)

    assert description.title == ("Odol-Mundwasser, 3 Werbespots",)
    assert description.language == ("ger",)
