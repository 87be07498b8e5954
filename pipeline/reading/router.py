"""Which letters and which language a page is printed in, by a first reading of a few lines.

Each sample is read by a model of every script that may be there; the true one believes in what it
reads and reads words. Cyrillic and Hebrew are tried only where neither antiqua nor Fraktur is
believed in: their models read nothing but noise out of Latin letters, and the other way round.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from language.identification import LANGUAGES, identify
from language.letters import words_in
from language.restoration import is_old_spelling
from pipeline.engines.library import LINE, PAGE
from pipeline.reading.model_choice import OF_SCRIPT, Choice, choose, is_there
from pipeline.reading.pictures import Grey
from pipeline.reading.preparation import Prepared
from pipeline.reading.tongues import tongues_of
from schemas.findings import Region
from schemas.pages import PageText
from schemas.reading import Reason, Script

#: So many stretches of lines are read first.
SAMPLES = 6
#: Height to which a sample is brought, and the paper left around it.
SAMPLE_PX, MARGIN_PX = 48, 8
#: Where the better of antiqua and Fraktur is believed in less, other letters are tried.
SURE_BELIEF = 0.62
#: Below this no script is believed in: it is no print, or it stands on its side or head.
LEAST_BELIEF = 0.40
#: A page read whole that is believed in less is a picture or handwriting.
WORN_BELIEF = 0.30
#: A second script or language counts from this share of the letters on.
LEAST_SHARE = 0.15
#: What a sample of words of the language is worth beside the engine's own belief.
WORTH_OF_WORDS = 0.35
#: Languages by script; words of others do not speak for it.
OF_LETTERS = {
    Script.ANTIQUA: ("lit", "pol", "deu", "lat", "lav"),
    Script.FRAKTUR: ("lit", "deu", "lav", "lat"),
    Script.CYRILLIC: ("rus", "lit"),
    Script.HEBREW: ("yid",),
}
#: Letters of the Russian and the Lithuanian of their time that today's models lack.
OLD_LETTERS = frozenset("ѣіѳѵłżóůѢІѲѴŁŻÓŮ")

Reader = Callable[[Grey, str, int], PageText]


@dataclass(frozen=True, slots=True)
class Route:
    """What a first look found, and the way it suggests."""

    script: Script
    scripts: tuple[Script, ...]
    """All scripts of the page, the most frequent first."""
    languages: tuple[str, ...]
    choice: Choice
    belief: float
    """Mean belief in the samples as read in their script, 0 to 1."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Sample:
    script: Script
    text: str
    worth: float
    belief: float
    letters: int


def route_of(
    prepared: Prepared,
    read: Reader,
    there: Collection[str],
    wanted: Sequence[str] = (),
    usual: Sequence[str] = (),
) -> Route | None:
    """The script, languages and model of a page; None where no letters are believed in.

    Args:
        prepared: the page and the stretches of lines seen on it.
        read: the engine, for a picture, a model and a layout.
        there: the installed models.
        wanted: languages that a person chose; the machine then tells the script alone.
        usual: languages of neighbouring pages or of the title, for pages that do not tell.
    """
    pictures = [cut_out(prepared.grey, region) for region in prepared.look.samples(SAMPLES)]
    samples = [best for one in pictures if (best := _best_script(one, read, there)) is not None]
    letters = sum(one.letters for one in samples)
    belief = sum(one.belief * one.letters for one in samples) / letters if letters else 0.0
    return _routed(samples, belief, there, wanted, usual) if belief >= LEAST_BELIEF else None


def route_of_worn(
    prepared: Prepared,
    read: Reader,
    there: Collection[str],
    wanted: Sequence[str] = (),
    usual: Sequence[str] = (),
) -> Route | None:
    """The route of a page whose lines tell nothing alone: read whole in antiqua and in Fraktur."""
    tried = [
        sample
        for script in (Script.ANTIQUA, Script.FRAKTUR)
        if (sample := _sample(prepared.grey, script, read, there, PAGE)) and sample.letters
    ]
    best = max(tried, key=lambda one: one.worth, default=None)
    if best is None or best.belief < WORN_BELIEF:
        return None
    return _routed([best], best.belief, there, wanted, usual)


