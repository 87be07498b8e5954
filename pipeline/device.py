"""What the files themselves say of the device that made them, asked once for a whole object."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemas.mix import DeviceFacts

TIME_LIMIT_SECONDS = 120
_TAGS = ("-Make", "-Model", "-SerialNumber", "-LensModel", "-Software")


def device_facts(files: Sequence[Path], known: DeviceFacts) -> dict[Path, DeviceFacts]:
    """The device of each file: what people know of it, then what the file says.

    A file that tells nothing, or that exiftool cannot read, keeps what is known without it.
    """
    told = _told(files)
    return {file: _joined(known, told.get(str(file), {})) for file in files}


def _told(files: Sequence[Path]) -> dict[str, Mapping[str, Any]]:
    names = "".join(f"{file}\n" for file in files)
    try:
        done = subprocess.run(
            ["exiftool", "-json", "-fast2", *_TAGS, "-@", "-"],
            input=names,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_SECONDS,
            check=False,
        )
        return {str(one["SourceFile"]): one for one in json.loads(done.stdout or "[]")}
    except (FileNotFoundError, subprocess.TimeoutExpired, ValueError):
        return {}


def _joined(known: DeviceFacts, told: Mapping[str, Any]) -> DeviceFacts:
    def said(tag: str) -> str:
        return str(told.get(tag, "")).strip()

    return replace(
        known,
        manufacturer=known.manufacturer or said("Make"),
        model=known.model or said("Model"),
        serial_number=known.serial_number or said("SerialNumber"),
        lens=known.lens or said("LensModel"),
        software=known.software or said("Software"),
        is_camera=bool(said("LensModel")) or known.is_camera,
    )
