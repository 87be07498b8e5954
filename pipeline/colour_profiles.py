"""What an embedded ICC profile says of itself: its name, and which pixels it is for."""

import io
from typing import NamedTuple

from PIL import ImageCms

#: Places in a profile's header (ICC.1, 7.2), and what stands there.
_CLASS_AT, _SPACE_AT, _SIGNATURE_AT, _HEADER_BYTES = 12, 16, 36, 128
_CLASSES = {b"scnr": "input", b"mntr": "display", b"prtr": "output", b"spac": "space"}
_SPACES = {b"RGB ": "rgb", b"GRAY": "grey", b"CMYK": "cmyk", b"Lab ": "lab"}


class ProfileFacts(NamedTuple):
    """A profile in short; ``colour_space`` is None where there is none, or ``damaged``."""

    name: str | None = None
    colour_space: str | None = None
    device_class: str = ""


def profile_facts(data: bytes | None) -> ProfileFacts:
    """What a profile says it is."""
    if not data:
        return ProfileFacts()
    signature = data[_SIGNATURE_AT : _SIGNATURE_AT + 4]
    if len(data) < _HEADER_BYTES or signature != b"acsp":
        return ProfileFacts(None, "damaged")
    name = profile_name(data)
    space = _SPACES.get(data[_SPACE_AT : _SPACE_AT + 4], "other")
    kind = _CLASSES.get(data[_CLASS_AT : _CLASS_AT + 4], "other")
    return ProfileFacts(name, space if _opens(data) else "damaged", kind)


def profile_name(data: bytes | None) -> str | None:
    """The profile's description; None where there is none or it is damaged."""
    if not data:
        return None
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(data))
        name = ImageCms.getProfileDescription(profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return " ".join(name.replace("\0", "").split())[:200] or None


def is_profile_of(data: bytes, bands: int) -> bool:
    """Whether this is a sound profile for pixels of so many bands; libvips would take sRGB else."""
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(data)).profile
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
    return {1: "GRAY", 3: "RGB"}.get(bands) == profile.xcolor_space.strip()


def _opens(data: bytes) -> bool:
    try:
        ImageCms.getOpenProfile(io.BytesIO(data))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
    return True
