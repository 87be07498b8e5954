"""The limits images are held against, by kind of material: data with a version and sources."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from schemas.objects import Material


@dataclass(frozen=True, slots=True)
class QaProfile:
    """Limits for one kind of material; ``sources`` says where each number comes from."""

    name: str
    version: str
    min_ppi: float
    requires_ppi: bool
    max_ppi_difference_percent: float
    min_length_mm: float
    max_length_mm: float
    min_bits: int
    allows_bilevel: bool
    min_jpeg_quality: int
    requires_icc: bool
    requires_colour: bool
    max_edge_width_px: float
    max_picture_edge_width_px: float
    max_local_edge_ratio: float
    max_edge_ratio: float
    max_aslant_edge_ratio: float
    max_aslant_full_edge_ratio: float
    max_ghost_percent: float
    max_overshoot_percent: float
    max_period_strength: float
    max_noise_l: float
    min_noise_l: float
    max_blockiness: float
    min_paper_l: float
    max_ink_l: float
    is_pictorial: bool
    noted_clipped_percent: float
    max_clipped_percent: float
    max_cast_delta_e: float
    noted_fall_off_percent: float
    max_fall_off_percent: float
    noted_gutter_shadow_percent: float
    max_gutter_shadow_percent: float
    noted_show_through_percent: float
    max_show_through_percent: float
    max_skew_degrees: float
    noted_skew_degrees: float
    min_stray_mm: float
    max_streak_l: float
    max_banding_l: float
    max_moire_percent: float
    max_unclear_moire_percent: float
    max_volume_edge_ratio: float
    max_volume_cast_delta_e: float
    max_volume_l_difference: float
    max_volume_fall_off_percent: float
    max_volume_gutter_shadow_percent: float
    max_volume_size_ratio: float
    volume_sigmas: float
    notes_openings: bool
    min_margin_mm: float
    noted_margin_mm: float
    requires_edges: bool
    max_curl_heights: float
    noted_curl_heights: float
    sources: dict[str, str]


@cache
def profile_for(material: Material) -> QaProfile:
    """The profile of a kind of material."""
    return parse_profile(_text("common"), _text(material.value))


def parse_profile(common: str, own: str) -> QaProfile:
    """Read a profile; every limit must be given, each with its source.

    Args:
        common: the limits of all materials, as TOML.
        own: the material's name and the limits that differ for it.

    Raises:
        KeyError: a limit or its source is missing.
        ValueError: a text is no TOML, or names a limit that does not exist.
    """
    base, data = tomllib.loads(common), tomllib.loads(own)
    limits = {**base["limits"], **data["limits"]}
    names = {field.name for field in fields(QaProfile)} - {"name", "version", "sources"}
    if unknown := set(limits) - names:
        raise ValueError(f"unknown limits: {', '.join(sorted(unknown))}")
    return QaProfile(
        name=data["name"],
        version=f"{base['version']}.{data['version']}",
        sources={name: limits[name]["source"] for name in names},
        **{name: limits[name]["value"] for name in names},
    )


def _text(name: str) -> str:
    return files("qa").joinpath("profiles", f"{name}.toml").read_text(encoding="utf-8")
