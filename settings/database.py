"""Which database the catalogue lives in: SQLite in the home, or the PostgreSQL of DATABASE_URL."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from settings.errors import BadSettingError
from settings.home import Home

#: How long a writer waits for another before it gives up.
BUSY_SECONDS = 30


def database_of(url: str, home: Home) -> dict[str, Any]:
    """Django's description of the database; an empty ``url`` means the embedded one.

    Raises:
        BadSettingError: the address is none of a PostgreSQL database.
    """
    return _postgres(url) if url else _sqlite(home)


def _sqlite(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home.database_file),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unusable(url) from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise _unusable(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _unusable(url: str) -> BadSettingError:
    shown = url.rpartition("@")[2]  # what stands before the @ is a password
    return BadSettingError(
        name="DATABASE_URL", value=shown, reason="postgresql://user:password@host:port/name"
    )
