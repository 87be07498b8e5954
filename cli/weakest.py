"""``skrynia weakest``: the pages whose text is estimated weakest."""

from typing import Any

from rich.table import Table

from catalogue.interchange import page_id
from catalogue.models import DigitalObject, Page
from catalogue.queries.weakest import WeakestFilter, weakest_pages
from cli.language import _
from cli.printing import DONE, answers, escaped, print_json


def run(wanted: WeakestFilter, limit: int, *, as_json: bool) -> int:
    """List them, the worst first."""
    pages = list(weakest_pages(DigitalObject.objects.all(), wanted)[:limit])
    if as_json:
        print_json({"pages": [weak_page_json(page) for page in pages]})
        return DONE
    table = Table(
        _("Identifier"), _("Title"), _("Page"), _("Estimated errors, %"), _("Languages"), _("Model")
    )
    for page in pages:
        row = page.digital_object
        error = f"{100 * (page.estimated_error or 0.0):.1f}"
        table.add_row(
            row.name, escaped(row.title), str(page.sequence), error, page.languages, page.language
        )
    if pages:
        answers.print(table)
    else:
        answers.print(_("No page that was read answers this filter."))
    return DONE


def weak_page_json(page: Page) -> dict[str, Any]:
    """One page in JSON."""
    row = page.digital_object
    return {
        "object_id": row.object_id,
        "title": row.title,
        "library": row.library.code,
        "page": page.sequence,
        "page_id": page_id(row, page),
        "label": page.label or None,
        "estimated_error": page.estimated_error,
        "languages": page.languages.split(),
        "model": page.language,
        "read_at": page.read_at.isoformat() if page.read_at else None,
        "corrected": bool(getattr(page, "is_corrected", False)),
        "transcribed": bool(getattr(page, "transcribed", None)),
    }
