"""MIX 2.0: the technical facts of one master image and the device that took it.

The work is in ``mix_writing`` and ``mix_reading``.
"""

from schemas.mix_reading import NotMixError, parse_mix
from schemas.mix_values import DeviceFacts, MixRecord, TargetData
from schemas.mix_writing import build_mix

__all__ = ["DeviceFacts", "MixRecord", "NotMixError", "TargetData", "build_mix", "parse_mix"]
