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
#: A script is plainly worth more than another from this difference on; so many stretches that
#: agree are enough.
PLAIN_LEAD, FEWEST = 0.15, 3
#: Models for Fraktur learnt antiqua beside it and read it as well; those for antiqua hardly read
#: Fraktur. So Fraktur is what is plainly better read as such.
FRAKTUR_LEAD = 0.05
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

#: Fewer of them may be misread.
FEWEST_OLD, OLD_SHARE = 2, 0.01

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
    samples = _samples(prepared, read, there)
    letters = sum(one.letters for one in samples)
    belief = sum(one.belief * one.letters for one in samples) / letters if letters else 0.0
    if belief < LEAST_BELIEF:
        return None
    believed = [one for one in samples if one.belief >= LEAST_BELIEF]
    return _routed(believed, belief, there, wanted, usual)


def _samples(prepared: Prepared, read: Reader, there: Collection[str]) -> list[_Sample]:
    """Stretches of lines as read in the script of the page; few where they all say the same.

    A stretch tells another script than the page's only where that is plainly worth more: letters
    of one script are half read by the models of the other.
    """
    tried: list[tuple[_Sample, ...]] = []
    for region in _from_the_middle(prepared.look.samples(SAMPLES)):
        found = _in_scripts(cut_out(prepared.grey, region), read, there)
        if found:
            tried.append(found)
        believed = [one for one in tried if max(s.belief for s in one) >= SURE_BELIEF]
        if len(believed) >= FEWEST and _lead(believed) >= PLAIN_LEAD:
            break
    if not tried:
        return []
    main = _main_script(believed or tried)
    return [_sample_in(main, found) for found in tried]


def _from_the_middle(regions: Sequence[Region]) -> list[Region]:
    """The same stretches, those nearest to the middle first: rims hold edges and numbers."""
    middle = (len(regions) - 1) / 2
    order = sorted(range(len(regions)), key=lambda n: abs(n - middle))
    return [regions[n] for n in order]


def _worths(tried: Sequence[tuple[_Sample, ...]]) -> dict[Script, float]:
    """Mean worth of each script over the stretches, by their letters."""
    worth: dict[Script, float] = defaultdict(float)
    letters = sum(max(one.letters for one in found) for found in tried)
    for found in tried:
        most = max(one.letters for one in found)
        for one in found:
            worth[one.script] += one.worth * most / letters
    return worth


def _main_script(tried: Sequence[tuple[_Sample, ...]]) -> Script:
    worth = _worths(tried)
    worth[Script.FRAKTUR] -= FRAKTUR_LEAD
    return max(worth, key=lambda script: worth[script])


def _lead(tried: Sequence[tuple[_Sample, ...]]) -> float:
    """How much more the page's script is worth than the next, of stretches that all agree."""
    main = _main_script(tried)
    if any(_sample_in(main, found).script is not main for found in tried):
        return 0.0
    worths = sorted(_worths(tried).values())
    return worths[-1] - worths[-2] if len(worths) > 1 else worths[-1]


def _sample_in(main: Script, found: Sequence[_Sample]) -> _Sample:
    best = max(found, key=lambda one: one.worth)
    own = next((one for one in found if one.script is main), best)
    return best if best.worth >= own.worth + PLAIN_LEAD else own


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
    old = sum(one in OLD_LETTERS for one in text)
    if old >= max(FEWEST_OLD, OLD_SHARE * sum(map(str.isalpha, text))):
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


def _in_scripts(picture: Grey, read: Reader, there: Collection[str]) -> tuple[_Sample, ...]:
    tried = [_sample(picture, one, read, there) for one in (Script.ANTIQUA, Script.FRAKTUR)]
    if all(one is None or one.belief < SURE_BELIEF for one in tried):
        tried += [_sample(picture, one, read, there) for one in (Script.CYRILLIC, Script.HEBREW)]
    return tuple(one for one in tried if one is not None and one.letters)


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
