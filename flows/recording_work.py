"""Rows of the catalogue as the plain values that steps are given."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from catalogue.interchange import description_of, recipe_part_of
from catalogue.models import DigitalObject, Page, PagePart, Scan
from catalogue.queries.human_text import NOTHING_WRITTEN, HumanText, human_text_of
from catalogue.queries.pages import pages_of
from catalogue.services.preparation import sheet_of
from flows.recording_rescans import arrived_files, replacements_of, superseded_files
from flows.recording_targets import category_of, device_of, target_jobs
from flows.work import ObjectWork
from pipeline.context import PageContext, ScanSource, WorkLimits
from pipeline.context import PagePart as PartOfPage
from pipeline.derivatives import derivatives_key
from pipeline.engines.tesseract import TesseractEngine
from pipeline.files import write_whole
from pipeline.listing import path_of
from pipeline.markers import CAPTURE, PAGES
from pipeline.package import ObjectSheet, PageSheet
from pipeline.page import FileToTake, PageJob
from pipeline.remains import bring_back
from pipeline.storage import open_root, stored_file
from schemas.identifiers import page_id_of
from schemas.objects import Material
from schemas.packages import FileUse
from schemas.pages import PageRole
from schemas.reading import AUTO
from settings.work import WorkSettings
from storage.ocfl.root import StorageRoot


def object_work(row: DigitalObject, settings: WorkSettings) -> ObjectWork:
    """Everything the steps must know of one object; its work folder is made."""
    folder = settings.home.work / row.name
    folder.mkdir(parents=True, exist_ok=True)
    scans = list(row.scans.order_by("number"))
    root = open_root(settings.storage)
    paths = root.local_paths(row.object_id) if row.aip_version else {}
    here = arrived_files(row, settings.home) | kept_masters(row, root, paths, folder)
    files = files_of(scans, source_folder_of(row), here)
    limits = WorkLimits(
        max_pixels=settings.max_pixels,
        cpu_seconds=settings.page_seconds,
        wall_seconds=settings.page_seconds,
    )
    pages = list(pages_of(row))
    written = human_text_of(pages)
    jobs = tuple(
        with_human_text(
            page_job(row, page, files, folder, settings, limits),
            written.get(page.pk, NOTHING_WRITTEN),
        )
        for page in pages
    )
    markers = settings.home.markers / row.name
    keys = {job.page.folder.name: derivatives_key(job.page) for job in jobs}
    bring_back(folder, markers, paths.get, keys)
    return ObjectWork(
        sheet=replace(
            object_sheet(row, jobs, folder),
            superseded=superseded_files(scans, files, jobs),
            replacements=replacements_of(row, files),
        ),
        folder=folder,
        files=tuple(dict.fromkeys(files.values())),
        page_jobs=jobs,
        storage=settings.storage,
        outbox=settings.home.outbox,
        limits=limits,
        markers=markers,
        targets=target_jobs(row, scans, files),
        preparation=sheet_of(row),
    )


def kept_masters(
    row: DigitalObject, root: StorageRoot, paths: Mapping[str, Path | None], folder: Path
) -> dict[str, Path]:
    """The masters of an object that is kept already, by their original names.

    Once stored, storage is where an object comes from: the folder it was taken from may be gone.
    """
    if not row.aip_version:
        return {}
    copies = folder / "masters"
    copies.mkdir(exist_ok=True)
    return {
        file.original_name: paths.get(file.logical_path)
        or stored_file(root, row.object_id, file.logical_path, copies)
        for file in row.files.filter(use__in=(FileUse.MASTER, FileUse.SUPERSEDED))
    }


def files_of(scans: list[Scan], source: Path, kept: dict[str, Path]) -> dict[int, FileToTake]:
    """Scan number to the file it comes from; several scans may share one."""
    by_name: dict[str, FileToTake] = {}
    for scan in scans:
        by_name.setdefault(
            scan.file,
            FileToTake(
                number=len(by_name) + 1,
                source=kept.get(scan.file) or path_of(source, scan.file),
                name=scan.file,
                sha512=scan.sha512,
            ),
        )
    return {scan.number: by_name[scan.file] for scan in scans}


def source_folder_of(row: DigitalObject) -> Path:
    """The folder on disk; a part's label after ``#`` is no folder, but names may hold one."""
    named = row.source_folder
    while "#" in named and not Path(named).is_dir():
        named = named.rpartition("#")[0]
    return Path(named if Path(named).is_dir() else row.source_folder)


def page_job(
    row: DigitalObject,
    page: Page,
    files: dict[int, FileToTake],
    folder: Path,
    settings: WorkSettings,
    limits: WorkLimits,
) -> PageJob:
    """One page's job."""
    numbers = {part.scan.number for part in page.parts.all()}
    context = PageContext(
        object_id=row.object_id,
        page_id=page_id_of(row.object_id, page.number),
        sequence=page.sequence,
        folder=folder / PAGES / f"p{page.number:04d}",
        parts=tuple(
            part_of_page(part, files[part.scan.number], folder / CAPTURE)
            for part in page.parts.all()
        ),
        material=Material(row.material),
        limits=limits,
        target_category=category_of(row),
    )
    return PageJob(
        page=context,
        number=page.number,
        role=PageRole(page.role),
        label=page.label,
        label_is_read=page.label_is_read,
        files=tuple(dict.fromkeys(files[number] for number in sorted(numbers))),
        file_of_scan=tuple((number, files[number].number) for number in sorted(numbers)),
        capture_folder=folder / CAPTURE,
        model=row.language or AUTO,
        engine=TesseractEngine.name,
        ocr_seconds=settings.ocr_seconds,
    )


def with_human_text(job: PageJob, written: HumanText) -> PageJob:
    """A job with what people wrote of its page."""
    return replace(job, corrections=written.corrections, transcription=written.transcription)


def part_of_page(part: PagePart, file: FileToTake, capture: Path) -> PartOfPage:
    """A part of a page's recipe with the scan it is taken from."""
    scan = ScanSource(
        number=part.scan.number,
        path=capture / file.copy_name,
        image_in_file=part.scan.image_in_file,
        sha512=part.scan.sha512,
    )
    return PartOfPage(scan, recipe_part_of(part))


def object_sheet(row: DigitalObject, jobs: tuple[PageJob, ...], folder: Path) -> ObjectSheet:
    """What the package says that the images do not."""
    return ObjectSheet(
        object_id=row.object_id,
        library=row.library.name,
        library_code=row.library.code,
        material=Material(row.material),
        description=description_of(row),
        created_at=row.created_at,
        operator=row.operator,
        device=row.device.name if row.device else "",
        device_facts=device_of(row),
        source_record=source_record_file(row, folder),
        pages=tuple(page_sheet(job) for job in jobs),
    )


def page_sheet(job: PageJob) -> PageSheet:
    """A page's place in the package."""
    return PageSheet(
        page_id=job.page.page_id,
        number=job.number,
        sequence=job.page.sequence,
        role=job.role,
        label=job.label,
        folder=job.page.folder,
        master_numbers=tuple(file.number for file in job.files),
    )


def source_record_file(row: DigitalObject, folder: Path) -> Path | None:
    """The description as it was given, written into the work folder byte for byte."""
    record = row.records.exclude(source=None).first()
    if record is None or record.source is None:
        return None
    ending = PurePosixPath(record.source_name).suffix.lower() or ".bin"
    path = folder / f"source{ending}"
    write_whole(path, bytes(record.source))
    return path
