"""Options and arguments that several commands have."""

from typing import Annotated

import typer

from cli.language import _

AsJson = Annotated[bool, typer.Option("--json", help=_("Answer in JSON on standard output."))]
Lang = Annotated[str, typer.Option("--lang", metavar="lt|en", help=_("Language of the answers."))]
ObjectName = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=_("The object's ARK, its name, or an unambiguous beginning of it.")
    ),
]
ReadLanguage = Annotated[
    str,
    typer.Option(
        "--language", help=_("Languages, such as lit or lit+pol; auto: found page by page.")
    ),
]
ReadModel = Annotated[
    str, typer.Option("--model", help=_("Read with this model and no other, such as Fraktur."))
]
