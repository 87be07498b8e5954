"""The profile of a VEPIS package: everything the National Library may decide otherwise."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporters.completeness import is_known_field
from exporters.errors import BadProfileError

DEFAULT_PROFILE = Path(__file__).parent / "profiles" / "vepis.toml"
#: The values by which a pattern is tried out when the profile is read.
_TRIAL = {"name": "x1", "library_code": "LT-X", "sequence": 1, "suffix": ".jpg"}


@dataclass(frozen=True, slots=True)
class VepisProfile:
    """Names, image form, digests and mandatory fields of a package."""

    folder: str
    images: str
    text: str
    mets: str
    description: str
    checksums: str
    media_type: str
    longest_side_px: int
    quality: int
    algorithm: str
    mandatory: tuple[str, ...]


@cache
def default_profile() -> VepisProfile:
    """The profile that comes with the program."""
    return read_profile(DEFAULT_PROFILE)


def read_profile(path: Path) -> VepisProfile:
    """Read a profile and try out what it says.

    Raises:
        BadProfileError: a value is missing, of the wrong kind or impossible.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        profile = VepisProfile(
            **data["layout"],
            **data["images"],
            algorithm=data["checksums"]["algorithm"],
            mandatory=tuple(data["mandatory"]["fields"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadProfileError(profile=path.name, reason=error) from error
    _try_out(profile, path.name)
    return profile


def _try_out(profile: VepisProfile, name: str) -> None:
    if profile.algorithm not in hashlib.algorithms_guaranteed or "shake" in profile.algorithm:
        raise BadProfileError(profile=name, reason=profile.algorithm)
    for field in profile.mandatory:
        if not is_known_field(field):
            raise BadProfileError(profile=name, reason=field)
    for pattern in (profile.folder, profile.images, profile.text):
        try:
            pattern.format(**_TRIAL)
        except (KeyError, ValueError, IndexError, AttributeError) as error:
            raise BadProfileError(profile=name, reason=pattern) from error
