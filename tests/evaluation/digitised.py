"""One set on its way: digitised, accepted where a person must look, handed over, and measured."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from tests.evaluation.character_errors import CharacterErrors, character_errors
from tests.evaluation.commands import CommandEnd, call
from tests.evaluation.folding import folded, strict
from tests.evaluation.scan_sets import ScanSet
from tests.evaluation.truths import truth_in

NO_ERRORS = CharacterErrors(0, 0)


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page held against its truth; the errors are None where there is none."""

    source: str
    state: str
    confidence: float | None
    strict: CharacterErrors | None = None
    folded: CharacterErrors | None = None


@dataclass(slots=True)
class SetResult:
    """What became of a set."""

    name: str
    language: str
    profile: str
    status: int
    """Exit status of ``digitise``."""
    seconds: float
    """Of the whole command, server start and stop included."""
    object_id: str = ""
    step_seconds: dict[str, float] = field(default_factory=dict)
    state: str = ""
    findings: dict[str, int] = field(default_factory=dict)
    pages: list[PageReading] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    """What should not have happened."""

    @property
    def confidence(self) -> float | None:
        """The mean over the pages on which something was read."""
        known = [page.confidence for page in self.pages if page.confidence is not None]
        return sum(known) / len(known) if known else None

    @property
    def unread(self) -> int:
        """Pages on which not a word was read."""
        return sum(page.confidence is None for page in self.pages)

    def errors(self, measure: str) -> CharacterErrors:
        """Errors over all pages that have a truth, ``strict`` or ``folded``."""
        return sum((getattr(page, measure) or NO_ERRORS for page in self.pages), NO_ERRORS)


def digitise_set(one: ScanSet, home: Path) -> SetResult:
    """Take a set from its folder to the delivered package."""
    options = ("--profile", one.profile, "--language", one.language, "--title", one.name)
    ended = call(home, "digitise", one.folder, *options)
    result = SetResult(
        one.name, one.language, one.profile, ended.status, round(ended.seconds, 2)
    )  # fmt: skip
    if ended.status not in (0, 1) or not ended.answer:
        result.troubles.append(said(ended, "digitise"))
        return result
    report = ended.answer
    result.object_id, result.step_seconds = report["object_id"], report["seconds"]
    result.findings = dict(sorted(Counter(f["code"] for f in report["findings"]).items()))
    result.pages = readings(one, report, home)
    result.troubles += [f"{p.source}: {p.state}" for p in result.pages if p.state != "done"]
    result.state = handed_over(report, home, result.troubles)
    return result


def readings(one: ScanSet, report: dict[str, Any], home: Path) -> list[PageReading]:
    """Every page as it was read, from the text that is kept."""
    root = StorageRoot(LocalStore(home / "storage"))
    return [
        page_reading(one, page, kept_text(root, report["object_id"], page["page_id"]))
        for page in report["pages"]
    ]


def kept_text(root: StorageRoot, object_id: str, page_id: str) -> str:
    """The plain text of a page as it stands in storage; empty where it was not read."""
    path = f"text/{page_id.rpartition('/')[2]}.txt"
    found = root.inventory(object_id)
    if found is None or path not in found.state():
        return ""
    with root.read(object_id, path) as file:
        return file.read().decode()


def page_reading(one: ScanSet, page: dict[str, Any], read: str) -> PageReading:
    """One page's text held against its truth, both ways."""
    path = one.truth_of(page["source"])
    if path is None:
        return PageReading(page["source"], page["state"], page["confidence"])
    truth = truth_in(path)
    return PageReading(
        page["source"],
        page["state"],
        page["confidence"],
        strict=character_errors(strict(read), strict(truth)),
        folded=character_errors(folded(read), folded(truth)),
    )


def handed_over(report: dict[str, Any], home: Path, troubles: list[str]) -> str:
    """Accept the object where it waits, deliver it once more on demand; its state then."""
    name = report["object_id"]
    if report["state"] == "NeedsReview":
        note = "evaluation: accepted as it is"
        expect_done(call(home, "review", name, "--accept", "--note", note), "review", troubles)
    packages = home / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    expect_done(call(home, "export", "vepis", name, "--to", packages), "export", troubles)
    shown = call(home, "show", name)
    expect_done(shown, "show", troubles)
    return str(shown.answer.get("state", "unknown"))


def expect_done(ended: CommandEnd, what: str, troubles: list[str]) -> None:
    """Note a call that did not end well."""
    if ended.status != 0:
        troubles.append(said(ended, what))


def said(ended: CommandEnd, what: str) -> str:
    """The last words of a call that failed."""
    lines = [line.strip() for line in ended.errors.splitlines() if line.strip()]
    return f"{what} ended with {ended.status}: {' / '.join(lines[-3:])}"
