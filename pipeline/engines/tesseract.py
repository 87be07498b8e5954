"""Tesseract 5: as a library that keeps its models loaded, or as the program, one call a page.

The library reads in a child that stays (``pipeline.engines.residents``) and saves the start of a
process and the loading of models with every page. A program that is a script is a wrapper that
somebody put there on purpose: it is called, not gone around.
"""

import importlib.util
import logging
import os
import shutil
import time
from functools import cache
from pathlib import Path

import pytesseract

from pipeline.engines import models
from pipeline.engines.base import EngineError, EngineTimeoutError
from pipeline.engines.residents import RESIDENTS
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.pages import PageText

LOGGER = logging.getLogger("skrynia.pipeline")

#: Tesseract's own threads make it four times slower when pages run side by side. The variable
#: must stand in the environment of whichever process calls it.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class TesseractEngine:
    """Reads with Tesseract and the models of the Debian program."""

    name = "tesseract"

    def version(self) -> str:
        """The version that reads, such as 5.5.4.

        Raises:
            EngineError: the program is not there.
        """
        return library_version() if has_library() else installed_version()

    def models(self) -> frozenset[str]:
        """The installed language models.

        Raises:
            EngineError: the program is not there.
        """
        return models.installed().names

    def recognise(self, image: Path, model: str, time_limit_seconds: float) -> PageText:
        """Read one page image into blocks, lines and words with their confidence.

        Raises:
            EngineError: it ended with a failure or was killed.
            EngineTimeoutError: the page took longer than allowed.
        """
        began = time.monotonic()
        if has_library():
            try:
                return RESIDENTS.run(read_file, image, model, seconds=time_limit_seconds)
            except EngineTimeoutError:
                raise
            except EngineError as error:
                LOGGER.info("the library gave up, the program is called reason=%s", error)
        left = time_limit_seconds - (time.monotonic() - began)
        return read_by_program(image, model, max(0.1, left))


def read_file(image: Path, model: str) -> PageText:
    """Read an image by the library; called in a child that stays."""
    from pipeline.engines.library import read_picture  # noqa: PLC0415 -- the parent never loads it
    from pipeline.reading.pictures import open_grey  # noqa: PLC0415 -- likewise

    picture, ppi = open_grey(image)
    return read_picture(picture, model, ppi=ppi)


def read_by_program(image: Path, model: str, time_limit_seconds: float) -> PageText:
    """Read an image by one call of the program, which is killed with its children in time.

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
    """The program's version, asked once a process."""
    return models.ask("--version").split()[1]


@cache
def has_library() -> bool:
    """Whether pages are read by the library, with the models of the installed program."""
    program = shutil.which("tesseract")
    if program is None or importlib.util.find_spec("tesserocr") is None:
        return False
    return not is_script(Path(program)) and bool(models.installed().names)


def is_script(program: Path) -> bool:
    """Whether a program is text that another program interprets."""
    try:
        with program.open("rb") as file:
            return file.read(2) == b"#!"
    except OSError:
        return True


@cache
def library_version() -> str:
    """The library's version, asked of a child once a process.

    Raises:
        EngineError: no child answers.
    """
    return RESIDENTS.run(_library_version, seconds=60)


def _library_version() -> str:
    from pipeline.engines.library import version  # noqa: PLC0415 -- the parent never loads it

    return version()
