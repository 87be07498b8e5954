"""``skrynia language``: a person's choice of what an object is read with."""

import getpass
from datetime import UTC, datetime

from catalogue.queries.objects import find_object
from catalogue.services.human_text import choose_language
from catalogue.services.people import shell_user
from cli.language import _
from cli.object_report import object_report, print_report
from cli.printing import DONE, notice, print_json
from cli.recipe import made_anew
from flows.human_text import remember_language
from settings.work import work_settings


def run(name: str, language: str, *, as_json: bool) -> int:
    """Keep the choice and read the object again; nothing is done where it is read so already.

    Raises:
        UnknownLanguageError: it names no language or model.
    """
    row = find_object(name)
    before = row.language
    choose_language(row, language)
    if row.language != before:
        user, storage = getpass.getuser(), work_settings().storage
        by = shell_user(user).get_username()
        remember_language(row, row.language, storage, by=by, at=datetime.now(UTC))
        return made_anew(row, as_json=as_json)
    notice(_("The object is read so already."))
    report = object_report(row.object_id)
    if as_json:
        print_json(report)
    else:
        print_report(report)
    return DONE
