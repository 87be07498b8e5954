"""Objects as a flow leaves them in catalogue and storage, drawn for the site's tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyvips
from PIL import Image, ImageDraw, ImageFont

from catalogue.models import Project
from catalogue.outcomes import JudgedFinding, PageOutcome
from catalogue.plans import ObjectPlan, PlannedPage, PlannedScan
from catalogue.services.packages import record_events, record_files, record_stored
from catalogue.services.pages import record_page_outcome, record_scan_facts
from catalogue.services.registration import register_object
from catalogue.services.states import change_state
from catalogue.services.verdicts import finish_work
from catalogue.states import PageState, Trigger
from pipeline.rendering import write_pyramid, write_thumbnail
from schemas.alto import build_alto
from schemas.events import Agent, Event, EventType
from schemas.findings import Finding, Region, Severity
from schemas.fixity import sha512_of
from schemas.identifiers import page_id_of
from schemas.objects import DublinCore, Identifier, Material
from schemas.packages import FileUse, PackagedFile, PackagedPage
from schemas.pages import (
    ImageFacts,
    PageRole,
    PageText,
    RecipePart,
    TextBlock,
    TextLine,
    Word,
)
from storage.ocfl.writing import SourceFile
from web.sampling import draw_lot
from web.stored import stored_files

BEGAN = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
WIDTH, HEIGHT = 1240, 1754
FACTS = ImageFacts("image/tiff", WIDTH, HEIGHT, 3, 8, "rgb", "none", 300.0, 300.0)
BLURRED = JudgedFinding(
    Finding("QA-FOCUS-01", 2.4, 1.2, Region(300, 900, 500, 260)), Severity.ERROR, "px"
)
SKEWED = JudgedFinding(Finding("QA-SKEW-01", 1.55, 1.0), Severity.WARNING, "°")
BLANK = JudgedFinding(Finding("QA-BLANK-01"), Severity.INFO)
DESCRIPTION = DublinCore(
    title=("Anykščių šilelis",),
    creator=("Baranauskas, Antanas",),
    publisher=("Lauryno Ivinskio kalendorius",),
    date=("1861",),
    language=("lit",),
    subject=("Lietuvių poezija", "Anykščiai"),
    rights=("http://creativecommons.org/publicdomain/mark/1.0/",),
    identifiers=(Identifier("shelfmark", "A 1861/3"), Identifier("libis", "LIBIS000012345")),
)
_MEDIA_TYPES = {".tif": "image/tiff", ".jpg": "image/jpeg", ".xml": "text/xml"}
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
_VERSE = (
    "Kalnai kelmuoti, pakalnės nuplikę!\nKas jūsų grožei senobinei tiki?\n"
    "Kur toj puikybė jūsų pasidėjo?\nKur ramus jūsų ūžimas nuo vėjo?"
)


def register(library_code, pages=3, title="Anykščių šilelis", **changes):
    """An object as it is captured."""
    plan = ObjectPlan(
        library_code=library_code,
        material=Material.BOOK,
        source_folder=f"/scans/{title}",
        scans=tuple(PlannedScan(f"{n:04d}.tif", f"{title}{n:0>8}") for n in range(1, pages + 1)),
        pages=tuple(
            PlannedPage((RecipePart(n),), PageRole.FRONT_COVER if n == 1 else PageRole.TEXT)
            for n in range(1, pages + 1)
        ),
        title=title,
        description=replace(DESCRIPTION, title=(title,)),
        language="lit",
        operator="Rūta",
    )
    plan = replace(plan, **changes)
    digital_object = register_object(plan, naan="99999", now=BEGAN).digital_object
    record_scan_facts(digital_object, dict.fromkeys(range(1, pages + 1), FACTS))
    record_events(digital_object, [_event(EventType.CAPTURE, 0)])
    return digital_object


def begin(digital_object):
    """A flow takes the object up."""
    change_state(digital_object, Trigger.BEGIN, now=BEGAN + timedelta(minutes=1))
    return digital_object


def read_pages(digital_object, findings=None, failed=()):
    """Every page judged and read; ``findings`` by page number."""
    for number in range(1, digital_object.page_count + 1):
        outcome = PageOutcome(
            number,
            PageState.FAILED if number in failed else PageState.DONE,
            confidence=0.934,
            text=f"{_VERSE}\n\n{number}",
            language="lit",
            findings=tuple((findings or {}).get(number, ())),
        )
        record_page_outcome(digital_object, outcome, now=BEGAN + timedelta(minutes=2))
    record_events(
        digital_object,
        [
            _event(kind, minutes)
            for minutes, kind in enumerate(
                (EventType.QUALITY_REVIEW, EventType.TEXT_RECOGNITION, EventType.DESCRIPTION), 2
            )
        ],
    )
    return digital_object


def keep(digital_object, folder: Path, texts=None):
    """Images drawn and stored, the package's files remembered; ``texts`` (ALTO) by page number."""
    files, pages, sources = [], [], {}
    for number in range(1, digital_object.page_count + 1):
        drawn = _drawn(folder, number)
        if alto := (texts or {}).get(number):
            drawn[FileUse.ALTO] = folder / f"{number}.xml"
            drawn[FileUse.ALTO].write_bytes(alto)
        paths = []
        for use, path in drawn.items():
            place = "text" if use is FileUse.ALTO else use.value.lower()
            name = f"{place}/p{number:04d}{path.suffix}"
            digest = sha512_of(path)
            sources[name] = SourceFile(path, digest)
            paths.append(name)
            media_type = _MEDIA_TYPES[path.suffix]
            files.append(PackagedFile(name, use, media_type, path.stat().st_size, digest, BEGAN))
        page_id = page_id_of(digital_object.object_id, number)
        pages.append(PackagedPage(page_id, number, PageRole.TEXT, files=tuple(paths)))
    stored_files().root.initialise()
    stored = stored_files().root.put_version(
        digital_object.object_id,
        sources,
        message="first",
        user_name="tests",
        user_address="mailto:tests@example.org",
        created_at=BEGAN,
    )
    record_files(digital_object, files, pages)
    record_stored(digital_object, location=stored.location, version=stored.version, now=BEGAN)
    record_events(digital_object, [_event(EventType.INGESTION, 6)])
    return digital_object


