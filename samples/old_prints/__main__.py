"""``python -m samples.old_prints OUT --class lit-fraktur --pages 4``: pages, texts and facts."""

import argparse
import json
import sys
from pathlib import Path

from samples.old_prints.classes import CLASSES
from samples.old_prints.fetching import fetch_faces
from samples.old_prints.pages import make_print, png_of
from samples.old_prints.sentences import Part
from schemas.errors import LibraryError


def main(arguments: list[str] | None = None) -> int:
    """Make the pages asked for; what is there already is left alone."""
    parser = argparse.ArgumentParser(prog="python -m samples.old_prints", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--class", dest="classes", action="append", choices=sorted(CLASSES))
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--first", type=int, default=1, help="number of the first page")
    parser.add_argument("--part", type=Part, default=Part.TRAINING, choices=list(Part))
    asked = parser.parse_args(arguments)
    try:
        fetch_faces()
    except LibraryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.classes or CLASSES:
        for number in range(asked.first, asked.first + asked.pages):
            write_print(asked.out, name, asked.part, number)
    return 0


def write_print(folder: Path, name: str, part: Part, number: int) -> Path:
    """Write one page as PNG with its text and facts; returns the PNG."""
    file = folder / f"{name}-{part.value}-{number:04d}.png"
    if file.is_file():
        return file
    made = make_print(CLASSES[name], part, number)
    file.with_suffix(".txt").write_text(made.truth, encoding="utf-8")
    facts = json.dumps(made.facts, ensure_ascii=False, indent=1)
    file.with_suffix(".json").write_text(facts + "\n", encoding="utf-8")
    part_file = file.with_suffix(".part")
    part_file.write_bytes(png_of(made.image, made.facts["wear"]["ppi"]))
    part_file.replace(file)
    return file


if __name__ == "__main__":
    sys.exit(main())
