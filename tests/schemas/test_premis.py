import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Agent, AgentKind, Event, EventType
from schemas.objects import DublinCore
from schemas.packages import FileUse, ObjectPackage
from schemas.premis import NotPremisError, PremisRecord, parse_premis, write_premis
from schemas.rights import rights_statements
from schemas.validation import DocumentKind, OfficialSchema, check_xml
from schemas.xml import parse_xml
from tests.schemas.made import MOMENT, PUBLIC_DOMAIN, SHARED, made_package

SCHEMA_3 = SHARED / "schemas/premis/premis.xsd"
NOT_TOLD = {FileUse.PROVENANCE, FileUse.STRUCTURE, FileUse.DESCRIPTION}


def premis_of(package: ObjectPackage) -> bytes:
    out = io.BytesIO()
    write_premis(package, out)
    return out.getvalue()


def reread(package: ObjectPackage) -> PremisRecord:
    return parse_premis(io.BytesIO(premis_of(package)))


def test_premis_is_valid_and_gives_files_and_events_back():
    package = made_package()

    record = reread(package)

    assert check_xml(premis_of(package), DocumentKind.PREMIS) == []
    assert record.object_id == package.object_id
    assert record.events == package.events
    assert record.rights == (PUBLIC_DOMAIN,)
    told = [file for file in record.files if file.logical_path != "metadata/dc.xml"]
    assert told == [file for file in package.files if file.use not in NOT_TOLD]


@pytest.mark.skipif(not SCHEMA_3.exists(), reason="the shared data is not here")
def test_premis_is_valid_by_another_copy_of_the_schema():
    root = parse_xml(premis_of(made_package()))

    assert OfficialSchema(SCHEMA_3).problems(root) == []


def test_equal_packages_give_equal_bytes():
    assert premis_of(made_package()) == premis_of(made_package())


def test_every_identifier_that_is_linked_to_exists():
    root = parse_xml(premis_of(made_package()))
    own = ("objectIdentifierValue", "agentIdentifierValue")
    linked = (
        "linkingObjectIdentifierValue",
        "linkingAgentIdentifierValue",
        "relatedObjectIdentifierValue",
    )
    known = {each.text for name in own for each in root.iter(f"{{*}}{name}")}

    targets = {each.text for name in linked for each in root.iter(f"{{*}}{name}")}

    assert targets
    assert targets <= known


def test_a_derivative_names_the_master_it_was_made_from():
    root = parse_xml(premis_of(made_package(1)))
    sources = {
        each.findtext("{*}objectIdentifier/{*}objectIdentifierValue"): relation.findtext(
            "{*}relatedObjectIdentifier/{*}relatedObjectIdentifierValue"
        )
        for each in root.iter("{*}object")
        for relation in each.iterfind("{*}relationship")
        if relation.findtext("{*}relationshipSubType") == "has source"
    }

    assert set(sources.values()) == {"master/0001.tif"}
    assert "alto/0001.xml" in sources
    assert "master/0001.tif" not in sources


@pytest.mark.parametrize(
    "rights", [*(each.uri for each in rights_statements()), "Visos teisės saugomos"]
)
def test_every_rights_statement_is_valid_and_comes_back(rights):
    package = replace(made_package(0), description=DublinCore(rights=(rights,)))

    assert check_xml(premis_of(package), DocumentKind.PREMIS) == []
    assert reread(package).rights == (rights,)


def test_a_package_of_nothing_is_valid():
    package = replace(made_package(0), description=DublinCore(), files=(), events=())

    assert check_xml(premis_of(package), DocumentKind.PREMIS) == []
    assert reread(package) == PremisRecord(package.object_id, (), ())


_lines = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
_events = st.builds(
    Event,
    st.sampled_from(EventType),
    st.just(MOMENT),
    st.builds(Agent, _lines, st.sampled_from(AgentKind), _lines | st.just("")),
    st.sampled_from(["success", "failure", "warning"]),
    _lines | st.just(""),
    st.lists(_lines, max_size=2).map(tuple),
)


@given(st.lists(_events, max_size=4))
def test_every_event_comes_back(events):
    package = replace(made_package(0), events=tuple(events))

    assert check_xml(premis_of(package), DocumentKind.PREMIS) == []
    assert reread(package).events == tuple(events)


def test_parse_premis_names_the_file_without_any():
    with pytest.raises(NotPremisError, match=r"kita\.xml"):
        parse_premis(io.BytesIO(b"<mets/>"), name="kita.xml")


def test_events_of_unknown_kinds_are_told_apart():
    data = premis_of(made_package(0)).replace(b">ingestion<", b">blessing<")

    record = parse_premis(io.BytesIO(data))

    assert record.unknown_events == ("blessing",)
    assert len(record.events) == 2


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_real_premis_of_another_library():
    [path] = SHARED.glob("scans/ces-karpatska-rus-1919/*/amdsec/*_0001.xml")

    with path.open("rb") as file:
        record = parse_premis(file, name=path.name)

    assert [file.media_type for file in record.files] == ["image/tiff", "image/jp2", "text/xml"]
    assert record.files[0].size_bytes == 13_698_594
    assert [event.type for event in record.events] == [
        EventType.CAPTURE,
        EventType.DELETION,
        EventType.DERIVATION,
        EventType.DERIVATION,
        EventType.CAPTURE,
    ]
    assert record.events[3].agent.name == "Kakadu-7.0"
    assert record.unknown_events == ()
