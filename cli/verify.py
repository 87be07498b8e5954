"""``skrynia verify``: every kept byte read back."""

from catalogue.queries.objects import find_object
from cli.language import _, ngettext
from cli.printing import DONE, LOOK, answers, escaped, print_json
from flows.auditing import ObjectAudit, audit_object, kept_objects
from settings.work import work_settings


def run(name: str, *, as_json: bool) -> int:
    """Verify one object, or everything in storage, also what the catalogue does not know."""
    settings = work_settings()
    wanted = [find_object(name).object_id] if name else list(kept_objects(settings))
    audits = [audit_object(object_id, settings) for object_id in wanted]
    damaged = sum(bool(audit.problems) for audit in audits)
    if as_json:
        print_json({"objects": [audit.plain() for audit in audits], "damaged": damaged})
    else:
        print_audits(audits, damaged)
    return LOOK if damaged else DONE


def print_audits(audits: list[ObjectAudit], damaged: int) -> None:
    """The damage by name, then the sum."""
    for audit in audits:
        for problem in audit.problems:
            answers.print(
                f"[red]✗[/] {audit.object_id} {escaped(problem.path)}: "
                f"{escaped(_(problem.text))} ({problem.code})"
            )
    count = len(audits)
    answers.print(ngettext("{n} object read back", "{n} objects read back", count).format(n=count))
    if damaged:
        answers.print(ngettext("{n} is damaged", "{n} are damaged", damaged).format(n=damaged))
    else:
        answers.print(_("no damage found"))
