"""Tesseract 5 through pytesseract: one call a page, one thread a process."""

import logging
import os
import subprocess
from functools import cache
from pathlib import Path

import pytesseract

from pipeline.engines.base import EngineError, EngineTimeoutError
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.pages import PageText

LOGGER = logging.getLogger("skrynia.pipeline")

#: Tesseract's own threads make it four times slower when pages run side by side. The variable
#: must stand in the environment of whichever process calls it.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class TesseractEngine:
    """Reads with the Debian program ``tesseract``."""

    name = "tesseract"

    def version(self) -> str:
        """The program's version, such as 5.3.0.

        Raises:
            EngineError: the program is not there.
        """
        return installed_version()

    def models(self) -> frozenset[str]:
        """The installed language models.

        Raises:
            EngineError: the program is not there.
        """
        return installed_models()

    def recognise(self, image: Path, model: str, time_limit_seconds: float) -> PageText:
        """Read one page image into blocks, lines and words with their confidence.

        Raises:
            EngineError: it ended with a failure or was killed.
            EngineTimeoutError: the page took longer than allowed.
        """
        try:
            [alto] = pytesseract.run_and_get_multiple_output(
                str(image), extensions=["xml"], lang=model, timeout=time_limit_seconds
            )
            return parse_alto(alto.encode() if isinstance(alto, str) else alto)
        except pytesseract.TesseractNotFoundError as error:
            raise EngineError("tesseract is not installed") from error
        except pytesseract.TesseractError as error:
            raise EngineError(reason_of(error)) from error
        except (FileNotFoundError, LibraryError) as error:
            raise EngineError("it ended without a text") from error
        except RuntimeError as error:  # pytesseract's word for a time limit
            raise EngineTimeoutError(f"more than {time_limit_seconds:.0f} s") from error


def reason_of(error: pytesseract.TesseractError) -> str:
    """How Tesseract ended; what its image libraries said of it goes into the log."""
    LOGGER.info("tesseract ended status=%s said=%s", error.status, error.message)
    if error.status < 0:
        return f"Tesseract was ended by signal {-error.status}"
    return f"Tesseract ended with status {error.status}"


@cache
def installed_version() -> str:
    """Tesseract's version, asked once a process."""
    return _ask("--version").split()[1]


@cache
def installed_models() -> frozenset[str]:
    """Tesseract's models, asked once a process."""
    return frozenset(_ask("--list-langs").splitlines()[1:]) - {"osd"}


def _ask(option: str) -> str:
    try:
        return subprocess.run(
            ["tesseract", option], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("tesseract is not installed") from error
