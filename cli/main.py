"""The command ``skrynia``: what it can do, and how it ends."""

import sys

from cli import commands
from cli.language import _
from cli.printing import INTERRUPTED, NOTHING_DONE, complain, notice
from schemas.errors import LibraryError


def main() -> None:
    """Run the command; staff read sentences, never a traceback."""
    try:
        commands.app()
    except LibraryError as error:
        complain(error)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        notice(_("Interrupted. Nothing is lost: the same command goes on where it stopped."))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.exit(INTERRUPTED)
