"""``skrynia target --device``: the grading is kept, in the line of time of its device."""

import getpass
from datetime import UTC, datetime
from pathlib import Path

from catalogue.models import Device, TargetGrading
from catalogue.services.devices import record_file_grading
from catalogue.services.people import get_library, house_library, shell_user
from cli.qa_wording import shown_path
from flows.recording_targets import new_grading
from pipeline.target_grading import TargetOutcome
from qa.targets.report import TargetReport
from schemas.fixity import sha512_of


def record(
    file: Path, report: TargetReport | None, device: str, library: str, operator: str
) -> TargetGrading:
    """Keep what came of a target that stands alone.

    Raises:
        UnknownLibraryError: no library has this code.
    """
    owner = get_library(library) if library else house_library()
    row = Device.objects.get_or_create(library=owner, name=device)[0]
    now, person = datetime.now(UTC), getpass.getuser()
    outcome = TargetOutcome(report, "" if report else "no-chart")
    grading = new_grading(
        outcome,
        file_name=shown_path(Path(file.name)),
        sha512=sha512_of(file),
        taken_at=min(now, datetime.fromtimestamp(file.stat().st_mtime, UTC)),
        operator=operator or person,
    )
    return record_file_grading(row, grading, by=shell_user(person), now=now)
