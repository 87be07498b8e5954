"""PP-OCRv6 as the package ``rapidocr`` carries it: reads lines that another engine found.

Only the weights of the package are used, through onnxruntime, with one thread and no network; the
package itself is never imported. The model knows every letter of the Latin alphabets, also ą č ę ė
į š ų ū ž and ſ, and no Cyrillic or Hebrew. Its answer is kept as probabilities, so that readings
of other engines can be weighed by it.
"""

import importlib.util
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.engines.base import EngineError

NAME = "rapidocr"
MODEL = "PP-OCRv6_rec_small"
#: Height the model was trained on, in pixels.
LINE_PX = 48
#: Wider lines are read in no more columns; 40 times as wide as high is a line of a newspaper's
#: full width.
MOST_PX = 48 * 40
#: Signs beside letters and figures that old print has.
_SIGNS = " .,:;!?-–—=/()[]\"'„“”«»‚‘’*†§&%+·…№°½¼¾|"
#: Below this a probability is no evidence but rounding.
FLOOR = 1e-6

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LineReading:
    """What was read on one line, and how sure the model was of every character at every step."""

    text: str
    confidence: float
    """The mean over the characters, 0 to 1."""
    steps: tuple[tuple[int, int], ...]
    """Of every character of the text the first step at which it stands and the one after."""
    probabilities: Floats
    """Steps by characters of the alphabet, the blank first; each row adds up to 1."""

    def likelihood_of(self, text: str, start: int, end: int) -> float:
        """Logarithm of how likely the steps from ``start`` to ``end`` show a text."""
        return _likelihood(self.probabilities[start:end], [alphabet().get(c, -1) for c in text])


def is_installed() -> bool:
    """Whether the weights are there."""
    return _weights() is not None


def installed_version() -> str:
    """The version of the package that carries the weights; empty where it is not there."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return ""


def read_lines(pictures: Sequence[NDArray[np.uint8]]) -> list[LineReading]:
    """Read cut-out lines, each an 8-bit grey picture.

    Raises:
        EngineError: the weights are missing, or the library gave up.
    """
    return [_read(picture) for picture in pictures]


def _read(picture: NDArray[np.uint8]) -> LineReading:
    session = _session()
    try:
        [found] = session.run(None, {session.get_inputs()[0].name: _prepared(picture)})
    except Exception as error:  # the library raises classes of its own for every kind of fault
        raise EngineError("RapidOCR gave up") from error
    columns = _columns()
    probabilities = np.maximum(found[0][:, columns], FLOOR)
    return decoded(probabilities / probabilities.sum(axis=1, keepdims=True))


def _prepared(picture: NDArray[np.uint8]) -> Floats:
    height, width = picture.shape
    wide = min(MOST_PX, max(LINE_PX, math.ceil(LINE_PX * width / height)))
    way = cv2.INTER_AREA if height > LINE_PX else cv2.INTER_LINEAR
    scaled = cv2.resize(picture, (wide, LINE_PX), interpolation=way)
    grey = (scaled.astype(np.float32) / 255 - 0.5) / 0.5
    return np.repeat(grey[None, None], 3, axis=1)


def decoded(probabilities: Floats) -> LineReading:
    """The likeliest character at every step, repetitions and blanks taken out."""
    letters = list(alphabet())
    best = probabilities.argmax(axis=1)
    text: list[str] = []
    steps: list[tuple[int, int]] = []
    beliefs: list[float] = []
    before = 0
    for step, index in enumerate(best):
        if index and index != before:
            text.append(letters[index])
            steps.append((step, step + 1))
            beliefs.append(float(probabilities[step, index]))
        elif index:
            steps[-1] = (steps[-1][0], step + 1)
            beliefs[-1] = max(beliefs[-1], float(probabilities[step, index]))
        before = int(index)
    belief = sum(beliefs) / len(beliefs) if beliefs else 0.0
    return LineReading("".join(text), belief, tuple(steps), probabilities)


def _likelihood(probabilities: Floats, indices: Sequence[int]) -> float:
    """Sum over all ways in which the steps spell these characters (CTC), as a logarithm."""
    if not len(probabilities):
        return 0.0 if not indices else len(indices) * math.log(FLOOR)
    spelt = [0]
    for index in indices:
        spelt += [index, 0]
    known = np.asarray(spelt)
    logs = np.log(np.where(known >= 0, probabilities[:, np.maximum(known, 0)], FLOOR))
    skips = np.zeros(len(known), bool)
    skips[2:] = (known[2:] != 0) & (known[2:] != known[:-2])
    ways = np.full(len(known), -np.inf)
    ways[:2] = logs[0, :2]
    for row in logs[1:]:
        one = np.concatenate(([-np.inf], ways[:-1]))
        two = np.where(skips, np.concatenate(([-np.inf, -np.inf], ways[:-2]))[: len(ways)], -np.inf)
        ways = np.logaddexp(np.logaddexp(ways, one), two) + row
    end = float(np.logaddexp(ways[-1], ways[-2])) if len(ways) > 1 else float(ways[-1])
    return max(end, (len(indices) + 1) * math.log(FLOOR))


@cache
def alphabet() -> dict[str, int]:
    """The characters that are looked for, with their place in a row of probabilities."""
    return {character: place for place, (character, _) in enumerate(_wanted())}


@cache
def _columns() -> NDArray[np.intp]:
    return np.asarray([column for _, column in _wanted()])


@cache
def _wanted() -> tuple[tuple[str, int], ...]:
    """Latin letters, figures and signs with their column in the model's own answer."""
    listed = _session().get_modelmeta().custom_metadata_map["character"].splitlines()
    known = ["", *listed, " "]
    chosen = {"": 0}
    for column, character in enumerate(known):
        if is_wanted(character):
            chosen.setdefault(character, column)
    return tuple(chosen.items())


def is_wanted(character: str) -> bool:
    """Whether a character may stand in European print with Latin letters."""
    if len(character) != 1:
        return False
    if character.isascii():
        return character.isalnum() or character in _SIGNS
    return character in _SIGNS or "LATIN" in unicodedata.name(character, "")


@cache
def _weights() -> Path | None:
    try:
        package = importlib.util.find_spec(NAME)
    except (ImportError, ValueError):
        return None
    for folder in (package.submodule_search_locations or ()) if package else ():
        file = Path(folder) / "models" / f"{MODEL}.onnx"
        if file.is_file():
            return file
    return None


@cache
def _session() -> onnxruntime.InferenceSession:
    """The model, loaded once a process, when first asked for."""
    weights = _weights()
    if weights is None:
        raise EngineError("the weights of RapidOCR are not installed")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
