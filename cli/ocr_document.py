"""``skrynia ocr --json``, by docs/contracts/ocr.schema.json."""

from typing import Any

from cli.language import _, translations
from cli.qa_wording import said_figure, said_finding, shown_path
from pipeline.folder_reading import FolderReading, PageOutcome
from pipeline.reading.wording import SCRIPTS, said_reason
from qa.codes import severity_of
from schemas.reading import Reason


def document(reading: FolderReading) -> dict[str, Any]:
    """The folder as it was read."""
    folder = reading.folder
    return {
        "folder": shown_path(folder.folder),
        "out": shown_path(reading.document.parent),
        "document": reading.document.name,
        "pages": [page_entry(page) for page in reading.pages],
        "failed": len(reading.failed),
        "ignored": [{"path": i.path, "reason": _(i.reason.value)} for i in folder.ignored],
        "unreadable": [
            {"path": str(e.facts["path"]), "reason": str(e.facts["reason"])}
            for e in folder.unreadable
        ],
        "seconds": reading.seconds,
    }


def page_entry(outcome: PageOutcome) -> dict[str, Any]:
    """One page: what was seen, which way it was read and why, what came of it."""
    text, first = outcome.text, outcome.page.first
    way = text.reading if text else None
    return {
        "name": outcome.page.name,
        "path": first.relative,
        "page_in_file": first.scan.image_in_file + 1,
        "page": outcome.page.sequence,
        "state": page_state(outcome),
        "script": way.script.value if way and way.script else None,
        "languages": list(way.languages) if way else [],
        "engine": text.engine if text else None,
        "engine_version": text.engine_version if text else None,
        "model": way.model if way else None,
        "why": [reason_entry(reason) for reason in way.reasons] if way else [],
        "words": text.words if text else 0,
        "confidence": text.confidence if text else None,
        "estimated_error": way.estimated_error if way else None,
        "quality": quality(outcome),
        "read_before": outcome.was_kept,
        "seconds": text.seconds if text else outcome.seconds,
        "files": outcome.files,
        "findings": [
            {
                "code": finding.code,
                "severity": severity_of(finding.code).value,
                "message": said_finding(finding),
            }
            for finding in outcome.findings
        ],
    }


def reason_entry(reason: Reason) -> dict[str, Any]:
    """One reason for the choice, with what it rests on."""
    message = said_reason(reason, translations().gettext, said_figure)
    return {"code": reason.code, "message": message, "facts": dict(reason.facts)}


def page_state(outcome: PageOutcome) -> str:
    """``read``, ``empty`` (nothing to read was found) or ``failed``."""
    if outcome.text is None:
        return "failed"
    return "read" if outcome.text.words else "empty"


def quality(outcome: PageOutcome) -> float | None:
    """Estimated share of characters that are right, 0 to 1; None where nothing tells."""
    way = outcome.text.reading if outcome.text else None
    if way is None or way.estimated_error is None:
        return None
    return round(1 - way.estimated_error, 4)


def said_page(outcome: PageOutcome) -> str:
    """A page on one line."""
    state = page_state(outcome)
    said = [said_finding(finding) for finding in outcome.findings]
    if outcome.text is None:
        return " ".join(said)
    way = outcome.text.reading
    if state == "empty":
        why = [said_reason(r, translations().gettext, said_figure) for r in way.reasons]
        return "; ".join([_("no text found"), *why, *said])
    parts = [_(SCRIPTS[way.script.value])] if way.script else []
    parts += [", ".join(way.languages)] if way.languages else []
    parts += [way.model] if way.model else []
    share = quality(outcome)
    if share is not None:
        parts.append(
            _("about {percent} % right").format(percent=said_figure(round(100 * share, 1)))
        )
    return " · ".join([*parts, *said])
