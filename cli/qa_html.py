"""The report of ``skrynia qa`` as one HTML file: nothing is loaded from elsewhere, no scripts.

Flagged pages come first and large, with their findings drawn and numbered; the others follow as
a contact sheet.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path

from cli.language import _, language, ngettext
from cli.qa_document import check_versions, other_scans
from cli.qa_html_pages import ReportedPage, cards, contact_sheet, e, reported, sequence
from cli.qa_wording import MATERIALS, check_name, role_name, shown_path, source_name, verdict_name
from pipeline.folder_inspection import FolderInspection
from qa.profiles import profile_for
from qa.proposal import Proposal
from schemas.pages import ScanRole

TOKENS = Path(__file__).parents[1] / "web" / "static" / "web" / "tokens.css"
STYLE = Path(__file__).with_name("qa_report.css")
#: The page may show its own pictures and styles, and load nothing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'"
GRAVEST_FIRST = (Proposal.RESCAN, Proposal.LOOK, Proposal.ACCEPT)


def html_report(inspection: FolderInspection, now: datetime) -> str:
    """The whole report in the reader's language."""
    pages = reported(inspection)
    parts = [
        *_heading(inspection, now),
        *_chips(pages),
        '<div id="content" tabindex="-1">',
        *sequence(pages),
        *cards([one for one in pages if one.is_flagged]),
        *contact_sheet([one for one in pages if not one.is_flagged]),
        "</div>",
        *_left_out(inspection),
    ]
    return _framed(_title(inspection), "\n".join(parts), _versions(inspection))


def _framed(title: str, content: str, foot: str) -> str:
    style = TOKENS.read_text(encoding="utf-8") + STYLE.read_text(encoding="utf-8")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#content">{e(_("Go to the findings"))}</a>
<header class="bar"><p><b>Skrynia</b> <span>{e(_("Image checks"))}</span></p></header>
<main>
{content}
</main>
<footer><p>{escape(foot)}</p></footer>
</body>
</html>
"""


def _title(inspection: FolderInspection) -> str:
    plan = inspection.plan
    files = [file for one in plan.objects for file in one.files]
    name = files[0].relative if len(files) == 1 else shown_path(Path(plan.folder.name))
    return _("Image quality: {name}").format(name=name)


def _heading(inspection: FolderInspection, now: datetime) -> Iterator[str]:
    count = len(inspection.pages)
    facts = (
        ngettext("{n} page", "{n} pages", count).format(n=count),
        _(MATERIALS[inspection.material]),
        now.strftime("%Y-%m-%d %H:%M"),
        shown_path(inspection.plan.folder),
    )
    number = Counter(page.proposal for page in inspection.pages)
    yield f'<h1>{e(_title(inspection))}</h1><p class="muted">{e(" · ".join(facts))}</p>'
    yield f'<ul class="counts" aria-label="{e(_("Verdicts proposed"))}">'
    for one in GRAVEST_FIRST:
        name = e(verdict_name(one))
        yield f'<li class="verdict {one}"><b>{number[one]}</b> <span>{name}</span></li>'
    yield "</ul>"


def _chips(pages: list[ReportedPage]) -> Iterator[str]:
    """Every page in order, each leading to its place in the report."""
    yield f'<nav aria-labelledby="order"><h2 id="order">{e(_("Pages in order"))}</h2>'
    yield '<ol class="chips">'
    for one in pages:
        said = e(f"{source_name(one.page)}: {verdict_name(one.page.proposal)}")
        yield (
            f'<li><a class="verdict {one.page.proposal}" href="#{one.name}" title="{said}">'
            f'{one.page.sequence}<span class="visually-hidden"> {said}</span></a></li>'
        )
    yield "</ol></nav>"


def _left_out(inspection: FolderInspection) -> Iterator[str]:
    """What lies in the folder and was not judged, and why."""
    plan = inspection.plan
    rows = [(str(one.facts["path"]), str(one.facts["reason"])) for one in plan.unreadable]
    rows += [(one["path"], role_name(ScanRole(one["role"]))) for one in other_scans(inspection)]
    rows += [(one.path, _(one.reason.value)) for one in plan.ignored]
    if not rows:
        return
    is_open = " open" if plan.unreadable else ""
    yield f'<details class="left-out"{is_open}>'
    yield f"<summary>{e(_('Files not judged'))} ({len(rows)})</summary><ul>"
    yield from (f"<li><b>{e(path)}</b>: {e(reason)}</li>" for path, reason in rows)
    yield "</ul></details>"


def _versions(inspection: FolderInspection) -> str:
    """What judged: profile and checks with their versions."""
    profile = profile_for(inspection.material)
    checks = [f"{check_name(n)} {v}" for n, v in check_versions(inspection).items()]
    limits = _("Limits: {name}, version {version}").format(
        name=profile.name, version=profile.version
    )
    return f"{limits}. {_('Checks')}: {', '.join(checks)}." if checks else f"{limits}."
