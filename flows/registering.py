"""From a plan to registered objects; a door to the catalogue, called by commands and worker."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from catalogue.plans import ObjectPlan, PlannedPage, PlannedScan, SourceRecord
from catalogue.services.people import house_library
from catalogue.services.registration import register_object
from flows.intake import IntakeRequest, PlannedIntake, digests_of
from pipeline.folders import PlannedObject
from schemas.errors import LibraryError
from schemas.objects import DublinCore, Identifier
from schemas.reading import AUTO
from settings.work import WorkSettings

#: rightsstatements.org: "Copyright Not Evaluated".
RIGHTS_NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
#: Models that are named otherwise than their language.
LANGUAGE_OF_MODEL = {"frk": "deu", "Fraktur": "und"}


@dataclass(frozen=True, slots=True)
class RegisteredObject:
    """An object that has its ARK now, or had it before."""

    object_id: str
    already: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """The objects of a folder, and why some could not become one."""

    objects: tuple[RegisteredObject, ...]
    refused: tuple[LibraryError, ...] = ()


def register(
    planned: PlannedIntake, settings: WorkSettings, tick: Callable[[], object] = lambda: None
) -> Registered:
    """Take the digest of every file and give each planned object its row.

    Of several objects one that is refused does not stop the others.

    Raises:
        LibraryError: every object was refused; the first reason.
    """
    objects, refused = [], []
    for one in planned.objects:
        try:
            plan = object_plan(one, planned, settings, tick)
            found = register_object(plan, naan=settings.naan, now=datetime.now(UTC))
        except LibraryError as error:
            refused.append(error)
        else:
            objects.append(RegisteredObject(found.digital_object.object_id, found.already))
    if not objects:
        raise refused[0]
    return Registered(tuple(objects), tuple(refused))


def object_plan(
    one: PlannedObject,
    planned: PlannedIntake,
    settings: WorkSettings,
    tick: Callable[[], object],
) -> ObjectPlan:
    """One object as the catalogue registers it."""
    request, given = planned.request, planned.description
    digests = digests_of((file.path for file in one.files), settings.workers, tick)
    several = len(planned.objects) > 1
    folder = str(planned.plan.folder.resolve())
    return ObjectPlan(
        library_code=request.library or house_library().code,
        material=request.material,
        source_folder=f"{folder}#{one.name}" if several else folder,
        scans=tuple(
            PlannedScan(
                one.files[scan.file].relative,
                digests[one.files[scan.file].path],
                scan.image_in_file,
                scan.role,
                written_at(one.files[scan.file].path),
            )
            for scan in one.scans
        ),
        pages=tuple(PlannedPage(page.parts, page.role, page.label) for page in one.pages),
        title=request.title or one.title or (one.name if several else ""),
        description=described(one, request, given.values if given else None),
        source_record=SourceRecord(given.content, given.media_type, given.name) if given else None,
        identifiers=(Identifier("shelfmark", one.shelfmark),) if one.shelfmark else (),
        language=request.language,
        project=request.project,
        batch=request.batch,
        device=request.device,
        operator=request.operator,
        preparation=request.preparation,
        as_new=request.as_new,
        ignored=tuple((i.path, i.reason.value) for i in planned.plan.ignored),
    )


def written_at(file: Path) -> datetime | None:
    """When a file was written, as the folder says."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def described(one: PlannedObject, request: IntakeRequest, given: DublinCore | None) -> DublinCore:
    """The description with what was said in the call, and the truth about what nobody said.

    Without a language the models that read the text stand for it, where a person named them, else
    what the machine finds when it reads; without rights the statement is that they have not been
    evaluated.
    """
    values = given or DublinCore()
    title = request.title or one.title
    if title and values.title[:1] != (title,):
        values = replace(values, title=(title, *values.title))
    if not values.title:
        values = replace(values, title=(one.name,))
    if not values.language and request.language != AUTO:
        values = replace(values, language=languages_of(request.language))
    if not values.rights:
        values = replace(values, rights=(RIGHTS_NOT_EVALUATED,))
    return values


def languages_of(model: str) -> tuple[str, ...]:
    """ISO 639-2 codes of the models that are languages; und(etermined) for scripts."""
    parts = model.removeprefix(f"{AUTO}:").split("+")
    codes = (LANGUAGE_OF_MODEL.get(part, part) for part in parts)
    return tuple(dict.fromkeys(code if len(code) == 3 else "und" for code in codes))
