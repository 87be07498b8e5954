"""Asks for flows by leaving a row; the site never waits for one and never starts one."""

from datetime import datetime
from pathlib import Path

from catalogue.models import (
    Correction,
    DigitalObject,
    PageTranscription,
    RescanArrival,
    User,
    Verdict,
)
from catalogue.queries.behind import is_behind
from catalogue.queries.human_text import text_is_behind
from catalogue.services.requests import ask_for_flow
from catalogue.states import ObjectState

EXPORT = "export"
REMEMBER = "remember"
DIGITISE = "digitise"
RESCAN = "rescan"
#: Where an object goes as soon as it is ready.
FIRST_TARGET = "vepis"


def ask_to_remember(verdict: Verdict) -> None:
    """Ask that a verdict, or its withdrawal, be written into the object's journal in storage."""
    row = verdict.digital_object
    ask_for_flow(REMEMBER, row, {"verdict": verdict.pk}, by=verdict.by, now=verdict.at)


def ask_to_remember_text(
    written: Correction | PageTranscription, *, by: User, now: datetime
) -> None:
    """Ask that a correction, its undoing or a transcription go into the object's journal."""
    parameters: dict[str, object] = {"transcription": written.pk}
    if isinstance(written, Correction):
        parameters = {"correction": written.pk, "undone": written.undone_at is not None}
    ask_for_flow(REMEMBER, written.page.digital_object, parameters, by=by, now=now)


def ask_to_remember_language(digital_object: DigitalObject, *, by: User, now: datetime) -> None:
    """Ask that a person's choice of language go into the object's journal."""
    ask_for_flow(REMEMBER, digital_object, {"language": digital_object.language}, by=by, now=now)


def ask_to_store_text(digital_object: DigitalObject, *, by: User, now: datetime) -> bool:
    """Ask that what people wrote be stored now; whether there was anything new."""
    if not text_is_behind(digital_object):
        return False
    ask_for_flow(DIGITISE, digital_object, by=by, now=now)
    return True


def ask_for_export(digital_object: DigitalObject, *, by: User, now: datetime) -> bool:
    """Ask for the delivery of an object that has become ready; whether there was reason to.

    Where a defect of the original was noted since, or its text corrected, it is stored anew first.
    """
    if digital_object.state != ObjectState.READY:
        return False
    if is_behind(digital_object):
        ask_for_new_images(digital_object, by=by, now=now)
        return True
    ask_for_flow(EXPORT, digital_object, {"target": FIRST_TARGET}, by=by, now=now)
    return True


def ask_for_new_images(digital_object: DigitalObject, *, by: User, now: datetime) -> None:
    """Ask that the object be taken through the steps again, as its recipes now say."""
    ask_for_flow(DIGITISE, digital_object, by=by, now=now)


def ask_for_rescan(
    digital_object: DigitalObject, folder: Path, *, anyway: bool, by: User, now: datetime
) -> None:
    """Ask that a folder of rescans be taken in and each scan proposed its place."""
    parameters = {"folder": str(folder), "anyway": anyway}
    ask_for_flow(RESCAN, digital_object, parameters, by=by, now=now)


def ask_to_remember_rescan(arrival: RescanArrival, *, by: User, now: datetime) -> None:
    """Ask that confirmed or undone rescans be written into the object's journal in storage."""
    parameters = {"arrival": arrival.pk, "state": arrival.state}
    ask_for_flow(REMEMBER, arrival.digital_object, parameters, by=by, now=now)
