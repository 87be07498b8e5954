"""``skrynia list`` and ``skrynia show``: reading what the catalogue knows."""

from collections.abc import Iterable

from rich.table import Table

from catalogue.models import DigitalObject
from catalogue.queries.objects import ObjectFilter, narrow
from catalogue.states import ObjectState
from cli.errors import UnknownStateError
from cli.language import _
from cli.object_report import object_report, print_report, state_name
from cli.printing import DONE, answers, escaped, print_json


def run_list(state: str, library: str, text: str, *, as_json: bool) -> int:
    """All objects by title, narrowed as asked."""
    wanted = ObjectFilter(state=state_named(state), library_code=library, text=text)
    rows = (
        narrow(DigitalObject.objects.all(), wanted)
        .select_related("library")
        .order_by("title_sort_key", "id")
    )
    if as_json:
        print_json({"objects": [listed(row) for row in rows.iterator()]})
    else:
        print_table(rows)
    return DONE


def listed(row: DigitalObject) -> dict[str, object]:
    """One object of the list in JSON."""
    return {
        "object_id": row.object_id,
        "title": row.title,
        "state": row.state,
        "library": row.library.code,
        "pages": row.page_count,
        "open_findings": row.open_findings,
        "created_at": row.created_at.isoformat(),
    }


def state_named(text: str) -> ObjectState | None:
    """The state called so, whatever the case; None for an empty text.

    Raises:
        UnknownStateError: there is none.
    """
    if not text:
        return None
    for state in ObjectState:
        if state.value.lower() == text.lower():
            return state
    raise UnknownStateError(state=text, known=", ".join(ObjectState))


def print_table(rows: Iterable[DigitalObject]) -> None:
    """The list for people."""
    table = Table(_("Identifier"), _("Title"), _("State"), _("Library"), _("Pages"), _("To judge"))
    for row in rows:
        table.add_row(
            row.name,
            escaped(row.title),
            state_name(row.state),
            row.library.code,
            str(row.page_count),
            str(row.open_findings or ""),
        )
    if table.row_count:
        answers.print(table)
    else:
        answers.print(_("No objects here yet. Begin with: skrynia digitise FOLDER"))


def run_show(name: str, *, as_json: bool) -> int:
    """One object."""
    report = object_report(name)
    if as_json:
        print_json(report)
    else:
        print_report(report)
    return DONE
