"""Verdicts: given on a page or an object, and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from catalogue.models import DigitalObject, Page, QaFinding, Verdict
from catalogue.rights import Act, acts_of
from catalogue.services.verdicts import give_verdict, withdraw_verdict
from catalogue.states import ObjectState
from schemas.errors import LibraryError
from schemas.findings import Severity
from schemas.findings import Verdict as Decision
from web.access import object_for, person
from web.object_sight import contact_sheet
from web.page_sight import page_url
from web.queue import next_in_queue
from web.requests import ask_for_export, ask_to_remember
from web.verdict_form import said_verdict
from web.views.objects import object_context
from web.views.pages import known_page, page_context
from web.wording import said, state_words


@require_POST
def give_page_verdict(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Judge one page and go on to the next that waits."""
    digital_object = object_for(request, name, Act.GIVE_VERDICT)
    page = known_page(digital_object, number)
    try:
        verdict = _given(request, digital_object, page)
    except LibraryError as error:
        context = page_context(
            request,
            digital_object,
            page,
            acts_of(person(request), digital_object),
            note=request.POST.get("note", ""),
            error=said(error),
        )
        return render(request, "web/page.html", context, status=400)
    following = _next_flagged(digital_object, page)
    _tell(request, digital_object, verdict, None if following else page)
    return HttpResponseRedirect(page_url(name, following or number))


@require_POST
def give_object_verdict(request: HttpRequest, name: str) -> HttpResponse:
    """Judge the object as a whole."""
    digital_object = object_for(request, name, Act.GIVE_VERDICT)
    try:
        verdict = _given(request, digital_object, None)
    except LibraryError as error:
        context = object_context(
            request,
            digital_object,
            acts_of(person(request), digital_object),
            note=request.POST.get("note", ""),
            error=said(error),
        )
        context["contact"] = contact_sheet(digital_object)
        return render(request, "web/object.html", context, status=400)
    _tell(request, digital_object, verdict)
    return redirect("object", name)


@require_POST
def withdraw(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Take a verdict back; its findings wait again."""
    digital_object = object_for(request, name, Act.GIVE_VERDICT)
    verdict = (
        Verdict.objects.select_related("page", "digital_object")
        .filter(digital_object=digital_object, pk=pk, withdraws=None)
        .first()
    )
    if verdict is None:
        raise Http404
    ask_to_remember(withdraw_verdict(verdict, by=person(request), now=now()))
    messages.success(request, gettext("Withdrawn. {verdict}").format(verdict=said_verdict(verdict)))
    if verdict.page is not None:
        return HttpResponseRedirect(page_url(name, verdict.page.number))
    return redirect("object", name)


def _given(request: HttpRequest, digital_object: DigitalObject, page: Page | None) -> Verdict:
    wish = request.POST.get("verdict", "")
    if wish not in tuple(Decision):
        raise Http404
    verdict = give_verdict(
        digital_object,
        Decision(wish),
        by=person(request),
        now=now(),
        page=page,
        note=request.POST.get("note", "")[:2000],
    )
    ask_to_remember(verdict)
    ask_for_export(digital_object, by=person(request), now=now())
    return verdict


def _tell(
    request: HttpRequest, digital_object: DigitalObject, verdict: Verdict, last: Page | None = None
) -> None:
    """Say what was decided; after an object's last flagged page also where to go on."""
    if digital_object.state == ObjectState.READY:
        words = gettext("{verdict}. Everything is judged; the object is ready to be delivered.")
        links = [(reverse("object", args=[digital_object.name]), gettext("To the object"))]
    else:
        words = "{verdict}. " + f"{state_words(digital_object.state).label}."
        links = []
    if last is not None and (following := next_in_queue(person(request), last)) is not None:
        where = page_url(following.digital_object.name, following.number)
        links.append((where, gettext("To the next flagged page")))
    linked = format_html_join("", ' <a href="{}">{}</a>', links)
    messages.success(
        request, format_html("{}{}", words.format(verdict=said_verdict(verdict)), linked)
    )


def _next_flagged(digital_object: DigitalObject, page: Page) -> int | None:
    """The number of the next page with an open finding, after this one or from the beginning."""
    waiting = (
        QaFinding.objects.filter(digital_object=digital_object, settled_by=None, page__isnull=False)
        .exclude(severity=Severity.INFO)
        .exclude(page=page)
        .order_by("page__sequence")
        .values_list("page__sequence", "page__number")
    )
    later = waiting.filter(page__sequence__gt=page.sequence).first()
    found = later or waiting.first()
    return found[1] if found else None
