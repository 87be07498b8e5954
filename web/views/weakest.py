"""The weakest pages of a period: on the screen and as a table."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.queries.weakest import weakest_pages
from catalogue.rights import visible_objects
from web.access import person
from web.weakest_list import address_of, choices, filter_of, listed, table_of


@require_safe
def show_weakest(request: HttpRequest) -> HttpResponse:
    """The pages whose text is estimated weakest."""
    wanted = filter_of(request.GET)
    context = {
        "pages": listed(person(request), wanted, request.GET.get("after", "")[:60]),
        "wanted": wanted,
        "choices": choices(person(request)),
        "csv_url": address_of("weakest-csv", wanted),
        "is_narrowed": wanted != type(wanted)(),
        "section": "work",
    }
    return render(request, "web/weakest.html", context)


@require_safe
def weakest_as_table(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV."""
    pages = weakest_pages(visible_objects(person(request)), filter_of(request.GET))
    response = StreamingHttpResponse(table_of(pages), content_type="text/csv; charset=utf-8")
    name = f"{gettext('weakest-pages')}-{localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
