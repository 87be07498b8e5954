"""Step 2 for a whole page: each of its scans judged in the sandbox, the reports put together."""

from dataclasses import replace

from pipeline.context import PageContext, PagePart
from pipeline.derivatives import failure_of_confined
from pipeline.files import key_of, remembered
from pipeline.looking import stored_region
from pipeline.orientation import ask_direction, with_direction
from pipeline.plain import plain_of, value_of
from pipeline.qa import inspect_page
from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.viewing import ScanNotViewableError
from qa.profiles import profile_for
from qa.registry import CHECKS
from qa.report import QaReport
from schemas.findings import Finding


class PageNotJudged(Exception):  # noqa: N818 -- an outcome of the step, never shown
    """No report could be made; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def judge_page(page: PageContext) -> QaReport:
    """Judge a page's scans; judged before with the same scans and limits, the report is kept.

    Raises:
        PageNotJudged: a scan could not be looked at to its end.
    """
    checks = {name: registered.version for name, registered in CHECKS.items()}
    version = profile_for(page.material).version
    scans = ((p.scan.sha512, p.scan.image_in_file, p.recipe) for p in page.parts)
    return remembered(
        page.folder,
        "qa",
        key_of(checks, page.material, version, *scans),
        lambda: _joined([_judged(page, part) for part in page.parts]),
        encode=plain_of,
        decode=lambda plain: value_of(QaReport, plain),
    )


def _judged(page: PageContext, part: PagePart) -> QaReport:
    limits = page.limits
    allowed = Limits(limits.memory_bytes, limits.cpu_seconds, limits.wall_seconds)
    scan, crop = part.scan, None
    if part.recipe.crop and part.recipe.rotation_degrees == 0 and scan.facts:
        crop = stored_region(part.recipe.crop, scan.facts)
    try:
        report, piece = confined(
            inspect_page, scan.path, scan.image_in_file, scan.facts, page.material, crop,
            limits=allowed,
        )  # fmt: skip
    except ScanNotViewableError as error:
        raise PageNotJudged(Finding("QA-FILE-03", facts=_reason(error.facts["reason"]))) from error
    except ConfinedFailure as error:
        raise PageNotJudged(failure_of_confined(error).finding) from error
    return with_direction(report, ask_direction(piece) if piece else None)


def _reason(text: object) -> dict[str, str | int | float]:
    return {"reason": str(text)}


def _joined(reports: list[QaReport]) -> QaReport:
    """One report of a page that several scans make up; the first stands for it in sequence."""
    first, *others = reports
    return replace(
        first,
        findings=tuple(f for r in (first, *others) for f in r.findings),
        found_by={code: check for r in reversed(reports) for code, check in r.found_by.items()},
    )
