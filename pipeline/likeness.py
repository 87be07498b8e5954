"""What a scan would look like shot as badly as the page before it; looked at in the sandbox."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.viewing import ScanNotViewableError, view_page
from qa.likeness import blurred_signatures
from qa.report import Signature
from schemas.pages import ImageFacts


def signatures_when_blurred(
    path: Path,
    image_in_file: int,
    facts: ImageFacts,
    sigmas_px: Sequence[float],
    *,
    limits: Limits,
) -> tuple[Signature, ...]:
    """The signature of one image of a file at each blur; none where it cannot be looked at."""
    if not sigmas_px:
        return ()
    try:
        return confined(_looked, path, image_in_file, facts, tuple(sigmas_px), limits=limits)
    except (ScanNotViewableError, ConfinedFailure):
        return ()


def _looked(
    path: Path, image_in_file: int, facts: ImageFacts, sigmas_px: tuple[float, ...]
) -> tuple[Signature, ...]:
    return blurred_signatures(view_page(path, image_in_file, facts), sigmas_px)
