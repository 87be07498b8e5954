"""An object's PDF and EPUB from its page: made of what is stored, kept for the next reader."""

import io
import os
import zipfile

import pikepdf
import pytest
from django.urls import reverse

from catalogue.models import DigitalFile, DigitalObject
from cli.documents import run_epub, run_pdf
from pipeline.output_errors import NothingKeptError, NotReadableAsBookError, OutFolderError
from schemas.alto import build_alto
from schemas.fixity import sha512_of
from schemas.packages import FileUse
from settings.home import home_of
from storage.ocfl.writing import SourceFile
from tests.pipeline.pdf.made import block_of, line_of, read_out, text_of
from tests.web.objects import BEGAN
from web import documents
from web.documents import made_pdf, stored_document
from web.stored import stored_files

pytestmark = pytest.mark.database


@pytest.fixture
def read(stored, tmp_path) -> DigitalObject:
    """The object of three pages, its text in a second version, read well."""
    sources = {}
    for page in stored.pages.order_by("number"):
        path = tmp_path / f"{page.number}.xml"
        words = f"Kalnai kelmuoti, pakalnės {page.number}."
        path.write_bytes(build_alto(text_of(block_of(line_of(words))), "a.tif"))
        digest, name = sha512_of(path), f"alto/p{page.number:04d}.xml"
        sources[name] = SourceFile(path, digest)
        DigitalFile.objects.create(
            digital_object=stored, page=page, use=FileUse.ALTO, logical_path=name,
            media_type="text/xml", size_bytes=path.stat().st_size, sha512=digest, created_at=BEGAN,
        )  # fmt: skip
    kept = stored_files().root.put_version(
        stored.object_id, sources, message="text", user_name="tests",
        user_address="mailto:tests@example.org", created_at=BEGAN, keep=True,
    )  # fmt: skip
    stored.aip_version = kept.version
    stored.save()
    stored.pages.update(estimated_error=0.01, reading={"script": "antiqua"})
    stored.pages.filter(number=3).update(label="7")
    return stored


def fetched(browser, name: str, row: DigitalObject, **query: str):
    response = browser.get(reverse(name, args=[row.name]), query)
    return response, b"".join(response.streaming_content)


def copies() -> list[str]:
    return sorted(path.name for path in (home_of().cache / "documents").glob("*"))


def test_pdf_shows_all_pages_with_their_words(controller, read, tmp_path):
    response, data = fetched(controller, "object-pdf", read)

    assert response.headers["Content-Type"] == "application/pdf"
    assert f'filename="{read.name}.pdf"' in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"].startswith("private")
    path = tmp_path / "object.pdf"
    path.write_bytes(data)
    assert [page.split() for page in read_out(path).split("\f")[:3]] == [
        ["Kalnai", "kelmuoti,", "pakalnės", f"{number}."] for number in (1, 2, 3)
    ]
    with pikepdf.open(path) as pdf:
        assert all("/XObject" in page.Resources for page in pdf.pages)
        assert pdf.pages[2].label == "7"
        assert pdf.Root.Lang == "lt"
        with pdf.open_metadata() as told:
            assert told["dc:title"] == read.title
            assert told["dc:identifier"] == read.object_id
            assert told.pdfa_status == "2B"


def test_second_reader_gets_the_copy_and_a_change_another_one(controller, read):
    _, first = fetched(controller, "object-pdf", read)
    made = copies()
    _, second = fetched(controller, "object-pdf", read)
    assert (first == second, copies()) == (True, made)

    read.pages.filter(number=1).update(label="5")
    _, third = fetched(controller, "object-pdf", read)

    assert third != first
    assert len(copies()) == len(made) + 1


def test_pdf_for_printing_is_finer(controller, read):
    _, reading = fetched(controller, "object-pdf", read)
    _, printing = fetched(controller, "object-pdf", read, **{"for": "printing"})

    assert len(printing) > len(reading)


def test_reader_who_goes_away_leaves_nothing(read):
    document = stored_document(read)
    before = copies()

    made = made_pdf(document, documents.PdfProfile.READING)
    next(made)
    made.close()

    assert copies() == before


