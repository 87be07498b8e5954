"""Step 4, metadata: everything the package says about itself, as files beside the images."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.device import device_facts
from pipeline.errors import NotValidError
from pipeline.files import key_of, remembered, write_whole
from pipeline.package import (
    Master,
    ObjectSheet,
    WorkFile,
    events_of,
    master_files,
    packaged_page,
    page_files,
    work_file,
)
from pipeline.page import PageOutcome
from schemas.dc import build_dc
from schemas.events import Agent
from schemas.mets import write_mets
from schemas.mix import DeviceFacts, TargetData, build_mix
from schemas.packages import Division, FileUse, ObjectPackage, PackagedPage
from schemas.pages import PageRole
from schemas.premis import write_premis
from schemas.validation import DocumentKind, check_xml

#: Changes whenever the same object would be described otherwise.
STEP_VERSION = "metadata-2"
METS = "mets.xml"
PREMIS = "metadata/premis.xml"
DC = "metadata/dc.xml"

#: Roles that open a division of their own in the logical structure.
DIVISION_OF_ROLE = {
    PageRole.FRONT_COVER: "cover_front",
    PageRole.TITLE_PAGE: "title_page",
    PageRole.CONTENTS: "contents",
    PageRole.PLATE: "illustration",
    PageRole.BACK_COVER: "cover_back",
}


@dataclass(frozen=True, slots=True)
class DescribedObject:
    """The package and where its files lie."""

    package: ObjectPackage
    files: tuple[WorkFile, ...]
    at: datetime


def describe_object(
    sheet: ObjectSheet,
    masters: tuple[Master, ...],
    outcomes: tuple[PageOutcome, ...],
    folder: Path,
    *,
    software: Agent,
    at: datetime,
) -> DescribedObject:
    """Write MIX, Dublin Core, PREMIS and METS into ``folder`` and say what the package holds."""
    files = [*master_files(masters, at, sheet.superseded)]
    for page in sheet.pages:
        files.extend(page_files(page, at))
    files.extend(technical_files(masters, folder, sheet, at))
    files.extend(description_files(sheet, folder, at))
    package = ObjectPackage(
        object_id=sheet.object_id,
        library=sheet.library,
        library_code=sheet.library_code,
        material=sheet.material,
        description=sheet.description,
        created_at=sheet.created_at,
        files=tuple(f.packaged for f in files),
        pages=pages_of(sheet, masters, files),
        structure=structure_of(sheet),
        events=events_of(sheet, masters, outcomes, software, at),
    )
    return with_documents(package, files, folder, at)


def technical_files(
    masters: Sequence[Master], folder: Path, sheet: ObjectSheet, at: datetime
) -> Iterable[WorkFile]:
    """One MIX a master whose header could be read."""
    known = replace(sheet.device_facts, operator=sheet.device_facts.operator or sheet.operator)
    devices = device_facts([master.path for master in masters if master.facts], known)
    for master in masters:
        if master.facts is None:
            continue
        path = folder / f"mix-{master.number:04d}.xml"
        size = master.path.stat().st_size
        mix = build_mix(
            master.facts,
            master.sha512,
            size,
            master.original_name,
            device=named(devices[master.path], sheet),
            targets=targets_of(master, masters, sheet),
        )
        write_whole(path, mix)
        require_valid(path, DocumentKind.MIX)
        yield work_file(path, master.technical_path, FileUse.TECHNICAL, at)


def named(device: DeviceFacts, sheet: ObjectSheet) -> DeviceFacts:
    """A device of which neither people nor the file tell the model goes by what it is called."""
    return device if device.model else replace(device, model=sheet.device)


def targets_of(
    master: Master, masters: Sequence[Master], sheet: ObjectSheet
) -> tuple[TargetData, ...]:
    """The targets that speak for a master: those beside its page, and the object's own shots."""
    paths = {one.number: one.logical_path for one in masters}
    return tuple(
        TargetData(
            name=one.name,
            is_internal=one.master_number == master.number,
            external_target="" if one.master_number == master.number else paths[one.master_number],
            performance_data=PREMIS,
        )
        for one in sheet.targets
        if not one.is_beside or one.master_number == master.number
    )


