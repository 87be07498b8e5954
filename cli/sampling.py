"""``skrynia sample``: lots of a project, the pages drawn from them, and what people found."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.table import Table

from catalogue.errors import UnknownLotError, UnknownProjectError
from catalogue.models import LotPage, Project, SamplingLot
from catalogue.services.people import shell_user
from catalogue.services.sampling import judge_sampled, set_project_rules
from cli.language import _
from cli.printing import DONE, LOOK, answers, escaped, print_json
from qa.sampling import plan_names
from schemas.sampling import LotState
from web.sampling import LotShown, draw_lot, judgement_words, lot_shown


def run_list(*, as_json: bool) -> int:
    """Every project with its plan and lots."""
    projects = Project.objects.select_related("library").prefetch_related("sampling_lots")
    found = list(projects.order_by("name"))
    if as_json:
        print_json({"projects": [project_document(project) for project in found]})
        return DONE
    table = Table(_("Project"), _("Library"), _("Sampling plan"), _("Lots"))
    for project in found:
        lots = ", ".join(f"{lot.number} ({lot.state})" for lot in project.sampling_lots.all())
        table.add_row(
            escaped(project.name), project.library.code, project.sampling_plan or _("none"), lots
        )
    answers.print(table if found else _("No project yet; digitise gives objects one: --project"))
    return DONE


def run_plan(name: str, plan: str, *, as_json: bool) -> int:
    """Give a project its plan; ``none`` takes it away."""
    project = project_named(name)
    if plan not in (*plan_names(), "none"):
        answers.print(_("Plans: {plans}, none").format(plans=", ".join(plan_names())))
        return LOOK
    set_project_rules(
        project,
        sampling_plan="" if plan == "none" else plan,
        allows_own_verdicts=project.allows_own_verdicts,
    )
    return run_list(as_json=as_json)


def run_draw(name: str, seed: str, most: int, *, as_json: bool) -> int:
    """Draw a project's next lot."""
    user = shell_user(getpass.getuser())
    lot = draw_lot(project_named(name), by=user, now=datetime.now(UTC), seed=seed, most=most)
    return show(lot, as_json=as_json)


def run_show(name: str, number: int, *, as_json: bool) -> int:
    """One lot with its drawn pages; 1 while it is open or where it was rejected."""
    return show(lot_numbered(name, number), as_json=as_json)


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """What somebody says of a drawn page; ``is_good`` None takes the answer back."""

    project: str
    lot: int
    place: int
    is_good: bool | None
    note: str = ""


def run_judge(call: SampleAnswer, *, as_json: bool) -> int:
    """Say of a drawn page whether it is good.

    Raises:
        UnknownLotError: there is no such lot, or no such page in its sample.
    """
    drawn = LotPage.objects.filter(
        lot=lot_numbered(call.project, call.lot), place=call.place
    ).first()
    if drawn is None:
        raise UnknownLotError(project=call.project, lot=call.lot, place=call.place)
    user = shell_user(getpass.getuser())
    lot = judge_sampled(drawn, is_good=call.is_good, by=user, now=datetime.now(UTC), note=call.note)
    return show(lot, as_json=as_json)


def project_named(name: str) -> Project:
    """The project called so.

    Raises:
        UnknownProjectError: there is none, or several libraries have one.
    """
    found = list(Project.objects.filter(name=name))
    if len(found) != 1:
        known = ", ".join(Project.objects.order_by("name").values_list("name", flat=True)) or "–"
        raise UnknownProjectError(project=name, known=known)
    return found[0]


def lot_numbered(name: str, number: int) -> SamplingLot:
    """A lot of a project by its number.

    Raises:
        UnknownLotError: there is none.
        UnknownProjectError: there is no such project.
    """
    lot = project_named(name).sampling_lots.filter(number=number).first()
    if lot is None:
        raise UnknownLotError(project=name, lot=number, place="–")
    return lot


def show(lot: SamplingLot, *, as_json: bool) -> int:
    """Print a lot."""
    shown = lot_shown(lot)
    if as_json:
        print_json(lot_document(shown))
    else:
        print_lot(shown)
    return DONE if lot.state == LotState.ACCEPTED else LOOK


def print_lot(shown: LotShown) -> None:
    """A lot for people."""
    lot = shown.lot
    answers.print(
        _(
            "Lot {number} of {project}: {sample} of {size} pages drawn, fails at {reject} bad"
        ).format(
            number=lot.number, project=escaped(lot.project.name), sample=lot.sample_size,
            size=lot.lot_size, reject=lot.reject_at,
        )
    )  # fmt: skip
    table = Table(_("No."), _("Object"), _("Page"), _("Found"))
    for row in shown.rows:
        said = " – ".join(filter(None, (judgement_words(row.is_good), escaped(row.note))))
        table.add_row(str(row.place), escaped(row.title), row.page, said)
    answers.print(table)
    answers.print(shown.state.label)


def lot_document(shown: LotShown) -> dict[str, object]:
    """A lot in JSON."""
    lot = shown.lot
    return {
        "project": lot.project.name, "lot": lot.number, "state": lot.state,
        "plan": lot.plan, "plan_version": lot.plan_version, "seed": lot.seed,
        "lot_size": lot.lot_size, "sample_size": lot.sample_size, "reject_at": lot.reject_at,
        "good": shown.good, "bad": shown.bad,
        "pages": [
            {"place": row.place, "title": row.title, "page": row.page, "good": row.is_good,
             "note": row.note, "by": row.by, "at": row.at.isoformat() if row.at else None}
            for row in shown.rows
        ],
    }  # fmt: skip


def project_document(project: Project) -> dict[str, object]:
    """A project in JSON."""
    return {
        "project": project.name,
        "library": project.library.code,
        "plan": project.sampling_plan,
        "allows_own_verdicts": project.allows_own_verdicts,
        "lots": [{"lot": lot.number, "state": lot.state} for lot in project.sampling_lots.all()],
    }
