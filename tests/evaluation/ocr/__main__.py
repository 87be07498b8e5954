"""``make eval-ocr``: pages read and words found, into build/eval/eval-ocr.json and .md."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import partial

from rich.console import Console
from rich.markdown import Markdown

from samples.old_prints.fetching import fetch_faces
from samples.old_prints.sentences import Part
from schemas.errors import LibraryError
from tests.evaluation.ocr import product_index, reporting, running, searching, sources
from tests.evaluation.ocr.readers import READERS, Answer
from tests.evaluation.ocr.running import Answers, Tick
from tests.evaluation.ocr.scores import routed, scored
from tests.evaluation.ocr.searching import found_by
from tests.evaluation.ocr.sources import FOLDER, JudgedPage
from tests.evaluation.ocr.targets import OURS, targets_of

#: Classes in which modern words are looked for in old spellings.
SEARCHED = ("lit-antiqua", "lit-fraktur")
TRUTH = "truth"
TYPED = (("typed rightly", True), ("without marks", False))


def main(words: list[str]) -> int:
    """Evaluate what was asked for; 1 where a target is missed."""
    chosen = _parser().parse_args(words)
    console = Console(width=170 if not sys.stdout.isatty() else None, stderr=chosen.json)
    FOLDER.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    skipped: list[str] = []
    pages = _pages(chosen, skipped)
    readers = _readers(chosen.readers, skipped)
    console.print(f"{len(pages)} pages, readers: {', '.join(readers) or 'none'}")
    answers = running.answers_of(pages, readers, chosen.workers, _ticker(console))
    groups = scored(pages, answers, readers)
    routes = routed(
        [p for one in groups if one.reader == OURS and one.is_judged for p in one.pages]
    )
    found = _searches(pages, answers, readers)
    run = reporting.Run(
        groups, routes if routes.pages else None, found, targets_of(groups, routes, found), skipped
    )
    about = {"pages": len(pages), "seconds": round(time.monotonic() - began)}
    figures = json.dumps(reporting.plain(run, about), ensure_ascii=False, indent=1) + "\n"
    (FOLDER.parent / "eval-ocr.json").write_text(figures, encoding="utf-8")
    table = reporting.markdown(run)
    (FOLDER.parent / "eval-ocr.md").write_text(table, encoding="utf-8")
    console.print(Markdown(table))
    if chosen.json:
        sys.stdout.write(figures)
    return 1 if any(one.is_met is False for one in run.targets) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.ocr", description=__doc__)
    parser.add_argument("--sets", help="real sets by comma; none for none")
    parser.add_argument("--classes", help="classes of prints by comma; none for none")
    parser.add_argument("--pages", type=int, default=10, help="of each class (200 for figures)")
    parser.add_argument("--readers", help="by comma: " + ", ".join(READERS))
    parser.add_argument("--part", type=Part, default=Part.JUDGING, choices=list(Part))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser


def _pages(chosen: argparse.Namespace, skipped: list[str]) -> list[JudgedPage]:
    sets = _named(chosen.sets, list(sources.REAL))
    classes = _named(chosen.classes, sources.known_classes())
    real = list(sources.real_pages(set(sets)))
    there = {one.group for one in real}
    skipped += [f"{name}: the scans are not there" for name in sets if name not in there]
    if not classes:
        return real
    try:
        fetch_faces()
    except LibraryError as error:
        skipped.append(f"rendered prints: {error}")
        return real
    return real + list(sources.rendered_pages(classes, chosen.pages, chosen.part, chosen.workers))


def _named(words: str | None, every: list[str]) -> list[str]:
    if words is None:
        return every
    names = [] if words == "none" else words.split(",")
    if unknown := set(names) - set(every):
        raise SystemExit(f"not known: {', '.join(sorted(unknown))}; known: {', '.join(every)}")
    return names


def _readers(words: str | None, skipped: list[str]) -> list[str]:
    names = _named(words, list(READERS))
    lacking = {name: why for name in names if (why := READERS[name].missing())}
    skipped += [f"{name}: {why}" for name, why in lacking.items()]
    return [name for name in names if name not in lacking]


def _searches(
    pages: Sequence[JudgedPage], answers: Answers, readers: Sequence[str]
) -> dict[str, searching.Found]:
    """Every reader's text searched, and the truth itself, by the keys and by the product."""
    old = [page for page in pages if page.group in SEARCHED]
    if not old:
        return {}
    wanted = searching.queries_of({page.name: page.modern for page in old})
    found: dict[str, searching.Found] = {}
    for reader in (TRUTH, *readers):
        texts = {
            page.name: page.truth if reader == TRUTH else answers[reader, page.name].text
            for page in old
        }
        index = searching.Index(texts, "lit")
        for name, up_to in searching.UP_TO.items():
            for typed, marks in TYPED:
                search = partial(index.search, up_to=up_to)
                found[f"{reader} {name}, {typed}"] = found_by(search, wanted, marks=marks)
    said = {page.name: "+".join(_languages(answers.get((OURS, page.name)))) for page in old}
    read_by = OURS if OURS in readers else TRUTH
    texts = {
        page.name: page.truth if read_by == TRUTH else answers[OURS, page.name].text for page in old
    }
    queries = {searching.typed(one, marks=marks) for one in wanted for _, marks in TYPED}
    hits = product_index.hits_of(texts, said, sorted(queries))
    for typed, marks in TYPED:
        found[f"{read_by} index, {typed}"] = found_by(hits.__getitem__, wanted, marks=marks)
    return found


def _languages(answer: Answer | None) -> tuple[str, ...]:
    return answer.languages if answer is not None and answer.languages else ("lit",)


def _ticker(console: Console) -> Tick:
    """A line each minute."""
    said = [time.monotonic()]

    def tick(done: int, of: int) -> None:
        if time.monotonic() - said[0] > 60 or done == of:
            said[0] = time.monotonic()
            console.print(f"{time.strftime('%H:%M:%S')} {done} of {of} readings")

    return tick


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
