"""The way of a page to its text: opened, prepared, told apart, read, read again, estimated.

Called in a child that stays (``pipeline.engines.residents``), where models are loaded once.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from language.identification import identify_blocks, page_languages
from pipeline.engines import models, rapidocr
from pipeline.engines.base import EngineError
from pipeline.engines.library import read_picture, version
from pipeline.layout import arrange
from pipeline.reading.automatic import Wish
from pipeline.reading.legible import keep_legible
from pipeline.reading.mixed import read_lines_of_other_script
from pipeline.reading.model_choice import not_printable
from pipeline.reading.pictures import Grey, open_grey
from pipeline.reading.preparation import Prepared, prepare
from pipeline.reading.quality import estimate, is_hardly_print, signs_of
from pipeline.reading.router import OF_LETTERS, SURE_BELIEF, Route, route_of, route_of_worn
from pipeline.reading.second import KNOWN_SCRIPTS, SecondReading, read_again
from pipeline.reading.tongues import tongues_of
from schemas.pages import PageText
from schemas.reading import Attempt, PageReading, Reason, Script

ENGINE = "tesseract"
#: Ways a page may lie, tried in this order where nothing is believed in as it stands; what is
#: read so must be believed in plainly, since worn print yields some letters any way round.
TURNS = (180, 90, 270)
#: Fewer letters are no page of print that might lie on its side.
LETTERS_OF_A_PAGE = 60


def read_page(image: Path, wish: Wish) -> PageText:
    """Read a page the way it asks for; the way is told in ``reading``.

    Raises:
        EngineError: the image cannot be decoded or an engine gave up.
    """
    grey, _ = open_grey(image)
    height, width = grey.shape
    empty = PageText(width, height, (), engine=ENGINE, engine_version=version())
    prepared, route = _routed(grey, wish)
    if route is None:
        return replace(empty, reading=PageReading(reasons=(_why_unread(prepared),)))
    return replace(_read(prepared, route, wish), engine=ENGINE, engine_version=version())


def _routed(grey: Grey, wish: Wish) -> tuple[Prepared, Route | None]:
    """The page prepared and its route; turned where only so it can be read."""
    there = models.installed().names
    prepared = prepare(grey)
    route = route_of(prepared, read_picture, there, wish.languages, wish.usual)
    if route is not None:
        return prepared, route
    # It may lie on its side or its head; else it is print so worn, or a few letters so large, that
    # lines do not tell.
    for turn in TURNS if prepared.look.letters >= LETTERS_OF_A_PAGE else ():
        turned = prepare(grey, turn)
        found = route_of(turned, read_picture, there, wish.languages, wish.usual)
        if found is not None and found.belief >= SURE_BELIEF:
            return turned, found
    return prepared, route_of_worn(prepared, read_picture, there, wish.languages, wish.usual)


def _read(prepared: Prepared, route: Route, wish: Wish) -> PageText:
    began = time.monotonic()
    raw = read_picture(prepared.grey, route.choice.model)
    first = read_lines_of_other_script(raw, prepared.grey, route)
    languages = _languages(first, route, wish)
    tongues = tongues_of(languages)
    attempts = [
        _attempt(prepared, route.choice.model, began, estimate(keep_legible(first), tongues))
    ]
    began = time.monotonic()
    second = _second(first, prepared, route, languages) if wish.again else None
    text = keep_legible(second.text if second is not None else first)
    error = estimate(text, tongues, second)
    if second is not None and second.asked:
        attempts.append(
            replace(_attempt(prepared, rapidocr.MODEL, began, error), engine=rapidocr.NAME)
        )
    is_noise = is_hardly_print(signs_of(text, tongues, second))
    if is_noise:
        text = replace(text, blocks=())
    text = arrange(text, prepared.grey)
    text = prepared.placement.on_page(_with_languages(text, languages, route.script))
    reasons = [*route.reasons, *_about_errors(error, is_noise)]
    reading = PageReading(
        script=route.script,
        languages=languages,
        model=route.choice.model,
        reasons=tuple(reasons),
        attempts=tuple(replace(one, is_kept=one is attempts[-1]) for one in attempts),
        estimated_error=None if is_noise else error,
        is_by_person=bool(wish.languages),
    )
    main = languages[0] if languages else ""
    return replace(text, language=main, model=route.choice.model, reading=reading)


def _second(
    first: PageText, prepared: Prepared, route: Route, languages: Sequence[str]
) -> SecondReading | None:
    if route.script not in KNOWN_SCRIPTS or not rapidocr.is_installed():
        return None
    try:
        missing = not_printable(route.choice.model, languages)
        return read_again(first, prepared.grey, route.script, tongues_of(languages), missing)
    except EngineError:
        return None


def _languages(text: PageText, route: Route, wish: Wish) -> tuple[str, ...]:
    """The languages of the whole page: what a person chose, else what the text itself tells."""
    if wish.languages:
        return wish.languages
    texts = [" ".join(w.text for line in b.lines for w in line.words) for b in text.blocks]
    known = tuple(dict.fromkeys(one for s in route.scripts for one in OF_LETTERS[s]))
    found = page_languages(identify_blocks(texts, candidates=known), texts)
    return found or route.languages


def _with_languages(text: PageText, languages: Sequence[str], script: Script) -> PageText:
    """The page with the language of blocks that are in another one than the page."""
    if len(languages) < 2:
        return text
    texts = [" ".join(w.text for line in b.lines for w in line.words) for b in text.blocks]
    guesses = identify_blocks(texts, candidates=languages)
    blocks = tuple(
        replace(block, language=guess.language)
        if guess.language in languages and guess.language != languages[0]
        else block
        for block, guess in zip(text.blocks, guesses, strict=True)
    )
    return replace(text, blocks=blocks)


def _attempt(prepared: Prepared, model: str, began: float, error: float | None) -> Attempt:
    seconds = round(time.monotonic() - began, 2)
    return Attempt(ENGINE, model, prepared.steps, error, seconds)


def _about_errors(error: float | None, is_noise: bool) -> tuple[Reason, ...]:
    if is_noise:
        return (Reason("hardly-print"),)
    return (Reason("too-little-text"),) if error is None else ()


def _why_unread(prepared: Prepared) -> Reason:
    if not prepared.look.letters:
        return Reason("no-letters")
    return Reason("no-print", {"letters": prepared.look.letters})
