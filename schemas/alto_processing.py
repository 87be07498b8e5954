"""The history of a page's text in ALTO: how it was read, what was tried, what people did to it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from schemas.pages import PageText
from schemas.reading import Attempt, PageReading, ProcessingStep, Reason, Script
from schemas.xml import legal_text, text_of

#: The step that all text of the page comes from, save where a line names another.
MAIN = "processing"
_OURS = re.compile(r"(?:attempt|model|step)-\d+|choice")
#: Within an attribute a line end would come back as a space.
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
#: Moments as XML Schema writes them; others would make the file invalid.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")
_CORRECTION, _GENERATION, _OTHER = "contentModification", "contentGeneration", "other"


def processing_steps(page: PageText, read_at: datetime | None) -> Iterator[str]:
    """The Processing elements of a page."""
    if page.engine or page.language or page.model:
        settings = [f"language={page.language}"] if page.language else []
        settings += [f"model={page.model}"] if page.model else []
        yield from _step(
            MAIN,
            _GENERATION,
            at=read_at.isoformat() if read_at else "",
            descriptions=("text recognition",),
            settings="; ".join(settings),
            software=(page.engine, page.engine_version, page.model and f"model {page.model}"),
        )
    for model, reference in line_models(page).items():
        yield from _step(
            reference,
            _GENERATION,
            descriptions=("text recognition of single lines",),
            settings=f"model={model}",
        )
    if page.reading is not None:
        yield from _reading_steps(page.reading)
    for number, step in enumerate(page.history, start=1):
        yield from _step(
            f"step-{number}",
            _CORRECTION,
            at=step.at,
            agency=step.by,
            descriptions=(step.what, *filter(None, (step.description,))),
        )


def line_models(page: PageText) -> dict[str, str]:
    """Models that lines name, and how their steps are referred to."""
    named = {line.model: None for block in page.blocks for line in block.lines if line.model}
    return {model: f"model-{number}" for number, model in enumerate(named, start=1)}


def _reading_steps(reading: PageReading) -> Iterator[str]:
    choice = {
        "script": reading.script,
        "languages": reading.languages,
        "model": reading.model,
        "reasons": [{"code": one.code, **one.facts} for one in reading.reasons],
        "estimated_error": reading.estimated_error,
        "by_person": reading.is_by_person,
    }
    who = "by a person" if reading.is_by_person else "by the page itself"
    description = f"choice of language and model {who}"
    yield from _step("choice", _OTHER, descriptions=(description,), settings=_json(choice))
    for number, attempt in enumerate(reading.attempts, start=1):
        settings = {
            "model": attempt.model,
            "preparation": attempt.preparation,
            "estimated_error": attempt.estimated_error,
            "seconds": attempt.seconds,
            "kept": attempt.is_kept,
        }
        kept = "kept" if attempt.is_kept else "not kept"
        yield from _step(
            f"attempt-{number}",
            _GENERATION,
            descriptions=(f"reading {number}, {kept}",),
            settings=_json(settings),
            software=(attempt.engine, "", ""),
        )


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _step(
    identifier: str,
    category: str,
    *,
    at: str = "",
    agency: str = "",
    descriptions: tuple[str, ...] = (),
    settings: str = "",
    software: tuple[str, str, str] = ("", "", ""),
) -> Iterator[str]:
    yield f'  <Processing ID="{identifier}">'
    yield from filled("processingCategory", category)
    yield from filled("processingDateTime", at if _MOMENT.fullmatch(at) else "")
    yield from filled("processingAgency", agency)
    for description in descriptions:
        yield from filled("processingStepDescription", description)
    yield from filled("processingStepSettings", settings)
    name, version, description = software
    if name:
        yield "   <processingSoftware>"
        yield from filled("softwareName", name)
        yield from filled("softwareVersion", version)
        yield from filled("applicationDescription", description)
        yield "   </processingSoftware>"
    yield "  </Processing>"


def filled(tag: str, text: str) -> Iterator[str]:
    """An element of the description, where there is something to say."""
    if text:
        yield f"   <{tag}>{escape(legal_text(text))}</{tag}>"


def escaped(text: str) -> str:
    """Text as it stands in an attribute."""
    return escape(legal_text(text), _QUOTES)


def software_of(root: etree._Element) -> tuple[str, str, dict[str, str]]:
    """Name and version of the software that read the page, and its settings as we write them."""
    steps = [*root.iterfind(f".//{{*}}Processing[@ID='{MAIN}']")]
    steps += [*root.iterfind(".//{*}processingSoftware/..")]
    for step in steps:
        if not _OURS.fullmatch(step.get("ID", "")):
            name = text_of(step.find(".//{*}softwareName"))
            version = text_of(step.find(".//{*}softwareVersion"))
            return name, version, _settings_of(step)
    return "", "", {}


def _settings_of(step: etree._Element) -> dict[str, str]:
    pairs = text_of(step.find("{*}processingStepSettings")).split("; ")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def models_of(root: etree._Element) -> dict[str, str]:
    """The models that single lines refer to, by the references."""
    return {
        step.get("ID", ""): _settings_of(step).get("model", "")
        for step in _own_steps(root, "model-")
    }


def reading_of(root: etree._Element) -> PageReading | None:
    """How the page was read, where we wrote it; None in files of others."""
    choices = list(_own_steps(root, "choice"))
    said = _said(choices[0]) if choices else None
    if said is None:
        return None
    try:
        return PageReading(
            script=Script(said["script"]) if said["script"] else None,
            languages=tuple(map(str, said["languages"])),
            model=str(said["model"]),
            reasons=tuple(map(_reason, said["reasons"])),
            attempts=tuple(a for a in map(_attempt, _own_steps(root, "attempt-")) if a),
            estimated_error=said["estimated_error"],
            is_by_person=bool(said["by_person"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _reason(said: dict[str, Any]) -> Reason:
    return Reason(said["code"], {key: fact for key, fact in said.items() if key != "code"})


def _attempt(step: etree._Element) -> Attempt | None:
    said = _said(step)
    return (
        None
        if said is None
        else Attempt(
            engine=text_of(step.find(".//{*}softwareName")),
            model=said["model"],
            preparation=tuple(said["preparation"]),
            estimated_error=said["estimated_error"],
            seconds=said["seconds"],
            is_kept=said["kept"],
        )
    )


def _said(step: etree._Element) -> dict[str, Any] | None:
    """The settings of a step of ours; None where they were damaged."""
    try:
        said = json.loads(step.findtext("{*}processingStepSettings") or "")
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def history_of(root: etree._Element) -> tuple[ProcessingStep, ...]:
    """What was done after the reading."""
    return tuple(map(_history_step, _own_steps(root, "step-")))


def _history_step(step: etree._Element) -> ProcessingStep:
    described = [text_of(one) for one in step.iterfind("{*}processingStepDescription")]
    return ProcessingStep(
        what=described[0] if described else "",
        at=text_of(step.find("{*}processingDateTime")),
        by=text_of(step.find("{*}processingAgency")),
        description=described[1] if len(described) > 1 else "",
    )


def _own_steps(root: etree._Element, prefix: str) -> Iterator[etree._Element]:
    for step in root.iterfind("{*}Description/{*}Processing"):
        identifier = step.get("ID", "")
        if identifier.startswith(prefix) and _OURS.fullmatch(identifier):
            yield step
