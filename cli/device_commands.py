"""The command about devices; loaded with all others, its module only when called."""

from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang

device_app = typer.Typer()


@device_app.command(
    help=_(
        "Show how the devices stand: valid target or not, and what was scanned without one."
        "\n\nWith a name: its gradings, and every object for which no valid target speaks."
    ),
    epilog=_("Example: skrynia devices „Zeutschel OS 12“ --json"),
)
def devices(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=_("One device; else all."))] = "",
    library: Annotated[str, typer.Option(help=_("Only devices of this library."))] = "",
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    prepare()
    from cli.devices import run_devices  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_devices(name, library, as_json=as_json))
