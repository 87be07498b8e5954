"""Judges from outside, each in an environment of its own under build/judges.

``python -m tests.judges ocfl-py`` makes one, from pins with hashes; what is there is left alone.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUDGES = {
    "ocfl-py": ROOT / "requirements/judge-ocfl.txt",
    "ocrmypdf": ROOT / "requirements/judge-ocrmypdf.txt",
}


def judge_folder(name: str) -> Path:
    """Where a judge's environment lies, made or not."""
    return ROOT / "build/judges" / name


def is_ready(name: str) -> bool:
    """Whether a judge was made from the pins as they stand now."""
    stamp = judge_folder(name) / "made-from"
    return stamp.is_file() and stamp.read_text() == _digest(JUDGES[name])


def make_judge(name: str) -> None:
    """Make a judge's environment, unless it is there."""
    if is_ready(name):
        return
    folder = judge_folder(name)
    venv.create(folder, clear=True, with_pip=True)
    pip = [folder / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", JUDGES[name]], check=True)
    (folder / "made-from").write_text(_digest(JUDGES[name]))


def ocfl_complaints(objects: list[Path]) -> str:
    """What ocfl-py says against objects, warnings included; empty where it is content.

    Each object is judged by itself: over a whole root the tool's summary hides bad objects.
    """
    folder = judge_folder("ocfl-py") / "bin"
    ran = subprocess.run(
        [folder / "python", folder / "ocfl-validate.py", *objects],
        capture_output=True,
        text=True,
        check=False,
    )
    content = {f"OCFL v1.1 Object at {path} is VALID" for path in objects}
    lines = (ran.stdout + ran.stderr).splitlines()
    complaints = [line for line in lines if line not in content]
    complaints += sorted(f"no verdict: {line}" for line in content - set(lines))
    return "\n".join(complaints)


def ocfl_root_counts(root: Path) -> tuple[int, int, list[str]]:
    """Objects that ocfl-py finds in a storage root, those it finds good, and its complaints."""
    code = (
        "import sys, ocfl\n"
        "root = ocfl.StorageRoot(root=sys.argv[1])\n"
        "valid = root.validate(log_warnings=True)\n"
        "said = [str(error) for error in root.errors] + root.log.messages\n"
        "said += [] if valid else ['invalid']\n"
        "print(root.num_objects, root.good_objects, *said, sep='\\n')"
    )
    python = judge_folder("ocfl-py") / "bin/python"
    ran = subprocess.run([python, "-c", code, root], capture_output=True, text=True, check=True)
    found, good, *complaints = ran.stdout.splitlines()
    return int(found), int(good), complaints


def _digest(pins: Path) -> str:
    return hashlib.sha256(pins.read_bytes()).hexdigest()


if __name__ == "__main__":
    for wanted in sys.argv[1:] or JUDGES:
        make_judge(wanted)
