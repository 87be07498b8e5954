"""What an embedded ICC profile says of itself: its name, and which pixels it is for."""

import io

from PIL import ImageCms


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
