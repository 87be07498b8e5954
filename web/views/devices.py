"""Devices: how each stands, how it drifts, what is asked of it, and the sheet of each target."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import Device, TargetGrading
from catalogue.queries.devices import gradings_of, standings, visible_devices, without_target
from catalogue.rights import Act, acts_of
from catalogue.services.devices import change_policy, describe_device
from pipeline.plain import value_of
from pipeline.target_sheet import render_sheet
from qa.targets.report import TargetReport
from web.access import person
from web.device_form import DeviceForm, initial_of
from web.device_sight import (
    ROWS_SHOWN,
    column_heads,
    device_row,
    grading_row,
    without_row,
)
from web.drift import drift_charts


@require_safe
def show_devices(request: HttpRequest) -> HttpResponse:
    """The devices of the libraries this person belongs to."""
    found = standings(visible_devices(person(request)), now())
    rows = [device_row(one) for one in found]
    return render(request, "web/devices.html", {"devices": rows, "section": "devices"})


@require_safe
def show_device(request: HttpRequest, pk: int) -> HttpResponse:
    """One device: session, drift, gradings, objects without a valid target."""
    device, acts = _device_and_acts(request, pk)
    form = DeviceForm(initial=initial_of(device)) if Act.MANAGE_LIBRARY in acts else None
    return render(request, "web/device.html", device_context(device, form))


@require_POST
def edit_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a device is and what is asked of it."""
    device, acts = _device_and_acts(request, pk)
    if Act.MANAGE_LIBRARY not in acts:
        raise PermissionDenied
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return render(request, "web/device.html", device_context(device, form), status=400)
    describe_device(device, form.facts)
    change_policy(device, form.policy, form.alarms)
    messages.success(request, gettext("Saved. The targets were judged anew."))
    return redirect("device", pk)


@require_safe
def target_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The grading of a target on one page, as PDF."""
    grading = (
        TargetGrading.objects.select_related("device__library", "digital_object__library")
        .filter(pk=pk)
        .first()
    )
    if grading is None or not grading.report:
        raise Http404
    owner = grading.digital_object or (grading.device.library if grading.device else None)
    if Act.VIEW_OBJECT not in acts_of(person(request), owner):
        raise Http404
    report = value_of(TargetReport, grading.report)
    decimal = "," if get_language() == "lt" else "."
    made_on = f"{localtime(grading.taken_at):%Y-%m-%d %H:%M}"
    content = render_sheet(report, grading.file_name, made_on, gettext, decimal)
    headers = {"Content-Disposition": f'inline; filename="target-{grading.pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def device_context(device: Device, form: DeviceForm | None) -> dict[str, Any]:
    """Everything the screen of one device shows."""
    [standing] = standings([device], now())
    gradings = list(gradings_of(device)[: ROWS_SHOWN + 1])
    without = without_target(device)
    shown = gradings[:ROWS_SHOWN]
    return {
        "device": device,
        "head": device_row(standing),
        "charts": drift_charts(shown[::-1], device.alarms),
        "gradings": [grading_row(one, device) for one in shown],
        "columns": column_heads(),
        "more_gradings": len(gradings) > ROWS_SHOWN,
        "without": [without_row(one) for one in without[:ROWS_SHOWN]],
        "without_total": len(without),
        "form": form,
        "section": "devices",
    }


def _device_and_acts(request: HttpRequest, pk: int) -> tuple[Device, frozenset[Act]]:
    """The device of this number, and what this person may do in its library.

    Raises:
        Http404: there is none, or this person may not know of it.
    """
    device = Device.objects.select_related("library").filter(pk=pk).first()
    acts = acts_of(person(request), device.library) if device else frozenset()
    if device is None or Act.VIEW_OBJECT not in acts:
        raise Http404
    return device, acts