def description_files(sheet: ObjectSheet, folder: Path, at: datetime) -> Iterable[WorkFile]:
    """Dublin Core, and the description as it was given, kept whole."""
    path = folder / "dc.xml"
    write_whole(path, build_dc(sheet.description))
    require_valid(path, DocumentKind.OAI_DC)
    yield work_file(path, DC, FileUse.DESCRIPTION, at)
    if source := sheet.source_record:
        name = f"metadata/source{source.suffix.lower()}"
        yield work_file(source, name, FileUse.SOURCE_DESCRIPTION, at)


def with_documents(
    package: ObjectPackage, files: list[WorkFile], folder: Path, at: datetime
) -> DescribedObject:
    """PREMIS speaks of all files before it, METS of those and of PREMIS."""
    premis = folder / "premis.xml"
    write_whole(premis, lambda path: _streamed(path, lambda out: write_premis(package, out)))
    files = [*files, work_file(premis, PREMIS, FileUse.PROVENANCE, at)]
    require_valid(premis, DocumentKind.PREMIS)
    package = replace(package, files=tuple(f.packaged for f in files))
    mets = folder / "mets.xml"
    write_whole(mets, lambda path: _streamed(path, lambda out: write_mets(package, out)))
    require_valid(mets, DocumentKind.METS)
    return DescribedObject(package, (*files, work_file(mets, METS, FileUse.STRUCTURE, at)), at)


def require_valid(path: Path, kind: DocumentKind) -> None:
    """Hold a document against its official schema before it is kept.

    Raises:
        NotValidError: it breaks a rule of the standard.
    """
    if problems := check_xml(path, kind):
        first = problems[0]
        raise NotValidError(document=path.name, line=first.line, reason=first.message)


def _streamed(path: Path, write: Callable[[BinaryIO], object]) -> None:
    with path.open("wb") as out:
        write(out)


def pages_of(
    sheet: ObjectSheet, masters: Iterable[Master], files: Iterable[WorkFile]
) -> tuple[PackagedPage, ...]:
    """The pages in order with the names of their files."""
    by_number = {master.number: master for master in masters}
    names = {f.packaged.logical_path for f in files}
    return tuple(packaged_page(page, by_number, names) for page in sheet.pages)


def structure_of(sheet: ObjectSheet) -> Division:
    """The logical structure as far as the pages' roles tell it; people refine it later."""
    children: list[Division] = []
    run: list[str] = []
    for page in sheet.pages:
        kind = DIVISION_OF_ROLE.get(page.role)
        if kind is None:
            run.append(page.page_id)
            continue
        children.extend(_text_division(run))
        run = []
        children.append(Division(kind, page_ids=(page.page_id,)))
    children.extend(_text_division(run))
    title = sheet.description.title[0] if sheet.description.title else ""
    return Division(sheet.material.value, title, children=tuple(children))


def _text_division(page_ids: list[str]) -> tuple[Division, ...]:
    return (Division("text", page_ids=tuple(page_ids)),) if page_ids else ()


def described_once(
    sheet: ObjectSheet,
    masters: tuple[Master, ...],
    outcomes: tuple[PageOutcome, ...],
    folder: Path,
    *,
    software: Agent,
) -> DescribedObject:
    """Describe the object, or give back how it was described before from the same results.

    A run that was killed after storing must describe the object to the letter as before, else
    the storage would be given a second version.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = [(o.page_id, o.findings, o.ocr, o.has_image, o.text, o.writers) for o in outcomes]
    at = remembered(
        folder,
        "metadata",
        key_of(STEP_VERSION, sheet, [(m.number, m.sha512) for m in masters], results),
        lambda: datetime.now(UTC).replace(microsecond=0),
        encode=datetime.isoformat,
        decode=datetime.fromisoformat,
    )
    return describe_object(sheet, masters, outcomes, folder, software=software, at=at)
