"""``skrynia digitise``: a folder of images goes all the way, or to the person who must look."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.language import _, ngettext
from cli.object_report import object_report, print_report
from cli.printing import DONE, LOOK, NOTHING_DONE, answers, complain, escaped, notice, print_json
from cli.progress import shown_progress
from flows.errors import AlreadyInWorkError
from flows.intake import IntakeRequest, PlannedIntake, plan_intake
from flows.registering import register
from flows.running import Run, run_objects
from pipeline.folders import PlannedObject
from pipeline.reading.automatic import way_of
from schemas.objects import Material
from schemas.pages import ScanRole
from schemas.preparation import PreparationSheet
from settings.work import WorkSettings, work_settings


@dataclass(frozen=True, slots=True)
class DigitiseCall:
    """The options of one call."""

    folder: Path
    material: Material
    language: str
    model: str
    title: str
    metadata: Path | None
    library: str
    project: str
    batch: str
    device: str
    operator: str
    capture_profile: str
    recursive: bool
    preparation: PreparationSheet
    as_new: bool
    dry_run: bool
    as_json: bool


def run(call: DigitiseCall) -> int:
    """Plan, register, digitise; the worst of what happened is the exit status."""
    settings = work_settings()
    planned = plan_intake(request_of(call), settings)
    if call.dry_run:
        return show_plan(planned, as_json=call.as_json)
    runs, refused = digitise_all(planned, settings)
    reports = [
        object_report(one.object_id, already=one.already, seconds=one.seconds or None)
        for one in runs
    ]
    if call.as_json:
        print_json(reports[0] if len(reports) == 1 else {"objects": reports})
    else:
        for report in reports:
            print_report(report)
    statuses = [status_of(one, report) for one, report in zip(runs, reports, strict=True)]
    return max(statuses) if not refused else LOOK


def request_of(call: DigitiseCall) -> IntakeRequest:
    """The call as the flows know it."""
    return IntakeRequest(
        folder=call.folder,
        material=call.material,
        language=way_of(call.language, call.model),
        title=call.title,
        metadata=call.metadata,
        library=call.library,
        project=call.project,
        batch=call.batch,
        device=call.device,
        operator=call.operator,
        capture_profile=call.capture_profile,
        recursive=call.recursive,
        as_new=call.as_new,
        preparation=call.preparation,
    )


def digitise_all(planned: PlannedIntake, settings: WorkSettings) -> tuple[list[Run], int]:
    """Take every planned object through, and count the refused; none stops the others."""
    notice(_("Reading the scans …"))
    registered = register(planned, settings)
    for refusal in registered.refused:
        complain(refusal)
    with shown_progress(settings.home.work) as watch:
        runs = run_objects(registered.objects, settings, watch)
    for one in runs:
        if one.error is not None:
            complain(one.error)
    return runs, len(registered.refused)


def status_of(run: Run, report: dict[str, Any]) -> int:
    """0 where the object is through, 1 where a person must look, 2 where nothing was done."""
    if isinstance(run.error, AlreadyInWorkError):
        return NOTHING_DONE
    through = report["state"] in ("Ready", "Delivered", "Withdrawn")
    return DONE if through and run.error is None else LOOK


def show_plan(planned: PlannedIntake, *, as_json: bool) -> int:
    """What would become which page; nothing is written."""
    if as_json:
        print_json(plain_plan(planned))
        return DONE
    for one in planned.objects:
        answers.print(f"[bold]{escaped(one.name)}[/]")
        for page in one.pages:
            sources = " + ".join(source_of(one, part.scan_number) for part in page.parts)
            answers.print(f"{page.sequence:5}  {page.role.value:16} {escaped(sources)}")
    if count := len(planned.plan.ignored):
        notice(
            ngettext("{n} file is not taken:", "{n} files are not taken:", count).format(n=count)
        )
    for ignored in planned.plan.ignored:
        notice(f"  {ignored.path}: {_(ignored.reason.value)}")
    return DONE


def plain_plan(planned: PlannedIntake) -> dict[str, Any]:
    """The plan in JSON."""
    return {
        "dry_run": True,
        "objects": [
            {
                "name": one.name,
                "title": one.title,
                "pages": [
                    {
                        "sequence": page.sequence,
                        "role": page.role.value,
                        "label": page.label or None,
                        "sources": [source_of(one, part.scan_number) for part in page.parts],
                    }
                    for page in one.pages
                ],
                "other_scans": [
                    {"source": one.files[scan.file].relative, "role": scan.role.value}
                    for scan in one.scans
                    if scan.role is not ScanRole.PAGE
                ],
            }
            for one in planned.objects
        ],
        "ignored": [{"path": i.path, "reason": _(i.reason.value)} for i in planned.plan.ignored],
    }


def source_of(one: PlannedObject, scan_number: int) -> str:
    """A scan by its file, and its place in a file of several."""
    scan = one.scans[scan_number - 1]
    name = one.files[scan.file].relative
    return f"{name} [{scan.image_in_file + 1}]" if scan.image_in_file else name