def _routed(
    samples: Sequence[_Sample],
    belief: float,
    there: Collection[str],
    wanted: Sequence[str],
    usual: Sequence[str],
) -> Route | None:
    letters = sum(one.letters for one in samples)
    scripts = _scripts_of(samples, letters)
    main = scripts[0]
    text = " ".join(one.text for one in samples if one.script is main)
    found = languages_in(samples, scripts)
    languages = tuple(wanted) or found or tuple(usual)
    choice = choose(main, _of_script(languages, main), is_old(text, main), there)
    if choice is None:
        return None
    share = sum(one.letters for one in samples if one.script is main) / letters
    reasons = (
        Reason("script-seen", {"script": main.value, "share": round(share, 2)}),
        *_language_reasons(languages, wanted, found),
        *choice.reasons,
    )
    return Route(main, scripts, languages, choice, belief, reasons)


def cut_out(grey: Grey, region: Region) -> Grey:
    """A stretch of a line at a height that readers like, with some paper around it."""
    part = grey[region.y : region.y + region.height, region.x : region.x + region.width]
    scale = SAMPLE_PX / max(1, part.shape[0])
    if scale < 1:
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(
            np.uint8
        )
    around = (MARGIN_PX,) * 4
    return cv2.copyMakeBorder(part, *around, cv2.BORDER_REPLICATE).astype(np.uint8)


def is_old(text: str, script: Script) -> bool:
    """Whether a text is spelt as before the reforms of 1905 and 1918."""
    if OLD_LETTERS & set(text):
        return True
    return script is Script.ANTIQUA and is_old_spelling(text)


def languages_in(samples: Sequence[_Sample], scripts: Sequence[Script]) -> tuple[str, ...]:
    """The languages of the samples, the one with most letters first."""
    letters: dict[str, int] = defaultdict(int)
    for script in scripts:
        own = [one for one in samples if one.script is script]
        whole = identify(" ".join(s.text for s in own), candidates=OF_LETTERS[script])
        for one in own:
            guess = identify(one.text, candidates=OF_LETTERS[script]).language
            language = guess if guess in LANGUAGES else whole.language
            if language in LANGUAGES:
                letters[language] += one.letters
    total = sum(letters.values())
    kept = [one for one in letters if letters[one] >= LEAST_SHARE * total]
    return tuple(sorted(kept, key=lambda one: -letters[one]))


def _best_script(picture: Grey, read: Reader, there: Collection[str]) -> _Sample | None:
    tried = [_sample(picture, one, read, there) for one in (Script.ANTIQUA, Script.FRAKTUR)]
    if all(one is None or one.belief < SURE_BELIEF for one in tried):
        tried += [_sample(picture, one, read, there) for one in (Script.CYRILLIC, Script.HEBREW)]
    read_so = [one for one in tried if one is not None and one.letters]
    return max(read_so, key=lambda one: one.worth, default=None)


def _sample(
    picture: Grey, script: Script, read: Reader, there: Collection[str], layout: int = LINE
) -> _Sample | None:
    model = next((one for one in OF_SCRIPT[script] if is_there(one, there)), None)
    if model is None:
        return None
    words = read(picture, model, layout).words
    text = " ".join(word.text for word in words)
    letters = sum(c.isalpha() for c in text)
    weights = sum(len(word.text) for word in words)
    belief = sum(w.confidence * len(w.text) for w in words) / weights if weights else 0.0
    return _Sample(script, text, belief + WORTH_OF_WORDS * _known(text, script), belief, letters)


def _known(text: str, script: Script) -> float:
    """The share of the letters that stand in words of one of the script's languages, the best."""
    words = [word for word in words_in(text) if len(word) > 2]
    total = sum(map(len, words))
    if not total:
        return 0.0
    return max(
        (
            sum(len(word) for word in words if tongue.knows(word)) / total
            for tongue in tongues_of(OF_LETTERS[script])
        ),
        default=0.0,
    )


def _scripts_of(samples: Sequence[_Sample], letters: int) -> tuple[Script, ...]:
    counted: dict[Script, int] = defaultdict(int)
    for one in samples:
        counted[one.script] += one.letters
    kept = [one for one in counted if counted[one] >= LEAST_SHARE * letters]
    return tuple(sorted(kept, key=lambda one: -counted[one]))


def _of_script(languages: Sequence[str], script: Script) -> tuple[str, ...]:
    return tuple(one for one in languages if one in OF_LETTERS[script])


def _language_reasons(
    languages: Sequence[str], wanted: Sequence[str], found: Sequence[str]
) -> tuple[Reason, ...]:
    if not languages:
        return (Reason("language-unknown"),)
    code = "language-chosen" if wanted else "language-seen" if found else "language-of-neighbours"
    return (Reason(code, {"languages": ", ".join(languages)}),)
