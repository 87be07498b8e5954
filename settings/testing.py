"""Django's settings under test: a home of its own that goes with the process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_MAKER = os.getpid()


def _clear_abandoned_homes() -> None:
    """Homes of processes that were killed, or left without a farewell as mypy does."""
    for home in Path(tempfile.gettempdir()).glob("skrynia-test-*-*"):
        maker = home.name.split("-")[2]
        if maker.isdigit() and not Path("/proc", maker).exists():
            shutil.rmtree(home, ignore_errors=True)


_clear_abandoned_homes()
os.environ["SKRYNIA_HOME"] = tempfile.mkdtemp(prefix=f"skrynia-test-{_MAKER}-")
os.environ.pop("SKRYNIA_DEMO", None)

from settings.site import *  # noqa: F403 -- the site's settings are the ground of these
from settings.site import DATABASES, HOME


def _remove_home() -> None:
    if os.getpid() == _MAKER:  # a forked child leaves the home to its parent
        shutil.rmtree(HOME.root, ignore_errors=True)


atexit.register(_remove_home)

#: Passwords in tests are no secrets; the real hasher would take a quarter second a user.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since threads of a test must meet in it as processes do in life.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME.root / "test.sqlite3")}
