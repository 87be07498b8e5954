"""Django's settings under test: a home of its own that goes with the process."""

import atexit
import os
import shutil
import tempfile

_MAKER = os.getpid()
os.environ["SKRYNIA_HOME"] = tempfile.mkdtemp(prefix="skrynia-test-")
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
