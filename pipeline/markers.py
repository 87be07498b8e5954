"""How far an object's pages have come, counted by the markers their steps leave."""

from pathlib import Path

from pipeline.page import STEPS

PAGES = "pages"
CAPTURE = "capture"


def steps_done(folder: Path) -> dict[str, int]:
    """Per step, how many pages (or files, for capture) of the object's work folder are done."""
    done = dict.fromkeys(STEPS, 0)
    done["capture"] = sum(1 for _ in (folder / CAPTURE).glob("*.done.json"))
    for step in STEPS[1:]:
        done[step] = sum(1 for _ in (folder / PAGES).glob(f"*/{step}.done.json"))
    return done
