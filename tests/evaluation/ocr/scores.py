"""Every page's measures, and what they come to over a set or class."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from tests.evaluation.ocr.intervals import interval, spearman
from tests.evaluation.ocr.measures import NOTHING, Count, Measured, measured
from tests.evaluation.ocr.readers import Answer
from tests.evaluation.ocr.running import Answers
from tests.evaluation.ocr.sources import JudgedPage

Bounds = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page as one reader read it."""

    page: JudgedPage
    answer: Answer
    measured: Measured

    @property
    def cer(self) -> float:
        """Folded error rate, 0 for a page without text that was left without."""
        return self.measured.cer.rate or 0.0


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A set or class as one reader read it."""

    group: str
    reader: str
    is_real: bool
    pages: tuple[PageScore, ...]

    @property
    def is_judged(self) -> bool:
        """Whether there is a truth to hold the reading against."""
        return any(one.page.truth for one in self.pages)

    @property
    def is_lithuanian(self) -> bool:
        """Whether Lithuanian stands on its pages."""
        return any("lit" in one.page.languages for one in self.pages)

    def total(self, name: str) -> Count:
        """Errors over all pages of one of the counts of a page."""
        return _total(name, self.pages)

    def rate(self, name: str) -> float | None:
        """The rate over all pages, each sign counting alike."""
        return self.total(name).rate

    def bounds(self, name: str) -> Bounds:
        """Where the rate lies when volumes are drawn anew."""
        return interval(self.volumes(), partial(_rate, name))

    def volumes(self) -> list[list[PageScore]]:
        """The pages by volume."""
        found: dict[str, list[PageScore]] = defaultdict(list)
        for one in self.pages:
            found[one.page.volume].append(one)
        return list(found.values())

    @property
    def median_cer(self) -> float:
        """Of the pages."""
        return median(one.cer for one in self.pages)

    @property
    def bag_f1(self) -> float | None:
        """The mean over the pages."""
        return fmean(one.measured.bag_f1 for one in self.pages) if self.is_judged else None

    @property
    def order_tau(self) -> float | None:
        """The mean over the pages on which lines were found."""
        known = [t for one in self.pages if (t := one.measured.order_tau) is not None]
        return fmean(known) if known else None

    @property
    def order_tax(self) -> float | None:
        """What wrong order costs: folded error rate less the rate without order."""
        whole, free = self.rate("cer"), self.rate("order_free")
        return None if whole is None or free is None else max(0.0, whole - free)

    @property
    def seconds(self) -> float:
        """The mean of a page; its own wall time, whatever else the machine did."""
        return fmean(one.answer.seconds for one in self.pages)

    @property
    def spearman(self) -> float | None:
        """Estimated against true error rate, over pages that have an estimate."""
        return correlation(self.pages)


def _total(name: str, pages: Iterable[PageScore]) -> Count:
    return sum((getattr(one.measured, name) for one in pages), NOTHING)


def _rate(name: str, pages: list[PageScore]) -> float | None:
    return _total(name, pages).rate


def correlation(pages: Sequence[PageScore]) -> float | None:
    """Spearman's, of what was estimated and what was true."""
    known = [(e, one.cer) for one in pages if (e := one.answer.estimated) is not None]
    return spearman([one for one, _ in known], [other for _, other in known])


def scored(
    pages: Sequence[JudgedPage], answers: Answers, readers: Sequence[str]
) -> list[GroupScore]:
    """All groups under all readers, in the order of the pages."""
    groups: dict[tuple[str, str], list[PageScore]] = defaultdict(list)
    for page in pages:
        for reader in readers:
            answer = answers.get((reader, page.name))
            if answer is not None:
                found = measured(answer.text, page.truth)
                groups[page.group, reader].append(PageScore(page, answer, found))
    return [
        GroupScore(group, reader, some[0].page.is_real, tuple(some))
        for (group, reader), some in groups.items()
    ]


@dataclass(frozen=True, slots=True)
class Routed:
    """Pages whose letters and languages were told rightly."""

    pages: int
    script: int
    language: int
    both: int
    mixed: int
    """Pages in several languages,"""
    mixed_whole: int
    """and of these the ones on which all were named."""
    wrong: tuple[str, ...]


def routed(pages: Iterable[PageScore]) -> Routed:
    """What the router said against what is known.

    Letters are right where they are among the page's; a language is where the one named first is
    among the page's, of pages in one language therefore that one.
    """
    every = [(one, *_told_rightly(one)) for one in pages]
    mixed = [one for one, _, _ in every if len(one.page.languages) > 1]
    return Routed(
        len(every),
        sum(script for _, script, _ in every),
        sum(language for _, _, language in every),
        sum(script and language for _, script, language in every),
        len(mixed),
        sum(set(one.page.languages) <= set(one.answer.languages) for one in mixed),
        tuple(
            f"{one.page.name}: {one.answer.script or '–'} {'+'.join(one.answer.languages) or '–'}"
            for one, script, language in every
            if not (script and language)
        ),
    )


def _told_rightly(one: PageScore) -> tuple[bool, bool]:
    languages = one.answer.languages
    return (
        one.answer.script in one.page.scripts,
        bool(languages) and languages[0] in one.page.languages,
    )
