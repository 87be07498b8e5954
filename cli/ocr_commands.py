"""``skrynia ocr``: reading without the catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from cli.language import _
from cli.options import AsJson, Lang, ReadLanguage, ReadModel

ocr_app = typer.Typer()


@ocr_app.command(
    help=_(
        "Read the text of a folder or file where it lies: plain text, ALTO, hOCR, and one "
        "searchable PDF/A.\n\nRunning it again reads only what is new or could not be read."
    ),
    epilog=_("Example: skrynia ocr scans/ausra --out ausra-text"),
)
def ocr(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|FILE", help=_("Folder with images, or one file."), readable=False
        ),
    ],
    out: Annotated[
        Path, typer.Option(help=_("Folder for the results."), file_okay=False, readable=False)
    ],
    language: ReadLanguage = "auto",
    model: ReadModel = "",
    printing: Annotated[
        bool, typer.Option("--printing", help=_("Finer images in the PDF, fit to be printed."))
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help=_("Pages read at once; else a core each."))
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    from cli.ocr import OcrCall, run  # noqa: PLC0415 -- image libraries, which --help must not pay
    from pipeline.pdf.page_image import PdfProfile  # noqa: PLC0415 -- as above

    profile = PdfProfile.PRINTING if printing else PdfProfile.READING
    raise typer.Exit(run(OcrCall(path, out, language, model, profile, workers, as_json)))
