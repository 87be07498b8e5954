"""What holds for every answer of the site: who may ask at all, and what a browser may run."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from schemas.errors import LibraryError
from web.wording import said

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def content_policy(get_response: Answer) -> Answer:
    """Only the site's own scripts and styles run, and no other site may frame it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    return answer


#: Modules whose views answer programs and picture elements, not people.
FOR_PROGRAMS = ("web.views.images",)


class SignInMiddleware(LoginRequiredMiddleware):
    """Nothing is shown without sign-in, save views marked ``login_not_required``."""

    def handle_no_permission(  # type: ignore[override]  # wider: 401 is no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Pages lead to the sign-in; data and parts of pages say 401 and nothing else."""
        if view_func.__module__ in FOR_PROGRAMS:
            return HttpResponse(gettext("Sign in first."), status=401, content_type="text/plain")
        response = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={"HX-Redirect": response.headers["Location"]})
        return response


class LibraryErrorMiddleware:
    """A ``LibraryError`` becomes a page that says what happened and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """The error's own words; anything else is left to Django."""
        if not isinstance(exception, LibraryError):
            return None
        context = {"heading": gettext("This could not be done"), "message": said(exception)}
        return render(request, "web/said.html", context, status=409)
