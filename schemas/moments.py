"""Moments as documents write them."""

from datetime import UTC, datetime

#: What stands where a document does not say when something was.
UNKNOWN_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(text: str | None) -> datetime:
    """Read an ISO 8601 moment, aware; ``UNKNOWN_MOMENT`` where there is none."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return UNKNOWN_MOMENT
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
