"""The texts of the book that never was, as a manuscript ready for the typesetter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One piece of the book: its heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything the printer got from the author and the publisher."""

    title: str
    subtitle: str
    creator: str
    publisher: str
    place: str
    year: str
    caption: str
    chapters: tuple[Chapter, ...]


@cache
def read_manuscript() -> Manuscript:
    """The sample book's manuscript with all its chapters in order."""
    return Manuscript(
        title="Skrynios raštai",
        subtitle="Apsakymai ir vaizdeliai",
        creator="Marcelė Drobytė",
        publisher="Linų lauko leidykla",
        place="Aukštalaukis",
        year="2024",
        caption="Kraičio skrynia su tulpėmis ir paukščiais. Dažyta pušis, kalti apkaustai.",
        chapters=tuple(_read_chapter(file) for file in sorted(TEXTS.glob("*.txt"))),
    )


def sentences() -> tuple[str, ...]:
    """Every sentence of the narrative paragraphs, for pages that need other text on each."""
    return tuple(
        sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
        for chapter in read_manuscript().chapters
        for paragraph in chapter.paragraphs
        if not paragraph.startswith("–") and "„" not in paragraph
        for sentence in paragraph.split(". ")
    )


def _read_chapter(file: Path) -> Chapter:
    title, *paragraphs = file.read_text(encoding="utf-8").strip().split("\n\n")
    return Chapter(title, tuple(paragraphs))
