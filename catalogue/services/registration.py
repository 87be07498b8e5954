"""Registering an object: the same scans are one object, however often and from where they come."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import IntegrityError, transaction

from catalogue.errors import NoIdentifierLeftError, ScansChangedError, UnknownLibraryError
from catalogue.identity import difference_between, identity_digest
from catalogue.models import (
    Batch,
    Device,
    DigitalObject,
    Identifier,
    Library,
    Project,
    Scan,
    StateChange,
    User,
)
from catalogue.plans import ObjectPlan, check_plan, title_of
from catalogue.services.descriptions import describe_object
from catalogue.services.pages import add_pages
from catalogue.states import ObjectState
from language.searching import search_key
from language.sorting import sort_key
from schemas.identifiers import Ark, mint_ark

Row = TypeVar("Row", Project, Batch, Device)

#: Draws of an identifier before chance itself is suspected.
TRIES = 10


class Registration(NamedTuple):
    """The object of a plan, and whether it was there before."""

    digital_object: DigitalObject
    already: bool


def register_object(
    plan: ObjectPlan,
    *,
    naan: str,
    now: datetime,
    by: User | None = None,
    mint: Callable[[str], Ark] = mint_ark,
) -> Registration:
    """Give the plan its object: the one its scans have already, else a new one.

    Raises:
        NoScansError, PlanRefusedError: the plan cannot be true.
        UnknownLibraryError: no library has the plan's code.
        ScansChangedError: the folder was digitised before, with other scans.
    """
    check_plan(plan)
    collision: IntegrityError | None = None
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _registered(plan, mint(naan), now, by)
        except IntegrityError as error:  # another process was faster, or drew the same name
            collision = error
    raise NoIdentifierLeftError(tries=TRIES) from collision


def _registered(plan: ObjectPlan, ark: Ark, now: datetime, by: User | None) -> Registration:
    library = _locked_library(plan.library_code)
    digest = identity_digest(library.code, (scan.sha512 for scan in plan.scans))
    same = DigitalObject.objects.filter(identity_digest=digest).order_by("as_new").last()
    if not plan.as_new:
        if same is not None:
            return Registration(same, already=True)
        _refuse_changed_folder(plan, library)
    digital_object = _created(plan, library, ark, digest, now)
    digital_object.as_new = same.as_new + 1 if same else 0
    digital_object.save()
    _add_parts(digital_object, plan, now)
    StateChange.objects.create(
        digital_object=digital_object,
        to_state=ObjectState.CAPTURED,
        by=by,
        at=now,
        why=plan.source_folder,
    )
    return Registration(digital_object, already=False)


def _locked_library(code: str) -> Library:
    """The library's row, held: two registrations of one folder must see each other."""
    found = Library.objects.select_for_update().filter(code=code).first()
    if found is None:
        known = ", ".join(Library.objects.values_list("code", flat=True)) or "–"
        raise UnknownLibraryError(library_code=code, known=known)
    return found


def _refuse_changed_folder(plan: ObjectPlan, library: Library) -> None:
    if not plan.source_folder:
        return
    before = (
        DigitalObject.objects.filter(library=library, source_folder=plan.source_folder)
        .exclude(state=ObjectState.WITHDRAWN)
        .order_by("id")
        .last()
    )
    if before is None:
        return
    old = before.scans.order_by("number").values_list("file", "image_in_file", "sha512")
    difference = difference_between(
        {(file, image): sha512 for file, image, sha512 in old},
        {(scan.relative_path, scan.image_in_file): scan.sha512 for scan in plan.scans},
    )
    raise ScansChangedError(
        folder=plan.source_folder, object_id=before.object_id, **difference.said()
    )


def _created(
    plan: ObjectPlan, library: Library, ark: Ark, digest: str, now: datetime
) -> DigitalObject:
    title = title_of(plan)
    return DigitalObject(
        naan=ark.naan,
        name=ark.name,
        library=library,
        material=plan.material,
        title=title,
        title_sort_key=sort_key(title),
        title_search=search_key(title),
        profile=plan.profile or plan.material,
        language=plan.language,
        identity_digest=digest,
        source_folder=plan.source_folder,
        ignored=[{"path": path, "reason": reason} for path, reason in plan.ignored],
        project=_named(Project, library, plan.project),
        batch=_named(Batch, library, plan.batch),
        device=_named(Device, library, plan.device),
        operator=plan.operator,
        expected_pages=plan.preparation.pages,
        expected_leaves=plan.preparation.leaves,
        missing_leaves=list(plan.preparation.missing),
        scanned_at=scanned_at(plan, now),
        created_at=now,
        changed_at=now,
        scan_count=len(plan.scans),
        page_count=len(plan.pages),
    )


def scanned_at(plan: ObjectPlan, now: datetime) -> datetime:
    """When the last scan was made; a folder that claims the future is not believed."""
    known = [scan.taken_at for scan in plan.scans if scan.taken_at is not None]
    return min(max(known), now) if known else now


def _named(kind: type[Row], library: Library, name: str) -> Row | None:
    return kind.objects.get_or_create(library=library, name=name)[0] if name else None


def _add_parts(digital_object: DigitalObject, plan: ObjectPlan, now: datetime) -> None:
    scans = Scan.objects.bulk_create(
        Scan(
            digital_object=digital_object,
            number=number,
            role=scan.role,
            file=scan.relative_path,
            image_in_file=scan.image_in_file,
            sha512=scan.sha512,
            taken_at=scan.taken_at,
        )
        for number, scan in enumerate(plan.scans, start=1)
    )
    add_pages(digital_object, scans, plan.pages)
    describe_object(digital_object, plan, now)
    Identifier.objects.bulk_create(
        Identifier(digital_object=digital_object, kind=one.kind, value=one.value)
        for one in dict.fromkeys(plan.identifiers)
    )
