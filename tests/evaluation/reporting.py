"""The evaluation as JSON for machines and as a table for people."""

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.evaluation.character_errors import CharacterErrors
from tests.evaluation.digitised import PageReading, SetResult
from tests.evaluation.validity import Validity

MEASURES = ("strict", "folded")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was measured in one run."""

    sets: list[SetResult]
    documents: Validity
    storage: Validity
    skipped: list[str]

    @property
    def troubles(self) -> list[str]:
        """All that should not be."""
        own = [f"{one.name}: {trouble}" for one in self.sets for trouble in one.troubles]
        return own + self.documents.complaints + self.storage.complaints


def plain(run: Evaluation) -> dict[str, Any]:
    """The run for JSON."""
    return {
        "schema_version": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "sets": [plain_set(one) for one in run.sets],
        "documents": {
            "checked": dict(run.documents.checked), "complaints": run.documents.complaints,
        },
        "storage": {"objects": run.storage.checked["ocfl"], "complaints": run.storage.complaints},
        "skipped": run.skipped,
        "troubles": run.troubles,
    }  # fmt: skip


def machine() -> dict[str, Any]:
    """What the figures were taken on, and how busy it was."""
    said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(value, 2) for value in os.getloadavg()],
        "tesseract": (said.stdout or said.stderr or "?").splitlines()[0].removeprefix("tesseract "),
    }


def plain_set(one: SetResult) -> dict[str, Any]:
    """One set for JSON."""
    return {
        "set": one.name,
        "object_id": one.object_id,
        "language": one.language,
        "profile": one.profile,
        "status": one.status,
        "state": one.state,
        "seconds": one.seconds,
        "step_seconds": one.step_seconds,
        "findings": one.findings,
        "confidence": rounded(one.confidence),
        "unread_pages": one.unread,
        "cer": {measure: rounded(one.errors(measure).rate) for measure in MEASURES},
        "pages": [plain_page(page) for page in one.pages],
        "troubles": one.troubles,
    }


def plain_page(page: PageReading) -> dict[str, Any]:
    """One page for JSON."""
    rates = {"strict": rate_of(page.strict), "folded": rate_of(page.folded)}
    return {"source": page.source, "confidence": page.confidence, "cer": rates}


def rate_of(errors: CharacterErrors | None) -> float | None:
    """A page's error rate."""
    return rounded(errors.rate) if errors else None


def rounded(value: float | None) -> float | None:
    """Four places are more than the measure bears."""
    return None if value is None else round(value, 4)


def write_json(run: Evaluation, path: Path) -> None:
    """Keep the run beside the homes it was made in."""
    path.write_text(json.dumps(plain(run), ensure_ascii=False, indent=1) + "\n")


def print_table(run: Evaluation, console: Console) -> None:
    """The run for people."""
    table = Table(title="Real scans", title_justify="left")
    table.add_column("set")
    table.add_column("model")
    for heading in ("exit", "pages", "unread", "s", "s/page", "confid.", "CER", "CER folded"):
        table.add_column(heading, justify="right")
    table.add_column("findings", overflow="fold")
    for one in run.sets:
        table.add_row(*row(one))
    console.print(table)
    checked = ", ".join(f"{count} {kind}" for kind, count in sorted(run.documents.checked.items()))
    objects = run.storage.checked["ocfl"]
    console.print(f"Documents held against their schemas: {checked}. OCFL objects: {objects}.")
    for trouble in run.troubles:
        console.print(f"[red]✗[/] {escape(trouble)}", soft_wrap=True)
    for name in run.skipped:
        console.print(f"[yellow]–[/] {name}: not there, skipped")
    console.print("[green]No complaint.[/]" if not run.troubles else "")


def row(one: SetResult) -> list[str]:
    """One set as a line of the table."""
    pages = len(one.pages)
    found = " ".join(f"{code}×{count}" for code, count in one.findings.items())
    rates = (percent(one.errors(measure).rate) for measure in MEASURES)
    confidence = "–" if one.confidence is None else f"{one.confidence:.2f}"
    per_page = f"{one.seconds / pages:.1f}" if pages else "–"
    return [
        one.name, one.language, str(one.status), str(pages), str(one.unread),
        f"{one.seconds:.0f}", per_page, confidence, *rates, found,
    ]  # fmt: skip


def percent(rate: float | None) -> str:
    """A rate as people read it."""
    return "–" if rate is None else f"{rate:.2%}"
