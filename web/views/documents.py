"""An object to take away: the searchable PDF, and where the text is good enough the EPUB."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from pipeline.pdf.page_image import PdfProfile
from web.access import visible_object
from web.documents import kept_copy, made_epub, made_pdf, qualities_of, stored_document

_PDF, _EPUB = "application/pdf", "application/epub+zip"


@require_safe
def object_pdf(request: HttpRequest, name: str) -> HttpResponseBase:
    """The PDF for reading, or for printing; sent while it is made."""
    digital_object = visible_object(request, name)
    wish = request.GET.get("for", PdfProfile.READING)
    profile = PdfProfile.PRINTING if wish == PdfProfile.PRINTING else PdfProfile.READING
    document = stored_document(digital_object)
    kept = kept_copy(document.name("pdf", profile))
    file_name = f"{digital_object.name}.pdf"
    if request.method == "HEAD":
        return _to_keep(HttpResponse(content_type=_PDF), file_name)
    if kept is not None:
        return _sent(kept, file_name, _PDF)
    made = made_pdf(document, profile)
    return _to_keep(StreamingHttpResponse(made, content_type=_PDF), file_name)


@require_safe
def object_epub(request: HttpRequest, name: str) -> HttpResponseBase:
    """The EPUB; refused in words where the text would not be fit to be read."""
    digital_object = visible_object(request, name)
    document = stored_document(digital_object)
    path = made_epub(document, qualities_of(digital_object))
    return _sent(path, f"{digital_object.name}.epub", _EPUB)


def _sent(path: Path, file_name: str, kind: str) -> HttpResponseBase:
    return _to_keep(FileResponse(path.open("rb"), content_type=kind), file_name)


def _to_keep(response: HttpResponseBase, file_name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
