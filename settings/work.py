"""How the work is done: where it is kept, on how many hands, within which limits."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas.identifiers import BETANUMERIC
from settings.errors import BadSettingError
from settings.home import Home, home_of


class TaskRunner(StrEnum):
    """Who does the pages: threads of this process, or a Dask cluster."""

    THREAD = "thread"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """The frozen values that flows and commands are given."""

    home: Home
    storage: str
    """A folder, or ``s3://bucket/prefix``."""
    task_runner: TaskRunner
    dask_address: str
    max_pixels: int
    """An image of more pixels is refused by its header."""
    naan: str
    """Name Assigning Authority Number of the library's ARKs."""
    workers: int
    open_seconds: int
    """How long the first opening of a file may take."""
    page_seconds: int
    """How long one step may take on one page."""
    ocr_seconds: int
    """How long reading one page may take."""
    still_seconds: int
    """A file changed less long ago than this may still be being written; it is waited for."""
    lease_seconds: int
    """A worker silent for so long is dead; another takes up what it had in hand."""


def work_settings(environment: Mapping[str, str] = os.environ) -> WorkSettings:
    """Read the settings of the work from the environment.

    Raises:
        BadSettingError: a value cannot be used.
    """
    home = home_of(environment)
    runner, address = _runner(environment)
    return WorkSettings(
        home=home,
        storage=environment.get("SKRYNIA_STORAGE") or str(home.storage),
        task_runner=runner,
        dask_address=address,
        max_pixels=_count(environment, "SKRYNIA_MAX_PIXELS", 1_000_000_000),
        naan=_naan(environment),
        workers=_count(environment, "SKRYNIA_WORKERS", os.cpu_count() or 1),
        open_seconds=_count(environment, "SKRYNIA_OPEN_SECONDS", 120),
        page_seconds=_count(environment, "SKRYNIA_PAGE_SECONDS", 300),
        ocr_seconds=_count(environment, "SKRYNIA_OCR_SECONDS", 300),
        still_seconds=_count(environment, "SKRYNIA_STILL_SECONDS", 2),
        lease_seconds=_count(environment, "SKRYNIA_LEASE_SECONDS", 60),
    )


def first_library(environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Code and name of the house itself, as a new home enters it.

    Raises:
        BadSettingError: the code has other signs than letters, digits, ``-`` and ``_``.
    """
    code = environment.get("SKRYNIA_LIBRARY_CODE") or "county"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", code):
        allowed = "1 to 40 of A–Z, a–z, 0–9, - and _"
        raise BadSettingError(name="SKRYNIA_LIBRARY_CODE", value=code, reason=allowed)
    return code, environment.get("SKRYNIA_LIBRARY_NAME") or "Apskrities biblioteka"


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").replace("_", "") or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise BadSettingError(name=name, value=text, reason="it must be a whole number above 0")
    return int(text)


def _runner(environment: Mapping[str, str]) -> tuple[TaskRunner, str]:
    text = environment.get("SKRYNIA_TASK_RUNNER") or TaskRunner.THREAD
    if text not in tuple(TaskRunner):
        raise BadSettingError(name="SKRYNIA_TASK_RUNNER", value=text, reason=" / ".join(TaskRunner))
    address = environment.get("SKRYNIA_DASK_ADDRESS", "")
    if text == TaskRunner.DASK and not re.fullmatch(r"(\w+://)?[^/\s]+:\d+", address):
        reason = "the scheduler's address, such as tcp://10.0.0.1:8786"
        raise BadSettingError(name="SKRYNIA_DASK_ADDRESS", value=address, reason=reason)
    return TaskRunner(text), address


def _naan(environment: Mapping[str, str]) -> str:
    text = environment.get("SKRYNIA_NAAN") or "99999"
    if not 5 <= len(text) <= 9 or set(text) - set(BETANUMERIC):
        allowed = "a NAAN has 5 to 9 digits or consonants"
        raise BadSettingError(name="SKRYNIA_NAAN", value=text, reason=allowed)
    return text
