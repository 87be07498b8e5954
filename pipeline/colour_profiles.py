"""The name that an embedded ICC profile gives itself."""

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
