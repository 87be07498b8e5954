"""Images of pages for viewers: IIIF Image 3 out of the stored pyramids, and small ones."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

from catalogue.models import DigitalFile
from schemas.packages import FileUse
from web.access import visible_object
from web.iiif import MEDIA_TYPES, BadImageRequestError, image_information, read_request
from web.stored import stored_files
from web.tiles import Pyramid, open_pyramid, render
from web.wording import said

#: Long enough for a look around a page, short enough that a turned page is soon seen turned.
FRESH_SECONDS = 120
LINKED_DATA = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'

Arguments = ParamSpec("Arguments")

#: Stored content never changes under its path, so headers are read once.
known_pyramid = lru_cache(maxsize=512)(open_pyramid)


def for_viewers(
    view: Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]:
    """Answer programs: what cannot be asked is 400 in words; open to other origins.

    Other origins see only what is seen without sign-in: browsers keep an answer that was given
    with cookies from them.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        try:
            response = _read_only(request) or view(request, *args, **kwargs)
        except BadImageRequestError as error:
            response = HttpResponse(said(error), status=400, content_type="text/plain")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def _read_only(request: HttpRequest) -> HttpResponse | None:
    return None if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(("GET", "HEAD"))


@for_viewers
def image_base(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """An image's bare address leads to what it says of itself."""
    visible_object(request, name)
    return HttpResponse(
        status=303, headers={"Location": reverse("image-info", args=[name, number])}
    )


@for_viewers
def image_info(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """The image's ``info.json``."""
    file, path = _stored(request, name, number, FileUse.ACCESS)
    address = request.build_absolute_uri(reverse("image", args=[name, number]))
    linked = "application/ld+json" in request.headers.get("Accept", "")
    response = JsonResponse(
        image_information(address, known_pyramid(path).size),
        content_type=LINKED_DATA if linked else "application/json",
    )
    response.headers["Vary"] = "Accept"
    return _kept(request, response, file)


@for_viewers
def image_part(
    request: HttpRequest,
    name: str,
    number: int,
    region: str,
    size: str,
    rotation: str,
    last: str,
) -> HttpResponseBase:
    """A region of the image at a size, turned, in a quality and format."""
    file, path = _stored(request, name, number, FileUse.ACCESS)
    unchanged = get_conditional_response(request, etag=_etag(request, file))
    if unchanged is not None:
        return _kept(request, unchanged, file)
    return _kept(request, _rendered(known_pyramid(path), region, size, rotation, last), file)


@for_viewers
def thumbnail(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """The page's small image as it is stored."""
    file, path = _stored(request, name, number, FileUse.THUMBNAIL)
    unchanged = get_conditional_response(request, etag=_etag(request, file))
    return _kept(
        request, unchanged or HttpResponse(path.read_bytes(), content_type=file.media_type), file
    )


def _rendered(pyramid: Pyramid, region: str, size: str, rotation: str, last: str) -> HttpResponse:
    wanted = read_request(region, size, rotation, last, pyramid.size)
    return HttpResponse(render(pyramid, wanted), content_type=MEDIA_TYPES[wanted.format])


def _stored(request: HttpRequest, name: str, number: int, use: FileUse) -> tuple[DigitalFile, Path]:
    digital_object = visible_object(request, name)
    file = DigitalFile.objects.filter(
        digital_object=digital_object, page__number=number, use=use
    ).first()
    if file is None:
        raise Http404
    path = stored_files().path(
        digital_object.object_id, digital_object.aip_version, file.logical_path
    )
    if path is None:
        raise Http404
    return file, path


def _etag(request: HttpRequest, file: DigitalFile) -> str:
    return f'"{file.sha512[:32]}"'


def _kept(request: HttpRequest, response: HttpResponseBase, file: DigitalFile) -> HttpResponseBase:
    response.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    response.headers["ETag"] = _etag(request, file)
    return response
