"""Pages whose language and model the machine finds: how that is asked for, and how it is done.

``auto`` asks for it; ``auto:lit+pol`` says which languages a person chose, and leaves the letters
and the model to the machine. Any other text names Tesseract's models, which read as they are.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from language.identification import LANGUAGES
from pipeline.engines.base import EngineError, EngineTimeoutError, OcrEngine
from pipeline.engines.residents import RESIDENTS
from pipeline.engines.tesseract import TesseractEngine, has_library
from pipeline.reading.model_choice import OF_SCRIPT, is_there
from schemas.pages import PageText
from schemas.reading import AUTO, PageReading, Reason, Script

#: Models that read where the library is missing, those of a language before those of a script.
PLAIN_MODELS = {"lit": "lit", "pol": "pol", "deu": "deu", "lat": "lat", "rus": "rus",
                "lav": "lav", "yid": "yid"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a page before it is read."""

    languages: tuple[str, ...] = ()
    """Chosen by a person; outrank what the machine finds."""
    usual: tuple[str, ...] = ()
    """Of the title or of neighbouring pages; taken where the page itself does not tell."""
    again: bool = True
    """Whether doubtful words are read by a second reader."""


def way_of(language: str, model: str = "") -> str:
    """How a person's words ask for reading: languages leave the model open, models do not.

    What is no language that is known here is a model's name, such as ``frk`` or ``Fraktur``.
    """
    if model:
        return model
    if language in ("", AUTO):
        return AUTO
    is_languages = all(one in LANGUAGES for one in language.split("+"))
    return f"{AUTO}:{language}" if is_languages else language


def wish_of(model: str) -> Wish | None:
    """The wish that a text for the model stands for; None where it names models."""
    name, _, languages = model.partition(":")
    if name != AUTO:
        return None
    return Wish(tuple(one for one in languages.split("+") if one))


def missing_for(wish: Wish, installed: Collection[str]) -> tuple[str, ...]:
    """Languages that nobody knows here, or the model without which nothing can be read."""
    unknown = tuple(one for one in wish.languages if one not in LANGUAGES)
    if unknown:
        return unknown
    can_read = any(is_there(one, installed) for order in OF_SCRIPT.values() for one in order)
    return () if can_read else ("lit",)


def read_automatically(
    image: Path, wish: Wish, engine: OcrEngine, time_limit_seconds: float
) -> PageText:
    """Read a page the way it asks for; plainly where the library is missing or gives up.

    Raises:
        EngineError: it could not be read either way; ``EngineTimeoutError`` where time ran out.
    """
    began = time.monotonic()
    if isinstance(engine, TesseractEngine) and has_library():
        try:
            return RESIDENTS.run(read_in_child, image, wish, seconds=time_limit_seconds)
        except EngineTimeoutError:
            raise
        except EngineError:
            pass  # a picture that Pillow cannot open, a child that died: the program may do it
    left = max(0.1, time_limit_seconds - (time.monotonic() - began))
    return _read_plainly(image, wish, engine, left)


def read_in_child(image: Path, wish: Wish) -> PageText:
    """Read a page in a child that stays; nothing of what it needs is loaded by its parent."""
    from pipeline.reading.reading import read_page  # noqa: PLC0415 -- the parent never loads it

    return read_page(image, wish)


def _read_plainly(image: Path, wish: Wish, engine: OcrEngine, seconds: float) -> PageText:
    model = plain_model(wish, engine.models())
    read = engine.recognise(image, model, seconds)
    reading = PageReading(
        languages=wish.languages,
        model=model,
        reasons=(Reason("read-plainly", {"model": model}),),
        is_by_person=bool(wish.languages),
    )
    return replace(read, model=model, reading=reading)


def plain_model(wish: Wish, installed: Collection[str]) -> str:
    """The model for pages that are not told apart."""
    own = [PLAIN_MODELS[one] for one in wish.languages if PLAIN_MODELS.get(one) in installed]
    if own:
        return "+".join(own)
    order = ("lit", *OF_SCRIPT[Script.ANTIQUA], *sorted(installed))
    return next((one for one in order if is_there(one, installed)), "eng")
