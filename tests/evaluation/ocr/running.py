"""Has every page read by every reader, keeps each answer at once, and asks nothing twice.

An answer is kept under the digest of the image, the reader and what the reader hangs on: a killed
run goes on where it was, and a changed reader is asked anew.
"""

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.evaluation.ocr.readers import READERS, Answer
from tests.evaluation.ocr.sources import FOLDER, JudgedPage

Answers = dict[tuple[str, str], Answer]
"""By the names of reader and page."""
Job = tuple[str, JudgedPage, str]
Tick = Callable[[int, int], object]


def answers_of(
    pages: list[JudgedPage], readers: Iterable[str], workers: int, tick: Tick
) -> Answers:
    """The answers of all these readers to all these pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found: Answers = {}
    jobs: list[Job] = []
    for name in readers:
        digest = READERS[name].digest()
        file = _file(name, digest)
        known = known_answers(file)
        _forget_others(name, file)
        for page in pages:
            key = _key(page)
            if key in known:
                found[name, page.name] = known[key]
            else:
                jobs.append((name, page, digest))
    if jobs:
        _ask(jobs, found, workers, tick)
    return found


def known_answers(file: Path) -> dict[str, Answer]:
    """What was answered before; a line cut short by a kill is left out."""
    found: dict[str, Answer] = {}
    if not file.is_file():
        return found
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            record: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        key = record.pop("key")
        record["languages"] = tuple(record["languages"])
        found[key] = Answer(**record)
    return found


def _ask(jobs: list[Job], found: Answers, workers: int, tick: Tick) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        for done, (job, answer) in enumerate(pool.imap_unordered(_asked, jobs), start=1):
            name, page, digest = job
            found[name, page.name] = answer
            if answer.failed:
                tick(done, len(jobs))
                continue  # asked again next time
            record = {"key": _key(page), **answer.plain()}
            with _file(name, digest).open("a", encoding="utf-8") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            tick(done, len(jobs))


def _asked(job: Job) -> tuple[Job, Answer]:
    name, page, _ = job
    try:
        return job, READERS[name].read(page)
    except Exception as error:
        # A reader that breaks down on a page has read nothing of it; the run goes on and says so.
        return job, Answer("", 0.0, model=page.model, failed=f"{type(error).__name__}: {error}")


def _file(reader: str, digest: str) -> Path:
    return FOLDER / f"answers-{reader}-{digest}.jsonl"


def _key(page: JudgedPage) -> str:
    return f"{_digest(page.image)}-{page.model}"


@cache
def _digest(image: Path) -> str:
    return hashlib.sha256(image.read_bytes()).hexdigest()[:24]


def _forget_others(reader: str, file: Path) -> None:
    """Remove what the same reader answered when it was another."""
    for other in FOLDER.glob(f"answers-{reader}-*.jsonl"):
        if other != file:
            other.unlink()