def test_page_whose_image_is_damaged_keeps_its_place_and_words(read, tmp_path, settings):
    paths = DigitalFile.objects.filter(page__number=2, use=FileUse.ACCESS)
    stored_files()._known.cache_clear()
    image = stored_files().path(read.object_id, read.aip_version, paths.get().logical_path)
    image.chmod(0o644)
    image.write_bytes(b"II*\0 and nothing more")

    path = tmp_path / "object.pdf"
    path.write_bytes(b"".join(made_pdf(stored_document(read), documents.PdfProfile.READING)))

    with pikepdf.open(path) as pdf:
        assert ["/XObject" in page.Resources for page in pdf.pages] == [True, False, True]
    assert "kelmuoti," in read_out(path).split("\f")[1]


def test_epub_of_well_read_antiqua(controller, read):
    response, data = fetched(controller, "object-epub", read)

    assert response.headers["Content-Type"] == "application/epub+zip"
    book = zipfile.ZipFile(io.BytesIO(data))
    assert book.read("EPUB/cover.jpg")[:3] == b"\xff\xd8\xff"
    assert "99 % of its characters" in book.read("EPUB/package.opf").decode()
    text = book.read("EPUB/text-0001.xhtml").decode()
    assert text.count("Kalnai kelmuoti") == 3
    assert 'aria-label="7"' in text


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"estimated_error": 0.09}, "one character in fifty"),
        ({"estimated_error": None}, "not estimated"),
        ({"reading": {"script": "fraktur"}}, "antiqua"),
    ],
)
def test_epub_of_badly_read_text_is_refused_in_words(controller, read, changed, reason):
    read.pages.update(**changed)

    response = controller.get(reverse("object-epub", args=[read.name]))

    assert response.status_code == 409
    assert reason in response.content.decode()


def test_what_is_not_stored_is_refused_in_words(controller, flagged):
    with pytest.raises(NothingKeptError):
        stored_document(flagged)
    response = controller.get(reverse("object-pdf", args=[flagged.name]))

    assert response.status_code == 409
    assert "no stored pages" in response.content.decode()


def test_object_page_offers_them_once_stored(controller, read):
    page = controller.get(reverse("object", args=[read.name])).content.decode()

    assert reverse("object-pdf", args=[read.name]) in page
    assert reverse("object-epub", args=[read.name]) in page


def test_object_page_offers_nothing_before(controller, flagged):
    page = controller.get(reverse("object", args=[flagged.name])).content.decode()

    assert "object.pdf" not in page


def test_few_queries_however_many_pages(read, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        stored_document(read)


def test_old_copies_make_room(read, monkeypatch):
    document = stored_document(read)
    b"".join(made_pdf(document, documents.PdfProfile.READING))
    monkeypatch.setattr(documents, "CACHE_BYTES", 1)

    b"".join(made_pdf(document, documents.PdfProfile.PRINTING))

    assert copies() == [document.name("pdf", documents.PdfProfile.PRINTING)]


def test_asking_for_the_head_makes_nothing(controller, read):
    before = copies()

    response = controller.head(reverse("object-pdf", args=[read.name]))

    assert (response.status_code, copies()) == (200, before)


def test_command_writes_both_whole(read, tmp_path, capsys):
    pdf, epub = tmp_path / "a.pdf", tmp_path / "a.epub"

    assert run_pdf(read.name, pdf, documents.PdfProfile.READING, as_json=True) == 0
    first = pdf.read_bytes()
    assert run_pdf(read.name, pdf, documents.PdfProfile.READING, as_json=False) == 0
    assert run_epub(read.name, epub, as_json=False) == 0

    assert pdf.read_bytes() == first
    assert zipfile.ZipFile(epub).testzip() is None
    assert str(epub) in capsys.readouterr().out.replace("\n", "")


def test_refused_command_leaves_no_file(read, tmp_path):
    with pytest.raises(OutFolderError):
        run_pdf(read.name, tmp_path / "no/a.pdf", documents.PdfProfile.READING, as_json=False)
    read.pages.update(estimated_error=0.2)
    with pytest.raises(NotReadableAsBookError):
        run_epub(read.name, tmp_path / "a.epub", as_json=False)

    assert not list(tmp_path.glob("a.*"))


def test_full_disk_costs_no_reader_the_document(read, monkeypatch):
    document = stored_document(read)
    whole = b"".join(made_pdf(document, documents.PdfProfile.READING))
    before = copies()

    def full(handle, mode):
        os.close(handle)
        return open("/dev/full", mode)  # noqa: PTH123 -- closed by whom it is given to

    monkeypatch.setattr(documents.os, "fdopen", full)
    monkeypatch.setattr(documents, "VERSION", "other")

    assert b"".join(made_pdf(document, documents.PdfProfile.READING)) == whole
    assert copies() == before
