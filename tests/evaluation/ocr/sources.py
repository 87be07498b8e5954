"""The pages that judge: real scans with hand-made truth, and rendered prints of our own text."""

import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.old_prints.__main__ import write_print
from samples.old_prints.classes import CLASSES
from samples.old_prints.sentences import Part
from tests.evaluation.scan_sets import ROOT, SETS, ScanSet
from tests.evaluation.truths import truth_in

FOLDER = ROOT / "build/eval/ocr"
IMAGES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2")
#: What is known of the real sets: letters, language, and the best single model by hand. Those
#: without a truth made by hand are shown, not judged.
REAL = {
    "lav-bible-1694": ("fraktur", "lav", "Fraktur"),
    "deu-grenzboten-1841": ("fraktur", "deu", "Fraktur"),
    "deu-nzz-newspaper": ("fraktur", "deu", "Fraktur"),
    "deu-bebel-1879": ("antiqua", "deu", "deu"),
    "deu-kant-1784": ("fraktur", "deu", "Fraktur"),
    "ces-karpatska-rus-1919": ("antiqua", "ces", "pol"),
    "ces-typescript": ("antiqua", "ces", "pol"),
}
#: The best single model for a language in certain letters, as a person would choose it.
BY_HAND = {
    ("lit", "fraktur"): "Fraktur", ("deu", "fraktur"): "Fraktur", ("lit", "cyrillic"): "rus",
    ("rus", "cyrillic"): "rus", ("yid", "hebrew"): "yid", ("pol", "antiqua"): "pol",
    ("deu", "antiqua"): "deu", ("lat", "antiqua"): "lat", ("lav", "antiqua"): "lav",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """One image and what is known of it."""

    group: str
    """The set, or the class of print."""
    image: Path
    truth: str
    """Empty where nobody has read the page: it is shown, not judged."""
    is_real: bool
    volume: str
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    model: str
    """The best single model, chosen by hand."""
    modern: tuple[str, ...] = field(default=())
    """Its sentences in today's spelling; of real pages not known."""

    @property
    def name(self) -> str:
        """Names the page among all."""
        return f"{self.group}/{self.image.name}"


def real_pages(sets: set[str] | None = None) -> Iterator[JudgedPage]:
    """Pages of the real sets; each is a volume by itself, since the sets are few pages each."""
    for one in SETS:
        if one.name in REAL and (sets is None or one.name in sets):
            yield from _pages_of(one)


def _pages_of(one: ScanSet) -> Iterator[JudgedPage]:
    script, language, model = REAL[one.name]
    files = sorted(one.folder.iterdir()) if one.folder.is_dir() else []
    for image in files:
        truth = one.truth_of(image.name)
        is_there = truth is None or truth.is_file()
        if image.suffix.lower() in IMAGES and is_there:
            yield JudgedPage(
                one.name, image, truth_in(truth) if truth else "", True,
                f"{one.name}/{image.stem}", (script,), (language,), model,
            )  # fmt: skip


def rendered_pages(
    classes: list[str], count: int, part: Part, workers: int = 1
) -> Iterator[JudgedPage]:
    """Rendered pages, made where they are not there yet."""
    folder = FOLDER / f"pages-{print_digest()}"
    folder.mkdir(parents=True, exist_ok=True)
    for other in FOLDER.glob("pages-*"):
        if other != folder:
            shutil.rmtree(other)  # pages of another generator
    wanted = [(folder, name, part, number) for name in classes for number in range(1, count + 1)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for image in pool.starmap(write_print, wanted, chunksize=1):
            yield rendered_page(image)


def rendered_page(image: Path) -> JudgedPage:
    """A page that was rendered, with its truth and facts from beside it."""
    facts: dict[str, Any] = json.loads(image.with_suffix(".json").read_text(encoding="utf-8"))
    return JudgedPage(
        facts["class"], image, image.with_suffix(".txt").read_text(encoding="utf-8"), False,
        f"{facts['class']}/{facts['volume']}", tuple(facts["scripts"]), tuple(facts["languages"]),
        best_by_hand(facts), tuple(facts["modern"]),
    )  # fmt: skip


def best_by_hand(facts: dict[str, Any]) -> str:
    """The one model a knowing person would take for a rendered page."""
    if "fraktur" in facts["scripts"]:
        return "Fraktur"
    if len(facts["languages"]) > 1:
        return "Latin"
    key = (facts["languages"][0], facts["script"])
    if key == ("lit", "antiqua"):
        return "lit" if facts["spelling"] == ["plain"] else "Latin"
    return BY_HAND[key]


def print_digest() -> str:
    """What the rendered pages hang on: generator, texts and faces."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "samples").rglob("*")):
        is_ours = file.parent.name in ("old_prints", "texts") or file.name in _DRAWING
        if is_ours and file.suffix in (".py", ".txt", ".json"):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


_DRAWING = ("scan.py", "paper.py", "light.py", "binding.py", "resampling.py")


def known_classes() -> list[str]:
    """All classes of prints."""
    return list(CLASSES)
