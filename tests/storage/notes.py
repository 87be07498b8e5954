"""What a version is made with, where a test does not look at it."""

from datetime import UTC, datetime

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
NOTE = {
    "message": "Taken in",
    "user_name": "Ona",
    "user_address": "mailto:ona@example.org",
    "created_at": NOON,
}
ARK = "ark:/99999/x5k2n8d4wq"
#: What an object holds before and after a write that is interrupted.
OLD = {"a.tif": b"scan", "mets.xml": b"old"}
NEW = {"a.tif": b"scan", "b.tif": b"second scan", "mets.xml": b"new"}
