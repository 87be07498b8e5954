"""The catalogue of a home as tests of flows ask it: objects registered, requests left and read."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from tests.journey.calls import ROOT, Home

#: What the site does: it leaves requests of (kind, object, parameters).
ASK = """
import json, sys
from cli.django import prepare
prepare()
from datetime import UTC, datetime
from catalogue.queries.objects import find_object
from catalogue.services.requests import ask_for_flow
for kind, name, parameters in json.load(sys.stdin):
    ask_for_flow(kind, find_object(name), parameters, by=None, now=datetime.now(UTC))
"""

#: Registers folders and runs nothing, as a demo or a batch does.
REGISTER = """
import json, sys
from pathlib import Path
from cli.django import prepare
prepare()
from flows.intake import IntakeRequest, plan_intake
from flows.registering import register
from settings.work import work_settings
settings = work_settings()
names = []
for folder in json.load(sys.stdin):
    done = register(plan_intake(IntakeRequest(folder=Path(folder)), settings), settings)
    names += [one.object_id.rpartition("/")[2] for one in done.objects]
print(json.dumps(names))
"""

#: Accepts an object as the site does, and leaves the request for its delivery.
ACCEPT = """
import json, sys
from cli.django import prepare
prepare()
from datetime import UTC, datetime
from catalogue.queries.objects import find_object
from catalogue.services.people import shell_user
from catalogue.services.requests import ask_for_flow
from catalogue.services.verdicts import give_verdict
from schemas.findings import Verdict
row, now = find_object(json.load(sys.stdin)), datetime.now(UTC)
give_verdict(row, Verdict.ACCEPT, by=shell_user("test"), now=now, note="seen")
ask_for_flow("export", row, {"target": "vepis"}, by=None, now=now)
print(json.dumps([row.state]))
"""

#: Objects as ``skrynia show`` tells them, with what reading them back has found.
REPORT = """
import json, sys
from cli.django import prepare
prepare()
from cli.object_report import object_report
from flows.auditing import audit_object
from settings.work import work_settings
reports = []
for name in json.load(sys.stdin):
    report = object_report(name)
    audit = audit_object(report["object_id"], work_settings())
    reports.append(report | {"damage": [one.code for one in audit.problems]})
print(json.dumps(reports))
"""

REQUESTS = """
select r.kind, d.name as object, r.state, r.tries, r.worker, r.outcome
from catalogue_flowrequest r join catalogue_digitalobject d on d.id = r.digital_object_id
order by r.id
"""


def told(home: Home, script: str, given: object, **more: str) -> list:
    """What a script in the home's environment answers to plain values."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=home.environment | more | {"SKRYNIA_HOME": str(home.folder)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "[]")


def registered(home: Home, *folders: object) -> list[str]:
    """The names of the folders' objects, which nobody has taken in hand yet."""
    return told(home, REGISTER, [str(folder) for folder in folders])


def ask(home: Home, *asked: tuple[str, str, dict]) -> None:
    """Leave requests of (kind, object, parameters)."""
    told(home, ASK, asked)


def requests_of(home: Home) -> list[dict]:
    """The requests as they stand, asked of the database itself."""
    if url := home.environment.get("DATABASE_URL"):
        with psycopg.connect(url, row_factory=dict_row) as database:
            return database.execute(REQUESTS).fetchall()
    with closing(sqlite3.connect(home.folder / "skrynia.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute(REQUESTS)]
    return [row | {"outcome": json.loads(row["outcome"])} for row in rows]


def reports_of(home: Home, *names: str) -> list[dict]:
    """Objects as ``skrynia show`` tells them, and the damage that reading them back has shown."""
    return told(home, REPORT, names)


def are_kept_once(home: Home, *names: str) -> bool:
    """Whole, in one version, delivered once."""
    for report in reports_of(home, *names):
        assert report["state"] == "Delivered"
        assert {page["state"] for page in report["pages"]} == {"done"}
        assert report["damage"] == []
        assert report["aip"]["version"] == "v1"
        assert len(report["exports"]) == 1
        path = report["aip"]["path"]
        assert path.startswith("s3:") or not (Path(path) / "v2").exists()
    return True


def accept(home: Home, name: str) -> None:
    """Accept an object as the site does; its delivery is a request."""
    assert told(home, ACCEPT, name) == ["Ready"]
