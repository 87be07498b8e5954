"""``skrynia export``: a package for others, made on demand."""

import getpass
from pathlib import Path

from catalogue.queries.objects import find_object
from catalogue.services.people import shell_user
from cli.language import _
from cli.printing import DONE, answers, escaped, print_json
from flows.delivering import deliver
from settings.work import work_settings


def run(name: str, to: Path, *, as_json: bool) -> int:
    """Make the VEPIS package of one object in the folder named."""
    row = find_object(name)
    done = deliver(
        row.object_id, work_settings(), by=shell_user(getpass.getuser()), outbox=to.absolute()
    )
    if as_json:
        print_json({"object_id": row.object_id, "target": done.target, "path": str(done.path)})
    else:
        answers.print(f"{_('Exported')}: {escaped(str(done.path))}")
    return DONE
