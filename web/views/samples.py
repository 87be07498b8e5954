"""Sampling: the projects' lots, a lot's drawn pages, judging them, and a project's rules."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.models import LotPage, Project, SamplingLot
from catalogue.queries.pages import page_of
from catalogue.queries.sampling import lots_of, pages_to_sample, sampled_projects
from catalogue.rights import Act, may
from catalogue.services.sampling import judge_sampled, set_project_rules
from qa.sampling import plan_for, plan_names
from schemas.errors import LibraryError
from web.access import person
from web.object_sight import head_of
from web.page_sight import sight_of
from web.sampling import draw_lot, judgement_words, lot_shown, sampled_url, state_shown
from web.wording import said

#: Lots shown on the first screen.
LOTS_SHOWN = 30


@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """Every project with its plan, and the newest lots."""
    projects = list(sampled_projects(person(request)))
    lots = lots_of(sampled_projects(person(request)))[:LOTS_SHOWN]
    context = {
        "projects": [
            (one, may(person(request), Act.GIVE_VERDICT, one.library)) for one in projects
        ],
        "lots": [(lot, state_shown(lot.state)) for lot in lots],
        "section": "samples",
    }
    return render(request, "web/samples.html", context)


@require_POST
def draw_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the next lot of a project."""
    project = visible_project(request, pk, Act.GIVE_VERDICT)
    try:
        lot = draw_lot(project, by=person(request), now=now())
    except LibraryError as error:
        messages.error(request, said(error))
        return redirect("project", project.pk)
    return redirect("lot", lot.pk)


@require_safe
def show_lot(request: HttpRequest, pk: int) -> HttpResponse:
    """A lot: how it stands, and the pages drawn."""
    lot = visible_lot(request, pk)
    shown = lot_shown(lot)
    context = {
        "shown": shown,
        "lot": lot,
        "plan": plan_for(lot.plan) if lot.plan in plan_names() else None,
        "may_judge": _may_judge(request, lot.project),
        "section": "samples",
    }
    return render(request, "web/lot.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sampled_page(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """A drawn page, large, with the two answers; an answer leads to the next."""
    lot = visible_lot(request, pk)
    drawn = get_object_or_404(lot.lot_pages.select_related("page__digital_object"), place=place)
    if request.method == "POST":
        return _judged(request, lot, drawn)
    return render(request, "web/sampled_page.html", _page_context(request, lot, drawn))


@require_http_methods(["GET", "HEAD", "POST"])
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project's rules: its sampling plan, and whether operators may judge their own scans."""
    found = visible_project(request, pk, Act.VIEW_OBJECT)
    may_change = may(person(request), Act.MANAGE_LIBRARY, found.library)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        plan = request.POST.get("sampling_plan", "")
        set_project_rules(
            found,
            sampling_plan=plan if plan in plan_names() else "",
            allows_own_verdicts=request.POST.get("allows_own_verdicts") == "on",
        )
        messages.success(request, gettext("The project's rules are saved."))
        return redirect("project", pk)
    context = {
        "project": found,
        "plans": [plan_for(name) for name in plan_names()],
        "waiting": pages_to_sample(found).count(),
        "lots": [(lot, state_shown(lot.state)) for lot in found.sampling_lots.all()[:LOTS_SHOWN]],
        "may_change": may_change,
        "may_draw": _may_judge(request, found),
        "section": "samples",
    }
    return render(request, "web/project.html", context)


def visible_project(request: HttpRequest, pk: int, act: Act) -> Project:
    """A project of a library in which this person sees objects and may do ``act``.

    Raises:
        Http404: there is none, or this person may not know of it.
        PermissionDenied: this person may see it only.
    """
    found = get_object_or_404(sampled_projects(person(request)), pk=pk)
    if not may(person(request), act, found.library):
        raise PermissionDenied
    return found


def visible_lot(request: HttpRequest, pk: int) -> SamplingLot:
    """A lot of such a project.

    Raises:
        Http404: there is none, or this person may not know of it.
    """
    lots = lots_of(sampled_projects(person(request))).select_related("project__library")
    return get_object_or_404(lots, pk=pk)


def _may_judge(request: HttpRequest, project: Project) -> bool:
    return may(person(request), Act.GIVE_VERDICT, project.library)


def _judged(request: HttpRequest, lot: SamplingLot, drawn: LotPage) -> HttpResponse:
    if not _may_judge(request, lot.project):
        raise PermissionDenied
    answers = {"good": True, "bad": False, "back": None}
    if request.POST.get("answer") not in answers:
        raise Http404
    answer = answers[request.POST["answer"]]
    note = request.POST.get("note", "")[:2000]
    judge_sampled(drawn, is_good=answer, by=person(request), now=now(), note=note)
    following = lot_shown(lot).next_url
    if answer is None:
        return redirect(sampled_url(lot, drawn.place or 0))
    return redirect(following or "lot", *([] if following else [lot.pk]))


def _page_context(request: HttpRequest, lot: SamplingLot, drawn: LotPage) -> dict[str, Any]:
    digital_object = drawn.page.digital_object
    page = page_of(digital_object, drawn.page.number)
    last = drawn.judgements.select_related("by").last()
    place = drawn.place or 0
    return {
        "lot": lot,
        "drawn": drawn,
        "object": head_of(digital_object),
        "page": sight_of(page, digital_object),
        "row": page,
        "last": last if last is not None and last.is_good is not None else None,
        "last_words": judgement_words(last.is_good) if last else "",
        "may_judge": _may_judge(request, lot.project),
        "before": sampled_url(lot, place - 1) if place > 1 else "",
        "after": sampled_url(lot, place + 1) if place < lot.sample_size else "",
        "keys": [("g", gettext("good")), ("b", gettext("bad"))],
        "section": "samples",
    }
