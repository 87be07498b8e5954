"""The same page, sharp and blurred: a signature as a blurred shot of the page would have it.

Blur melts letters together, so that the signature of a page out of focus is not that of its sharp
rescan. Blurred alike, they agree again.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from qa.page import PageView
from qa.report import Signature
from qa.signature import signature_of


def blurred_signatures(page: PageView, sigmas_px: Sequence[float]) -> tuple[Signature, ...]:
    """The page's signature at each blur, given as the width of edges in pixels of the scan."""
    return tuple(signature_of(_blurred(page, sigma)) for sigma in sigmas_px)


def _blurred(page: PageView, sigma_px: float) -> PageView:
    sigma = max(sigma_px / page.shrink, 0.1)
    blurred = cv2.GaussianBlur(page.colour, (0, 0), sigma)
    return replace(page, colour=np.asarray(blurred, dtype=np.uint8))
