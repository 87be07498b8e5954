import pytest

from samples.errors import FaceMissingError, TooSmallPageError
from samples.fonts import Face, find_face, load_face
from samples.hyphenation import break_points
from samples.lines import break_lines, units_of
from samples.sheets import PageStyle
from samples.text import read_manuscript, sentences
from samples.typeset import typeset_book
from schemas.pages import PageRole

STYLE = PageStyle(ppi=100)
LETTERS = set("ąčęėįšųūž")


@pytest.fixture(scope="module")
def pages():
    return list(typeset_book(read_manuscript(), STYLE))


def test_manuscript_uses_every_lithuanian_letter_and_quotation_marks():
    text = " ".join(p for c in read_manuscript().chapters for p in c.paragraphs)

    assert set(text.lower()) >= LETTERS | {"„", "“", "–"}
    assert set(text) - set(" \n,.:;?!–„“0123456789") <= set(
        "AĄBCČDEĘĖFGHIĮYJKLMNOPRSŠTUŲŪVZŽaąbcčdeęėfghiįyjklmnoprsštuųūvzž"
    )


def test_nothing_of_the_manuscript_is_lost_in_print(pages):
    printed = " ".join(
        line.text for page in pages if page.role is PageRole.TEXT for line in body_of(page)
    ).replace("- ", "")

    for chapter in read_manuscript().chapters:
        for paragraph in chapter.paragraphs:
            assert paragraph.replace("- ", "") in printed


def test_justified_lines_end_at_the_same_edge(pages):
    block = STYLE.text_block(recto=True)
    full = [line.region for line in pages[5].lines if line.region.width > block.width * 0.93]

    assert len(full) > 10
    assert {r.x + r.width for r in full} <= {block.x + block.width + d for d in (-1, 0, 1)}


def test_recto_and_verso_pages_have_their_margins_mirrored(pages):
    assert pages[5].recto
    assert not pages[6].recto
    assert STYLE.text_block(recto=True).x > STYLE.text_block(recto=False).x


def test_no_page_begins_with_the_last_line_of_a_paragraph(pages):
    endings = {p.split()[-1] for c in read_manuscript().chapters for p in c.paragraphs}
    block = STYLE.text_block(recto=True)

    for page in pages[6:]:
        first = body_of(page)[0]
        assert first.text.split()[-1] not in endings or first.region.width > block.width * 0.9


def test_dash_never_opens_a_line_inside_a_paragraph():
    assert units_of("Jis tarė – ir tylėjo – ilgai.") == [
        "Jis",
        "tarė –",
        "ir",
        "tylėjo –",
        "ilgai.",
    ]
    assert units_of("– Kas joje?")[0] == "– Kas"


def test_lines_fit_their_column():
    font = load_face(Face.CONDENSED, 20)
    text = " ".join(sentences()[:20])

    lines = break_lines(text, 400, font, indent=30)

    assert all(font.getlength(line.text) <= 400 - line.indent for line in lines)
    assert [line.is_last for line in lines].count(True) == 1
    assert lines[0].indent == 30


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bibliotekininkė", {"biblio-tekininkė", "bibliote-kininkė"}),
        ("peršlapęs", {"per-šlapęs"}),
        ("skrynia", {"skry-nia"}),
        ("nuoroda", {"nuo-roda"}),
        ("paauglė", set()),
        ("rankšluosčiai", {"rank-šluosčiai"}),
        ("išėjo", set()),
        ("2024-aisiais", set()),
    ],
)
def test_words_are_parted_at_syllables(word, parts):
    found = {f"{word[:place]}-{word[place:]}" for place in break_points(word)}

    assert parts <= found if parts else not found


def test_missing_face_says_what_to_install(tmp_path):
    with pytest.raises(FaceMissingError) as missing:
        find_face(Face.MONO, (tmp_path,))

    assert "SMP-001" in str(missing.value)
    assert "apt-get install fonts-dejavu" in str(missing.value)


def test_page_without_room_for_text_is_refused():
    with pytest.raises(TooSmallPageError):
        PageStyle(width_mm=40, height_mm=50).text_block(recto=True)


def body_of(page):
    top = STYLE.text_block(recto=True).y
    bottom = top + STYLE.text_block(recto=True).height
    return [line for line in page.lines if top <= line.region.y + line.region.height / 2 <= bottom]
