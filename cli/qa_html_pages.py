"""The pages in the report of ``skrynia qa``: flagged ones large, the others small."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from cli.language import _
from cli.qa_document import object_name
from cli.qa_pictures import drawn, small
from cli.qa_wording import (
    check_name,
    said_finding,
    said_reason,
    said_with_unit,
    severity_name,
    source_name,
    verdict_name,
)
from pipeline.folder_inspection import FolderInspection
from pipeline.inspected import InspectedPage
from qa.codes import severity_of, unit_of
from qa.proposal import Proposal
from schemas.findings import Finding


@dataclass(frozen=True, slots=True)
class ReportedPage:
    """A page and its place in the report."""

    page: InspectedPage
    name: str
    """What links to it call it."""
    title: str

    @property
    def is_flagged(self) -> bool:
        """Whether it wants a person."""
        return self.page.proposal is not Proposal.ACCEPT


def e(text: str) -> str:
    """A text fit for HTML."""
    return escape(text)


def reported(inspection: FolderInspection) -> list[ReportedPage]:
    """The pages of the report in their order."""
    several = len(inspection.plan.objects) > 1
    found = []
    for number, page in enumerate(inspection.pages, start=1):
        title = _("Page {n}: {file}").format(n=page.sequence, file=source_name(page))
        if several:
            title = f"{object_name(inspection, page)} · {title}"
        found.append(ReportedPage(page, f"page-{number}", title))
    return found


def sequence(pages: list[ReportedPage]) -> Iterator[str]:
    """What shows only between pages, the pages side by side."""
    found = [(one, finding) for one in pages for finding in one.page.across]
    if not found:
        return
    yield f'<section aria-labelledby="between"><h2 id="between">{e(_("Between the pages"))}</h2>'
    for one, finding in found:
        yield '<article class="card">'
        yield f'<h3><a href="#{one.name}">{e(one.title)}</a></h3>'
        yield f'<ol class="findings">{_finding(finding, 0)}</ol><div class="pair">'
        for shown in (_other(pages, one, finding), one):
            if shown is not None:
                yield f"<figure>{small(shown.page, shown.title)}"
                yield f'<figcaption><a href="#{shown.name}">{e(shown.title)}</a></figcaption>'
                yield "</figure>"
        yield "</div></article>"
    yield "</section>"


def _other(pages: list[ReportedPage], one: ReportedPage, finding: Finding) -> ReportedPage | None:
    """The page of the same object that a finding names."""
    place = one.page.object_number, finding.facts.get("other")
    same = (other for other in pages if (other.page.object_number, other.page.sequence) == place)
    return next(same, None)


def cards(pages: list[ReportedPage]) -> Iterator[str]:
    """Flagged pages: the picture with its findings drawn, the sentences beside it."""
    if not pages:
        return
    heading = e(_("Pages for a person to look at"))
    yield f'<section aria-labelledby="flagged"><h2 id="flagged">{heading}</h2>'
    for one in pages:
        yield from _card(one)
    yield "</section>"


def _card(one: ReportedPage) -> Iterator[str]:
    page = one.page
    verdict = f'<span class="verdict {page.proposal}">{e(verdict_name(page.proposal))}</span>'
    yield f'<article class="card" id="{one.name}" aria-labelledby="{one.name}-title">'
    yield f'<h3 id="{one.name}-title">{e(one.title)} {verdict}</h3>'
    yield f'<div class="sides"><div class="shown">{drawn(page, one.title)}</div>'
    yield '<div class="said"><ol class="findings">'
    for number, finding in enumerate((*page.findings, *page.across), start=1):
        yield _finding(finding, number)
    yield "</ol>"
    yield from _not_judged(page)
    yield "</div></div></article>"


def _finding(finding: Finding, number: int) -> str:
    """A finding as an item of a list, with its number in the picture where it has one."""
    severity, unit = severity_of(finding.code), unit_of(finding.code)
    badge = f'<span class="badge">{number}</span>' if number else ""
    measures = " ".join(
        f"<span>{e(word)} <b>{e(said)}</b></span>"
        for word, said in (
            (_("measured"), said_with_unit(finding.measured, unit)),
            (_("limit"), said_with_unit(finding.limit, unit)),
            (_("place"), _place(finding)),
        )
        if said
    )
    return (
        f'<li class="{severity}">{badge}<div>'
        f"<p><b>{e(severity_name(severity))}.</b> {e(said_finding(finding))}</p>"
        f'<p class="measure">{measures} <span class="code">{finding.code}</span></p></div></li>'
    )


def _place(finding: Finding) -> str:
    """Where a finding lies; what was measured without a place was measured on the whole page."""
    region = finding.region
    if region is None:
        return _("whole page") if finding.measured is not None else ""
    return f"{region.width} × {region.height} px ({region.x}; {region.y})"


def _not_judged(page: InspectedPage) -> Iterator[str]:
    if page.report is None or not page.report.not_applicable:
        return
    yield f'<h4>{e(_("Not judged"))}</h4><ul class="not-judged">'
    for check, reason in page.report.not_applicable:
        yield f"<li>{e(check_name(check))}: {e(said_reason(reason))}</li>"
    yield "</ul>"


def contact_sheet(pages: list[ReportedPage]) -> Iterator[str]:
    """Pages without faults, small; what was noted on them stands below."""
    if not pages:
        return
    yield f'<section aria-labelledby="sound"><h2 id="sound">{e(_("No faults found"))}</h2>'
    yield '<div class="sheet">'
    for one in pages:
        notes = "".join(f"<small>{e(said_finding(f))}</small>" for f in one.page.findings)
        yield f'<figure id="{one.name}">{small(one.page, one.title)}'
        yield f"<figcaption><b>{e(one.title)}</b>{notes}</figcaption></figure>"
    yield "</div></section>"
