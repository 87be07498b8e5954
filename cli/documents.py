"""An object's PDF or EPUB, written to a file."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from catalogue.models import DigitalObject
from catalogue.queries.objects import find_object
from cli.language import _
from cli.printing import DONE, answers, escaped, print_json
from pipeline.files import write_whole
from pipeline.output_errors import OutFolderError
from pipeline.pdf.page_image import PdfProfile
from web.documents import kept_copy, made_epub, made_pdf, qualities_of, stored_document


def run_pdf(name: str, out: Path, profile: PdfProfile, *, as_json: bool) -> int:
    """Make the searchable PDF of one object."""
    row = find_object(name)
    document = stored_document(row)
    kept = kept_copy(document.name("pdf", profile))
    if kept is not None:
        return _written(row, out, lambda path: shutil.copyfile(kept, path), as_json=as_json)

    def fill(path: Path) -> None:
        _pour(made_pdf(document, profile), path)

    return _written(row, out, fill, as_json=as_json)


def run_epub(name: str, out: Path, *, as_json: bool) -> int:
    """Make the EPUB of one object."""
    row = find_object(name)
    made = made_epub(stored_document(row), qualities_of(row))
    return _written(row, out, lambda path: shutil.copyfile(made, path), as_json=as_json)


def _pour(parts: Iterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)


def _written(
    row: DigitalObject, out: Path, fill: Callable[[Path], object], *, as_json: bool
) -> int:
    path = out.absolute()
    try:
        write_whole(path, fill)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutFolderError(folder=str(path.parent), reason=reason) from error
    if as_json:
        size = path.stat().st_size
        print_json({"object_id": row.object_id, "path": str(path), "size_bytes": size})
    else:
        answers.print(f"{_('Exported')}: {escaped(str(path))}")
    return DONE
