"""The commands about rescans; loaded with all others, their modules only when called."""

from pathlib import Path
from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang, ObjectName

rescanning = typer.Typer()


@rescanning.command(
    help=_("List what is to be scanned again: page, reason, shelf mark, where the original is."),
    epilog=_("Example: skrynia rescans --library county --pdf rescans.pdf"),
)
def rescans(
    library: Annotated[str, typer.Option(help=_("Only objects of this library."))] = "",
    operator: Annotated[str, typer.Option(help=_("Only what this person scanned."))] = "",
    device: Annotated[str, typer.Option(help=_("Only what was scanned with this device."))] = "",
    csv: Annotated[
        Path | None, typer.Option(dir_okay=False, help=_("Write the list as a table (CSV)."))
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(dir_okay=False, help=_("Write the list to print, with pictures."))
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The rescan list."""
    prepare()
    from cli.rescans import RescansCall, run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run(RescansCall(library, operator, device, csv, pdf, as_json)))


@rescanning.command(
    help=_(
        "Take new scans in for the pages on the rescan list, and put them in their places."
        "\n\nEach scan is proposed a place; --confirm puts them there where nothing is doubtful."
    ),
    epilog=_("Example: skrynia rescan x5k2 scans/ausra-rescans --confirm"),
)
def rescan(
    name: ObjectName,
    folder: Annotated[
        Path | None, typer.Argument(help=_("Folder with the new scans."), readable=False)
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCAN=PAGE",
            help=_("Set a scan’s place: 2=7 (page 7), “2=after 7” (a new page) or 2=none."),
        ),
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help=_("Put them in their places; none may be doubtful."))
    ] = False,
    discard: Annotated[
        bool, typer.Option("--discard", help=_("Send the scans that wait away."))
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=_("Take the last confirmed rescans back."))
    ] = False,
    missing_after: Annotated[
        int | None,
        typer.Option(min=0, help=_("Ask for a page that is missing after this one (0: first).")),
    ] = None,
    note: Annotated[str, typer.Option(help=_("Why; the next person will read it."))] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Also where nothing looks like the object."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """Rescans of one object."""
    prepare()
    from cli.rescan import RescanCall, run  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(
        run(
            RescanCall(
                name=name, folder=folder, places=tuple(place or ()), confirm=confirm,
                discard=discard, undo=undo, missing_after=missing_after, note=note,
                anyway=anyway, as_json=as_json,
            )
        )
    )  # fmt: skip
