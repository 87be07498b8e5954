"""``skrynia sample …``: the commands about samples that people look at."""

from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang

samples = typer.Typer(
    help=_("Samples that people look at beside the machine."), no_args_is_help=True
)

ProjectName = Annotated[str, typer.Argument(metavar="PROJECT", help=_("Name of the project."))]
LotNumber = Annotated[int, typer.Argument(metavar="LOT", help=_("Number of the lot."))]


@samples.command("list", help=_("List the projects with their plans and lots."))
def list_(as_json: AsJson = False, lang: Lang = "lt") -> None:
    prepare()
    from cli.sampling import run_list  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_list(as_json=as_json))


@samples.command(help=_("Give a project its sampling plan, or none."))
def plan(
    project: ProjectName,
    name: Annotated[str, typer.Argument(metavar="PLAN", help=_("bhl, aql-1.0 … or none."))],
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.sampling import run_plan  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_plan(project, name, as_json=as_json))


@samples.command(help=_("Draw a project's next lot."))
def draw(
    project: ProjectName,
    seed: Annotated[str, typer.Option(help=_("Fixes the draw; by chance where empty."))] = "",
    most: Annotated[int, typer.Option(help=_("At most so many pages; 0: all."))] = 0,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.sampling import run_draw  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_draw(project, seed, most, as_json=as_json))


@samples.command(help=_("Show a lot and its drawn pages."))
def show(project: ProjectName, lot: LotNumber, as_json: AsJson = False, lang: Lang = "lt") -> None:
    prepare()
    from cli.sampling import run_show  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_show(project, lot, as_json=as_json))


@samples.command(help=_("Say whether a drawn page is good."))
def judge(
    project: ProjectName,
    lot: LotNumber,
    place: Annotated[int, typer.Argument(help=_("The page's number in the sample."))],
    good: Annotated[bool | None, typer.Option("--good/--bad", help=_("What was found."))] = None,
    note: Annotated[str, typer.Option(help=_("A word on it."))] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.sampling import SampleAnswer, run_judge  # noqa: PLC0415 -- models load after Django

    call = SampleAnswer(project, lot, place, good, note)
    raise typer.Exit(run_judge(call, as_json=as_json))
