"""Pages drawn for the tests of the checks, and how a check sees them."""

from pathlib import Path

import cv2
import numpy as np

from pipeline.viewing import view_page
from qa.page import PageView
from schemas.pages import ImageFacts

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
WORDS = [
    "kaimo",
    "knyga",
    "senas",
    "metai",
    "sodas",
    "upe",
    "laukas",
    "zmones",
    "rytas",
    "diena",
    "kelias",
    "namas",
]
#: A page of 9 x 12 cm at 300 ppi: enough lines of text, quick to draw.
WIDTH, HEIGHT = 1100, 1450


def paper(level=225, noise=3.0, seed=0, size=(HEIGHT, WIDTH)):
    grain = np.random.default_rng(seed).normal(level, noise, size)
    return np.clip(grain, 0, 255).astype(np.uint8)


def printed(seed=0, ink=185, level=225, noise=3.0, lines=22, sigma=0.7):
    """A page of text, its edges as wide as a good scanner leaves them."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for line in range(lines):
        text = " ".join(rng.choice(WORDS, 7 if line % 6 else 4))
        place = (120, 160 + line * 54)
        cv2.putText(mask, text, place, cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 3, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), sigma)
    return np.clip(paper(level, noise, seed) - ink * soft, 0, 255).astype(np.uint8)


def blurred(page, sigma, noise=3.0):
    soft = cv2.GaussianBlur(page.astype(np.float32), (0, 0), sigma)
    grain = np.random.default_rng(7).normal(0, noise, page.shape)
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


def turned(page, degrees):
    """The page turned clockwise about its middle."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    border = cv2.BORDER_REPLICATE
    return cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=border)


def facts_of(page, ppi=300.0, bits=None, media_type="image/png"):
    colours = 1 if page.ndim == 2 else page.shape[2]
    space = "grey" if colours == 1 else "rgb"
    bits = bits or page.dtype.itemsize * 8
    height, width = page.shape[:2]
    return ImageFacts(media_type, width, height, colours, bits, space, "", ppi, ppi)


def saved(page, folder, name="page.png"):
    path = Path(folder) / name
    if page.ndim == 3:
        page = cv2.cvtColor(page, cv2.COLOR_RGB2BGR)
    assert cv2.imwrite(str(path), page, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    return path


def view_of(page, folder, crop=None, **facts) -> PageView:
    return view_page(saved(page, folder), 0, facts_of(page, **facts), crop)


def codes(findings):
    return [finding.code for finding in findings]
