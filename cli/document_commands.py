"""``skrynia export pdf`` and ``epub``: an object as a document for readers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.django import prepare
from cli.language import _
from cli.options import AsJson, Lang, ObjectName

documents = typer.Typer()

OutFile = Annotated[
    Path, typer.Option("--out", dir_okay=False, help=_("File to be written."), writable=True)
]


@documents.command(
    "pdf",
    help=_("Make the searchable PDF/A of an object out of its kept images and text."),
    epilog=_("Example: skrynia export pdf x5k2 --out silelis.pdf"),
)
def export_pdf(
    name: ObjectName,
    out: OutFile,
    printing: Annotated[
        bool, typer.Option("--printing", help=_("Finer images in the PDF, fit to be printed."))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = "lt",
) -> None:
    """The PDF of one object."""
    prepare()
    from cli.documents import run_pdf  # noqa: PLC0415 -- models load after Django
    from pipeline.pdf.page_image import PdfProfile  # noqa: PLC0415 -- image libraries

    profile = PdfProfile.PRINTING if printing else PdfProfile.READING
    raise typer.Exit(run_pdf(name, out, profile, as_json=as_json))


@documents.command(
    "epub",
    help=_("Make the EPUB of an object whose text is good enough to be read without images."),
    epilog=_("Example: skrynia export epub x5k2 --out silelis.epub"),
)
def export_epub(name: ObjectName, out: OutFile, as_json: AsJson = False, lang: Lang = "lt") -> None:
    """The EPUB of one object."""
    prepare()
    from cli.documents import run_epub  # noqa: PLC0415 -- models load after Django

    raise typer.Exit(run_epub(name, out, as_json=as_json))
