"""The log of who did what and what broke down, for whoever runs the system."""

import logging

LOGGER = logging.getLogger("skrynia.flows")


def log_breakdown(about: str, error: BaseException | object) -> None:
    """Keep the whole traceback of a fault in the program."""
    cause = error if isinstance(error, BaseException) else None
    LOGGER.error("breakdown about=%s kind=%s", about, type(error).__name__, exc_info=cause)


def log_page(page_id: str, worker: str, seconds: float) -> None:
    """Keep where a page was done."""
    LOGGER.info("page page_id=%s worker=%s seconds=%.1f", page_id, worker, seconds)
