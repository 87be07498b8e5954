"""The commands about texts; loaded with all others, their modules only when called."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang, ObjectName
from schemas.human_text import TranscriptionStatus

texts = typer.Typer()

PageNumber = Annotated[int, typer.Argument(min=1, help=_("The page's place in the order."))]
Store = Annotated[
    bool, typer.Option("--store", help=_("Make the object's next version of it at once."))
]
#: How a day is written.
DAY = ("%Y-%m-%d",)


@texts.command(
    help=_("Show the text of a page as it stands, with what people corrected or transcribed."),
    epilog=_("Example: skrynia text x5k2 7 --machine"),
)
def text(
    name: ObjectName,
    page: PageNumber,
    machine: Annotated[
        bool, typer.Option("--machine", help=_("What the machine read, without corrections."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The text of a page."""
    prepare()
    from cli.page_texts import run_text  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_text(name, page, machine=machine, as_json=as_json))


@texts.command(
    help=_(
        "Correct a word of a page; the machine's reading is kept beside it."
        "\n\nCorrections stay when the page is read again. They are stored by themselves after "
        "ten minutes while skrynia serve runs, or at once with --store."
    ),
    epilog=_("Example: skrynia correct x5k2 7 --word szwiesa --text šviesa"),
)
def correct(
    name: ObjectName,
    page: PageNumber,
    word: Annotated[
        str | None, typer.Option(help=_("The word as it stands now, punctuation included."))
    ] = None,
    said: Annotated[
        str | None, typer.Option("--text", help=_("What stands there; empty: nothing does."))
    ] = None,
    nth: Annotated[
        int, typer.Option(min=1, help=_("Which of several such words, counted from the top."))
    ] = 1,
    list_: Annotated[
        bool, typer.Option("--list", help=_("List the page's corrections by number."))
    ] = False,
    undo: Annotated[
        int | None, typer.Option(min=1, help=_("Take the correction of this number back."))
    ] = None,
    store: Store = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """Corrections of a page."""
    prepare()
    from cli.page_texts import CorrectCall, run_correct  # noqa: PLC0415 -- as above

    call = CorrectCall(name, page, word, said, nth, list_, undo, store, as_json)
    raise typer.Exit(run_correct(call))


@texts.command(
    help=_(
        "Take the transcription of a page out of a text file, a line a line."
        "\n\nIt stands in place of what the machine read; without FILE its states are listed."
    ),
    epilog=_("Example: skrynia transcribe x5k2 3 laiskas.txt --status finished --language lit"),
)
def transcribe(
    name: ObjectName,
    page: PageNumber,
    file: Annotated[
        Path | None, typer.Argument(help=_("Text file in UTF-8."), readable=False)
    ] = None,
    status: Annotated[
        TranscriptionStatus, typer.Option(help=_("How far the transcription is."))
    ] = TranscriptionStatus.DRAFT,
    language: Annotated[str, typer.Option(help=_("Its language, such as lit or pol."))] = "",
    take_back: Annotated[
        bool, typer.Option("--take-back", help=_("Let the machine's reading stand again."))
    ] = False,
    store: Store = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The transcription of a page."""
    prepare()
    from cli.transcribing import TranscribeCall, run  # noqa: PLC0415 -- as above

    raise typer.Exit(
        run(TranscribeCall(name, page, file, status, language, take_back, store, as_json))
    )


@texts.command(
    help=_("List the pages whose text is estimated weakest, the worst first."),
    epilog=_("Example: skrynia weakest --since 2026-02-01 --language lit"),
)
def weakest(
    since: Annotated[
        datetime | None,
        typer.Option(formats=[*DAY], metavar="DAY", help=_("Read on this day or later.")),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=[*DAY], metavar="DAY", help=_("Read on this day or earlier.")),
    ] = None,
    library: Annotated[str, typer.Option(help=_("Only objects of this library."))] = "",
    language: Annotated[
        str, typer.Option(help=_("Only texts in this language (lit, pol, deu …)."))
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help=_("How many to show."))] = 50,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The weakest pages."""
    prepare()
    from catalogue.queries.weakest import WeakestFilter  # noqa: PLC0415 -- as above
    from cli.weakest import run  # noqa: PLC0415 -- as above

    days = [moment.date() if moment else None for moment in (since, until)]
    wanted = WeakestFilter(days[0], days[1], library, language)
    raise typer.Exit(run(wanted, limit, as_json=as_json))


@texts.command(
    help=_(
        "Say with which languages an object is read, and read it again; auto: the machine chooses."
        "\n\nCorrections and transcriptions stay."
    ),
    epilog=_("Example: skrynia language x5k2 lit+pol"),
)
def language(
    name: ObjectName,
    languages: Annotated[
        str,
        typer.Argument(
            metavar="auto|LANGUAGES", help=_("auto, or codes or models joined by +, such as frk.")
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The languages an object is read with."""
    prepare()
    from cli.reading_language import run  # noqa: PLC0415 -- as above

    raise typer.Exit(run(name, languages, as_json=as_json))
