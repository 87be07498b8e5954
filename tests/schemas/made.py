"""Packages made up for tests: everything that a package can say, said."""

from datetime import UTC, datetime
from pathlib import Path

from schemas.events import Agent, AgentKind, Event, EventType
from schemas.objects import DublinCore, Identifier, Material
from schemas.packages import Division, FileUse, ObjectPackage, PackagedFile, PackagedPage
from schemas.pages import PageRole

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
MOMENT = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
PUBLIC_DOMAIN = "http://creativecommons.org/publicdomain/mark/1.0/"
TESSERACT = Agent("Tesseract", AgentKind.SOFTWARE, "5.3.0")

DESCRIPTION = DublinCore(
    title=("Žemaitės „Raštai“ & kiti", "Raštai"),
    creator=("Žemaitė",),
    date=("1905",),
    language=("lit",),
    identifiers=(
        Identifier("shelfmark", "L-12/3"),
        Identifier("isbn", "978-609-408-000-1"),
        Identifier("uri", "https://www.pavb.lt/1"),
        Identifier("local", "senas: 12"),
    ),
    rights=(PUBLIC_DOMAIN,),
)


def made_file(path: str, use: FileUse, media_type: str, **facts: str) -> PackagedFile:
    return PackagedFile(path, use, media_type, 1234, "ab" * 64, MOMENT, **facts)


def made_package(page_count: int = 3) -> ObjectPackage:
    """A book of so many pages; its first page stands in the root, the rest in chapter I."""
    files = [
        made_file("metadata/dc.xml", FileUse.DESCRIPTION, "application/xml"),
        made_file(
            "metadata/aprašas.csv",
            FileUse.SOURCE_DESCRIPTION,
            "text/csv",
            original_name="mano aprašas.csv",
        ),
        made_file("metadata/premis.xml", FileUse.PROVENANCE, "application/xml"),
    ]
    pages = []
    for number in range(1, page_count + 1):
        page_files, page = _made_page(number)
        files += page_files
        pages.append(page)
    ids = tuple(page.page_id for page in pages)
    chapters = (
        Division("chapter", "I & <II>", ids[1:], (Division("illustration", "", ids[2:3]),)),
        Division("chapter", "III"),
    )
    return ObjectPackage(
        object_id="ark:/99999/x5k2n8d4wq",
        library="Panevėžio apskrities biblioteka",
        library_code="LT-PAVB",
        material=Material.BOOK,
        description=DESCRIPTION,
        created_at=MOMENT,
        files=tuple(files),
        pages=tuple(pages),
        structure=Division("book", "Raštai", ids[:1], chapters),
        events=(
            Event(EventType.CAPTURE, MOMENT, Agent("Ona", AgentKind.PERSON), about=ids[:0]),
            Event(
                EventType.TEXT_RECOGNITION,
                MOMENT,
                TESSERACT,
                "warning",
                "11 words < 12",
                ("alto/0001.xml", "text/0001.txt"),
            ),
            Event(EventType.INGESTION, MOMENT, TESSERACT),
        ),
    )


def _made_page(number: int) -> tuple[list[PackagedFile], PackagedPage]:
    name = f"{number:04d}"
    mix = f"technical/{name}.xml"
    files = [
        made_file(
            f"master/{name}.tif",
            FileUse.MASTER,
            "image/tiff",
            original_name=f"Žemaitė {number}.tif",
            format_version="6.0",
            technical_path=mix,
        ),
        made_file(mix, FileUse.TECHNICAL, "application/xml"),
        made_file(f"access/{name} ą_1.tif", FileUse.ACCESS, "image/tiff"),
        made_file(f"thumbnail/{name}.jpg", FileUse.THUMBNAIL, "image/jpeg"),
        made_file(f"alto/{name}.xml", FileUse.ALTO, "application/xml"),
        made_file(f"text/{name}.txt", FileUse.TEXT, "text/plain"),
    ]
    paths = tuple(file.logical_path for file in files if file.use is not FileUse.TECHNICAL)
    role = PageRole.TITLE_PAGE if number == 1 else PageRole.TEXT
    label = "" if number == 1 else str(number)
    page_id = f"ark:/99999/x5k2n8d4wq/p{name}"
    return files, PackagedPage(page_id, number, role, label, paths)