def finish(digital_object):
    """The flow's last word."""
    finish_work(digital_object, now=BEGAN + timedelta(minutes=7))
    return digital_object


def flagged(library_code, folder=None, **changes):
    """An object of three pages that waits: page 2 blurred and skewed, page 3 blank."""
    digital_object = begin(register(library_code, **changes))
    read_pages(digital_object, {2: (SKEWED, BLURRED), 3: (BLANK,)})
    if folder is not None:
        keep(digital_object, folder)
    return finish(digital_object)


def read(library_code, folder, pages=(1, 2), **changes):
    """An object that is kept with images, and on these pages with the machine's text."""
    digital_object = begin(register(library_code, **changes))
    read_pages(digital_object)
    folder.mkdir(exist_ok=True)
    texts = {number: build_alto(read_text(number), source_name="page.tif") for number in pages}
    keep(digital_object, folder, texts)
    return finish(digital_object)


def sampled(digital_object, by):
    """A lot of all pages of a stored object, drawn for the project it is put into."""
    project = Project.objects.create(
        library=digital_object.library, name="Lokalus paveldas", sampling_plan="bhl"
    )
    digital_object.project = project
    digital_object.save()
    return draw_lot(project, by=by, now=BEGAN, seed="7")


def parted(digital_object, first, second, line=WIDTH // 2):
    """Have two pages cut side by side from the first one's scan."""
    left, right = (digital_object.pages.get(number=number) for number in (first, second))
    scan = left.parts.get().scan
    left.parts.update(crop={"x": 0, "y": 0, "width": line, "height": HEIGHT})
    right.parts.update(scan=scan, crop={"x": line, "y": 0, "width": WIDTH - line, "height": HEIGHT})


def _event(kind, minutes):
    return Event(kind, BEGAN + timedelta(minutes=minutes), Agent("skrynia", version="0.1.0"))


def read_text(number: int = 1, worst: str = "kelmuoti,") -> PageText:
    """What a machine would read on a drawn page, every word where it stands; one hardly sure."""
    pen = ImageDraw.Draw(Image.new("L", (1, 1)))
    blocks = [_block(pen, "Anykščių šilelis", 72, 200, 0, worst)]
    verse = "\n\n".join([_VERSE] * 3).split("\n\n")
    pitch = pen.textbbox((0, 0), "A", font=_face(40))[3] + 18
    blocks += [
        _block(pen, part, 40, 420 + place * 5 * pitch, pitch, worst)
        for place, part in enumerate(verse)
    ]
    last = Word(str(number), Region(600, 1620, 24, 36), 0.95)
    blocks.append(TextBlock(last.region, (TextLine(last.region, (last,)),)))
    return PageText(
        WIDTH, HEIGHT, tuple(blocks), language="lit",
        engine="tesseract", engine_version="5.3.0", model="lit",
    )  # fmt: skip


def _block(pen, text, size_px, top, pitch, worst):
    lines = []
    for place, line in enumerate(text.split("\n")):
        words, left = [], 160.0
        for word in line.split():
            width = pen.textlength(word, font=_face(size_px))
            region = Region(round(left), round(top + place * pitch), round(width), size_px + 10)
            words.append(Word(word, region, 0.41 if word == worst else 0.93))
            left += pen.textlength(word + " ", font=_face(size_px))
        first, last = words[0].region, words[-1].region
        around = Region(first.x, first.y, last.x + last.width - first.x, first.height)
        lines.append(TextLine(around, tuple(words)))
    first, last = lines[0].region, lines[-1].region
    return TextBlock(Region(160, first.y, 900, last.y + last.height - first.y), tuple(lines))


def _face(size_px):
    # libvips and Pillow bring text shapers that do not agree in one process.
    return ImageFont.truetype(_FONT, size_px, layout_engine=ImageFont.Layout.BASIC)


def _drawn(folder: Path, number: int) -> dict[FileUse, Path]:
    access, thumbnail = folder / f"{number}.tif", folder / f"{number}.jpg"
    if thumbnail.exists():
        return {FileUse.ACCESS: access, FileUse.THUMBNAIL: thumbnail}
    page = Image.new("RGB", (WIDTH, HEIGHT), (246, 240, 226))
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, WIDTH - 60, HEIGHT - 60), outline=(150, 130, 100), width=3)
    pen.text((160, 200), "Anykščių šilelis", font=_face(72), fill=(30, 30, 30))
    verse = "\n\n".join([_VERSE] * 3)
    pen.text((160, 420), verse, font=_face(40), fill=(40, 38, 34), spacing=18)
    pen.text((600, 1620), str(number), font=_face(36), fill=(40, 38, 34))
    source = folder / f"{number}.png"
    page.save(source)
    write_pyramid(pyvips.Image.new_from_file(str(source)), access)
    write_thumbnail(access, thumbnail)
    return {FileUse.ACCESS: access, FileUse.THUMBNAIL: thumbnail}
