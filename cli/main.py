"""The command ``skrynia``: what it can do, and how it ends."""

import logging
import sys

from cli import commands
from cli.language import _
from cli.printing import INTERRUPTED, NOTHING_DONE, complain, notice
from flows.errors import ProgramFaultError
from schemas.errors import LibraryError
from settings.home import home_of


def main() -> None:
    """Run the command; staff read sentences, never a traceback."""
    try:
        commands.app()
    except LibraryError as error:
        complain(error)
        sys.exit(NOTHING_DONE)
    except SystemExit as end:  # Typer's own way of ending, also after Ctrl-C
        if end.code == INTERRUPTED:
            notice(_("Interrupted. Nothing is lost: the same command goes on where it stopped."))
        raise
    except BrokenPipeError:
        sys.exit(INTERRUPTED)
    except Exception as error:  # whatever broke down: kept in the log, told in a sentence
        complain(worded(error))
        sys.exit(NOTHING_DONE)


def worded(error: Exception) -> LibraryError:
    """What staff read of an error that no step expected."""
    from flows.breakdowns import in_words  # noqa: PLC0415 -- loads Django, seldom needed

    logging.getLogger("skrynia.cli").error("command broke down", exc_info=error)
    log = home_of().logs / "skrynia.log"
    return in_words(error) or ProgramFaultError(kind=type(error).__name__, log=log)
