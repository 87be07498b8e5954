import cv2
import numpy as np
import pytest

from pipeline.engines.models import installed
from pipeline.engines.tesseract import TesseractEngine, has_library
from pipeline.errors import ModelMissingError
from pipeline.ocr import OcrRequest, check_model, recognise_page
from pipeline.plain import plain_of, value_of
from pipeline.reading.automatic import missing_for, plain_model, read_automatically, wish_of
from schemas.pages import PageText
from schemas.reading import PageReading, Script
from tests.pipeline.engines.drawn import page_of

LITHUANIAN = [
    "Kai saulė leidosi už miško, žmonės ėjo namo", "ir nešė pilnas pintines grybų bei uogų,",
    "o vaikai bėgo pirma ir dainavo garsiai.", "Paskui motina uždegė žiburį lange, kad tėvas",
    "matytų kelią per lauką ir nepaklystų.", "Taip baigėsi ilga vasaros diena kaime.",
]  # fmt: skip
RUSSIAN = [
    "Когда солнце село за лесом, люди шли домой", "и несли полные корзины грибов и ягод,",
    "а дети бежали впереди и громко пели.", "Потом мать зажгла огонь в окне, чтобы отец",
    "видел дорогу через поле и не заблудился.",
]  # fmt: skip


@pytest.fixture
def request_for(tmp_path):
    if not has_library():
        pytest.skip("tesserocr is not installed")

    def made(picture: np.ndarray, model: str = "auto") -> OcrRequest:
        image = tmp_path / "page.png"
        cv2.imwrite(str(image), picture)
        return OcrRequest("ark:/99999/x1/p0001", image, tmp_path, model, 60)

    return made


@pytest.mark.unit
def test_how_the_machine_is_asked_to_find_out():
    automatic, chosen = wish_of("auto"), wish_of("auto:lit+pol")

    assert automatic is not None
    assert automatic.languages == ()
    assert chosen is not None
    assert chosen.languages == ("lit", "pol")
    assert wish_of("lit+pol") is None


@pytest.mark.integration
def test_page_is_read_in_the_language_it_is_printed_in(request_for):
    result = recognise_page(request_for(page_of(LITHUANIAN, 40)), TesseractEngine())

    assert result.reading is not None
    assert (result.reading.script, result.reading.languages) == (Script.ANTIQUA, ("lit",))
    assert result.model == "lit"
    assert result.estimated_error is not None
    assert result.estimated_error < 0.1
    assert {"script-seen", "language-seen", "model-chosen"} <= {
        reason.code for reason in result.reading.reasons
    }
    assert value_of(PageReading, plain_of(result.reading)) == result.reading


@pytest.mark.integration
def test_other_letters_are_told_apart(request_for):
    if "rus" not in installed().names:
        pytest.skip("the Russian model is not installed")
    result = recognise_page(request_for(page_of(RUSSIAN, 40)), TesseractEngine())

    assert result.reading is not None
    assert (result.reading.script, result.reading.languages) == (Script.CYRILLIC, ("rus",))


@pytest.mark.integration
def test_page_on_its_head_is_read(request_for):
    upright = page_of(LITHUANIAN, 40)
    request = request_for(np.ascontiguousarray(upright[::-1, ::-1]))

    result = recognise_page(request, TesseractEngine())

    assert (request.folder / "text.txt").read_text().startswith("Kai saulė leidosi")
    assert result.reading is not None
    assert result.reading.attempts[0].preparation[0] == "turn:180"


@pytest.mark.integration
@pytest.mark.parametrize("seed", [1, 2])
def test_picture_without_print_gives_no_text(request_for, seed):
    rng = np.random.default_rng(seed)
    blobs = cv2.GaussianBlur(rng.integers(0, 255, (900, 700)).astype(np.uint8), (0, 0), 12)
    picture = cv2.normalize(blobs, None, 30, 230, cv2.NORM_MINMAX)

    result = recognise_page(request_for(picture), TesseractEngine())

    assert result.was_read
    assert result.word_count == 0
    assert result.reading is not None
    assert {one.code for one in result.reading.reasons} & {
        "no-letters",
        "no-print",
        "too-little-text",
    }


@pytest.mark.integration
def test_persons_choice_outranks_the_machine(request_for):
    result = recognise_page(request_for(page_of(LITHUANIAN, 40), "auto:pol"), TesseractEngine())

    assert result.reading is not None
    assert result.reading.is_by_person
    assert result.reading.languages == ("pol",)


@pytest.mark.integration
def test_page_beyond_its_time_is_recorded(request_for):
    request = request_for(page_of(LITHUANIAN * 9, 40))

    result = recognise_page(
        OcrRequest(request.page_id, request.image, request.folder, "auto", 0.05), TesseractEngine()
    )

    assert [finding.code for finding in result.findings] == ["QA-OCR-02"]


@pytest.mark.unit
def test_another_engine_reads_plainly(tmp_path):
    class Plain:
        name = "plain"

        def version(self) -> str:
            return "1"

        def models(self) -> frozenset[str]:
            return frozenset({"pol", "lit"})

        def recognise(self, image: object, model: str, time_limit_seconds: float) -> PageText:
            return PageText(10, 10, (), model=model)

    wish = wish_of("auto")
    assert wish is not None
    read = read_automatically(tmp_path / "x.png", wish, Plain(), 5)

    assert read.model == "lit"
    assert read.reading is not None
    assert read.reading.reasons[0].code == "read-plainly"


@pytest.mark.unit
def test_languages_nobody_knows_are_named():
    wish = wish_of("auto:klingon")
    assert wish is not None
    assert missing_for(wish, {"lit"}) == ("klingon",)
    automatic = wish_of("auto")
    assert automatic is not None
    assert missing_for(automatic, {"lit"}) == ()
    assert missing_for(automatic, {"jpn"}) == ("lit",)
    assert plain_model(wish, {"jpn"}) == "jpn"
    with pytest.raises(ModelMissingError):
        check_model("auto:klingon", TesseractEngine())
