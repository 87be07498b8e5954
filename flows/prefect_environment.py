"""The settings Prefect reads from the environment; they must stand before it is imported."""

import os
from pathlib import Path

#: How long Prefect keeps its own record of runs. It is never the object's history.
RUNS_KEPT_SECONDS = 30 * 24 * 3600


def common_environment(folder: Path) -> dict[str, str]:
    """What client and server share: no word to the outside, no home but ours."""
    return {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(folder),
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
        # 2 + 4 seconds: with a server that is gone a run ends soon and goes on later.
        "PREFECT_CLIENT_MAX_RETRIES": "2",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
    }


def server_environment(folder: Path) -> dict[str, str]:
    """What the server needs beside that: quiet services off, old runs pruned."""
    off = ("SCHEDULER", "LATE_RUNS", "PAUSE_EXPIRATIONS", "TRIGGERS", "EVENT_PERSISTER")
    return common_environment(folder) | {
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_UI_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(RUNS_KEPT_SECONDS),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "300",
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in off},
    }


def point_client_at(url: str, folder: Path) -> None:
    """Let Prefect in this process speak to the server at ``url``. Call before importing it."""
    os.environ.update(common_environment(folder))
    os.environ["PREFECT_API_URL"] = url
