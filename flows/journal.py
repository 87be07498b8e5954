"""The log of what broke down, for whoever runs the system; staff read sentences instead."""

import logging

LOGGER = logging.getLogger("skrynia.flows")


def log_breakdown(about: str, error: BaseException | object) -> None:
    """Keep the whole traceback of a fault in the program."""
    cause = error if isinstance(error, BaseException) else None
    LOGGER.error("breakdown about=%s kind=%s", about, type(error).__name__, exc_info=cause)
