"""Lines in other letters than the rest of the page: read once more by a model of those letters."""

from dataclasses import replace

from pipeline.engines import models
from pipeline.engines.library import LINE, read_picture
from pipeline.reading.model_choice import OF_SCRIPT, is_there
from pipeline.reading.pictures import Grey
from pipeline.reading.router import OF_LETTERS, Route
from pipeline.reading.second import cut
from pipeline.reading.tongues import tongues_of
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.reading import Script

#: Lines believed in less may be in other letters; where a page has none, nothing is tried.
DOUBTED_LINE = 0.80
#: By so much a line must be worth more as read the other way.
GAIN = 0.08


def read_lines_of_other_script(text: PageText, grey: Grey, route: Route) -> PageText:
    """The page with lines that another script's model reads better."""
    models_of = {script: model_of(script, route) for script in route.scripts[1:]}
    others = {script: model for script, model in models_of.items() if model}
    if not others:
        return text

    def line_of(line: TextLine) -> TextLine:
        if belief_in(line.words) >= DOUBTED_LINE:
            return line
        best, worth = line, worth_of(line.words, route.script)
        for script, model in others.items():
            other = read_line(line, grey, model)
            gained = worth_of(other.words, script)
            if other.words and gained > worth + GAIN:
                best, worth = other, gained
        return best

    def block_of(block: TextBlock) -> TextBlock:
        return replace(block, lines=tuple(line_of(line) for line in block.lines))

    return replace(text, blocks=tuple(block_of(block) for block in text.blocks))


def model_of(script: Script, route: Route) -> str:
    """The model for lines of another script; empty where none is installed."""
    there = models.installed().names
    order = [one for one in OF_SCRIPT[script] if is_there(one, there)]
    return next((one for one in order if one != route.choice.model), "")


def read_line(line: TextLine, grey: Grey, model: str) -> TextLine:
    """One line as another model reads it, placed on the page."""
    region = line.region
    margin = max(2, region.height // 8)
    left, top = max(0, region.x - margin), max(0, region.y - margin)
    read = read_picture(cut(grey, region), model, LINE)
    words = tuple(
        replace(w, region=Region(w.region.x + left, w.region.y + top, *_size(w)))
        for w in read.words
    )
    return replace(line, words=words, model=model)


def _size(word: Word) -> tuple[int, int]:
    return word.region.width, word.region.height


def belief_in(words: tuple[Word, ...]) -> float:
    """The mean belief in some words, by their letters."""
    weight = sum(len(word.text) for word in words)
    return sum(w.confidence * len(w.text) for w in words) / weight if weight else 0.0


def worth_of(words: tuple[Word, ...], script: Script) -> float:
    """Belief in a line, and how much of it is words."""
    told = [w.text.strip(".,:;!?-=⸗\"'„“”»«()") for w in words]
    told = [text for text in told if len(text) > 2]
    tongues = tongues_of(OF_LETTERS[script])
    known = sum(any(t.knows(text) for t in tongues) for text in told) / len(told) if told else 0.0
    return belief_in(words) + 0.35 * known
