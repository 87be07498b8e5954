"""Django for the command line: settings, and a database that is up to date."""

import fcntl
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from settings.home import home_of


def prepare() -> None:
    """Set Django up and bring the database up to date; two processes at once do no harm."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.site")
    home = home_of()
    home.make_folders()
    log_to(home.logs / "skrynia.log")
    import django  # noqa: PLC0415 -- half a second that --help must not pay
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    django.setup()
    with (home.root / "database.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_behind():
            call_command("migrate", interactive=False, verbosity=0)
            provide_first_library()


def log_to(file: Path) -> None:
    """Send every log line to a file, so that the terminal shows sentences only."""
    handler = RotatingFileHandler(file, maxBytes=5_000_000, backupCount=5, delay=True)
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s pid=%(process)d %(message)s")
    )
    logging.raiseExceptions = False  # a full disk costs the log's line, not the sentence shown
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # Prefect's every call to its server


def is_behind() -> bool:
    """Whether tables are missing that the program expects."""
    from django.db import connection  # noqa: PLC0415 -- needs settings
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- as above

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def provide_first_library() -> None:
    """A new home knows one library, the one its settings name."""
    from catalogue.models import Library  # noqa: PLC0415 -- needs Django
    from catalogue.roles import LibraryKind  # noqa: PLC0415 -- as above
    from catalogue.services.people import add_library  # noqa: PLC0415 -- as above
    from settings.work import first_library  # noqa: PLC0415 -- as above

    if not Library.objects.exists():
        add_library(*first_library(), LibraryKind.COUNTY)
