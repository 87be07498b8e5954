"""What people wrote of a page is laid over what the machine read, in files of their own.

The machine's reading stays as it is beside them, so that a new reading loses nothing and the two
can always be told apart.
"""

from pathlib import Path

from pipeline.errors import NotValidError
from pipeline.files import write_whole
from pipeline.imaging import open_scan
from pipeline.ocr import ALTO_FILE
from pipeline.rendering import PYRAMID
from schemas.alto import build_alto, parse_alto
from schemas.human_text import TextCorrection, Transcription, corrected, transcribed
from schemas.pages import PageText
from schemas.validation import DocumentKind, check_xml

#: The text as it stands with what people wrote; there only where they wrote something.
HUMAN_ALTO, HUMAN_TEXT = "human.xml", "human.txt"


def write_human_text(
    folder: Path,
    corrections: tuple[TextCorrection, ...],
    transcription: Transcription | None,
    *,
    was_read: bool,
) -> str | None:
    """Write the text of a page as people left it; its plain text, None where nobody wrote.

    Args:
        folder: the page's work folder, with its image and what the machine read.
        corrections: words that were corrected, oldest first.
        transcription: the page as it was written down by hand; corrections are then passed over.
        was_read: whether the machine read the page; else a transcription stands alone.
    """
    if transcription is None and not (corrections and was_read):
        for name in (HUMAN_ALTO, HUMAN_TEXT):
            (folder / name).unlink(missing_ok=True)
        return None
    read = parse_alto((folder / ALTO_FILE).read_bytes()) if was_read else _unread(folder)
    text = transcribed(read, transcription) if transcription else corrected(read, corrections)
    alto = build_alto(text, source_name=PYRAMID)
    if problems := check_xml(alto, DocumentKind.ALTO):
        raise NotValidError(document=HUMAN_ALTO, line=problems[0].line, reason=problems[0].message)
    write_whole(folder / HUMAN_ALTO, alto)
    write_whole(folder / HUMAN_TEXT, (text.plain + "\n").encode())
    return text.plain + "\n"


def _unread(folder: Path) -> PageText:
    """A page of which the machine read nothing."""
    image = open_scan(folder / PYRAMID, 0)
    return PageText(image.width, image.height, ())
