"""``make qa-pictures``: the example pictures of ``docs/qa-codes.md``; some codes if named."""

import sys

from qa.codes import CODES
from tests.evaluation.qa import running
from tests.evaluation.qa.pictures.drawing import drawn
from tests.evaluation.qa.pictures.examples import examples_of
from tests.evaluation.qa.pictures.linking import FOLDER, link_pictures, picture_of


def main(wanted: list[str]) -> int:
    """Make the pictures of the codes named, or of all; tell which are cards only."""
    running.begin()
    FOLDER.mkdir(parents=True, exist_ok=True)
    codes = set(wanted or CODES)
    left = set(codes)
    for code, example in examples_of(codes):
        picture_of(code).write_bytes(drawn(code, example))
        left.discard(code)
        sys.stdout.write(f"{code}\n")
    for code in sorted(left):
        picture_of(code).write_bytes(drawn(code, None))
    for file in FOLDER.glob("*.jpg"):
        if file.stem not in CODES:
            file.unlink()
    sys.stdout.write(f"Cards only: {', '.join(sorted(left)) or 'none'}.\n")
    sys.stdout.write(f"{link_pictures()} paragraphs got their picture.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
