from pipeline.layout import arrange
from pipeline.layout.structure import contents_of, structure_of
from schemas.findings import Region
from schemas.structure import ContentsEntry, Offered, PageStructure, SectionSource
from tests.pipeline.layout.drawn import Paper

PLACE = Region(0, 0, 10, 10)


def _page(number: int | None, *headings: str, level: int = 2) -> PageStructure:
    return PageStructure(
        number=Offered(str(number), 0.8, PLACE) if number else None,
        headings=tuple(Offered(text, 0.7, PLACE, level) for text in headings),
    )


def _contents(*entries: tuple[str, str]) -> PageStructure:
    return PageStructure(entries=tuple(ContentsEntry(*one, 0.8, PLACE) for one in entries))


def test_a_page_offers_what_was_marked():
    paper = Paper()
    paper.line(200, 220, "42")
    paper.line(600, 220, "Apie senus laikus")
    paper.line(450, 420, "Antras skyrius", 1.5)
    paper.column("a", 200, 530, 25, width=1200)

    found = structure_of(arrange(paper.as_blocks(), paper.image))

    assert found.number is not None
    assert found.number.text == "42"
    assert 0.7 < found.number.confidence < 0.9
    assert found.running_head is not None
    assert found.running_head.text == "Apie senus laikus"
    assert [(one.text, one.level) for one in found.headings] == [("Antras skyrius", 2)]


def test_a_page_of_text_alone_offers_nothing():
    paper = Paper()
    paper.column("a", 200, 530, 25, width=1200)

    assert structure_of(arrange(paper.as_blocks(), paper.image)) == PageStructure()


def test_an_entry_over_two_lines_is_one():
    paper = Paper()
    paper.line(200, 256, "Ilgas pavadinimas kuris vienoje")
    for number in range(8):
        paper.line(200, 300 + 44 * number, f"Skyrius {'abcdefgh'[number] * 5}")
        paper.line(1300, 300 + 44 * number, str(7 + 9 * number))

    found = structure_of(arrange(paper.as_blocks(), paper.image))

    assert [(one.title, one.label) for one in found.entries][:2] == [
        ("Ilgas pavadinimas kuris vienoje Skyrius aaaaa", "7"),
        ("Skyrius bbbbb", "16"),
    ]


def test_contents_find_their_pages_by_number_and_heading():
    pages = [
        _contents(("Pradžia", "1"), ("Apie mišką", "3"), ("Pabaiga", "5")),
        _page(1, "PRADŽIA."),
        _page(2),
        _page(3, "Apie miską"),
        _page(None),
        _page(5),
    ]

    found = contents_of(pages)

    assert [(one.title, one.page, one.source) for one in found] == [
        ("Pradžia", 1, SectionSource.BOTH),
        ("Apie mišką", 3, SectionSource.BOTH),
        ("Pabaiga", 5, SectionSource.CONTENTS),
    ]
    assert found[0].confidence > found[2].confidence


def test_an_entry_whose_number_was_misread_is_found_by_its_heading():
    pages = [_contents(("Apie mišką ir girią", "8")), _page(1), _page(2), _page(3, "Apie mišką")]

    [found] = contents_of(pages)

    assert found.page == 3


def test_an_entry_that_points_nowhere_is_left_out():
    assert contents_of([_contents(("Apie mišką", "300")), _page(1), _page(2)]) == ()


def test_without_contents_headings_are_offered_less_surely():
    found = contents_of([_page(1, "Pirmas"), _page(2), _page(3, "smulkus", level=3)])

    assert [(one.title, one.page, one.label) for one in found] == [("Pirmas", 0, "1")]
    assert found[0].confidence < 0.5
