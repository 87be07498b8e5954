"""What ``skrynia qa`` says of pages, in words: verdicts, checks, findings, places."""

import os
from pathlib import Path

from cli.language import _, language, translations
from pipeline.inspected import InspectedPage
from pipeline.inspected_targets import InspectedTarget
from qa.codes import plain_number, reason_sentence, sentence
from qa.proposal import Proposal
from qa.targets.wording import said_level
from qa.wordings.targets import UNGRADED_REASONS
from schemas.findings import Finding, Severity
from schemas.objects import Material
from schemas.pages import ScanRole
from schemas.texts import N_

VERDICTS = {
    Proposal.ACCEPT: N_("Accept"),
    Proposal.LOOK: N_("Take a look"),
    Proposal.RESCAN: N_("Rescan"),
}
SEVERITIES = {
    Severity.INFO: N_("Note"),
    Severity.WARNING: N_("Warning"),
    Severity.ERROR: N_("Error"),
}
CHECKS = {
    "resolution": N_("resolution"),
    "bit_depth": N_("bit depth"),
    "exposure": N_("exposure"),
    "focus": N_("focus"),
    "skew": N_("skew"),
    "blank": N_("blank page"),
}
MATERIALS = {
    Material.BOOK: N_("Book"),
    Material.NEWSPAPER: N_("Newspaper"),
    Material.PHOTOGRAPH: N_("Photograph"),
    Material.POSTCARD: N_("Postcard"),
    Material.NEGATIVE: N_("Negative"),
    Material.MAP: N_("Map"),
    Material.MANUSCRIPT: N_("Manuscript"),
}
ROLES = {
    ScanRole.TARGET: N_("a target; no page"),
    ScanRole.DOCKET: N_("a docket; no page"),
}


def verdict_name(proposal: Proposal) -> str:
    """A proposed verdict in the reader's language."""
    return _(VERDICTS[proposal])


def severity_name(severity: Severity) -> str:
    """A severity in the reader's language."""
    return _(SEVERITIES[severity])


def check_name(name: str) -> str:
    """A check in the reader's language; one registered by others by its own name."""
    return _(CHECKS[name]) if name in CHECKS else name


def role_name(role: ScanRole) -> str:
    """What a scan is that is no page, in the reader's language."""
    return _(ROLES[role])


def said_finding(finding: Finding) -> str:
    """The finding's sentence in the reader's language."""
    return sentence(finding, translations().gettext, said_figure)


def said_reason(reason: str) -> str:
    """Why a check did not judge, in the reader's language."""
    return reason_sentence(reason, translations().gettext)


def said_figure(value: float) -> str:
    """A measure as its reader writes it."""
    text = plain_number(value)
    return text.replace(".", ",") if language() == "lt" else text


def said_with_unit(value: float | None, unit: str) -> str:
    """A measure and its unit; empty where there is none."""
    if value is None:
        return ""
    space = "" if unit in ("", "°") else "\N{NO-BREAK SPACE}"
    return f"{said_figure(value)}{space}{unit}"


def source_name(page: InspectedPage) -> str:
    """A page's file, and its place in a file of several."""
    place = page.scan.image_in_file
    return f"{page.path} [{place + 1}]" if place else page.path


def shown_path(path: Path) -> str:
    """A path fit to be shown and written, whatever bytes its names are of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def said_target(one: InspectedTarget) -> str:
    """A target of the folder: where it lies, what it is, and its levels."""
    report = one.outcome.report
    lead = _("a target beside the page") if one.is_beside else _("a target; no page")
    if report is None:
        return f"{lead}: {_(UNGRADED_REASONS[one.outcome.ungraded])}"
    levels = [said_level(verdict, _) for verdict in report.verdicts if verdict.is_judged]
    return f"{lead}: {'; '.join([report.target, *levels])}"
