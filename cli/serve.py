"""``skrynia serve``: site and worker in one terminal; in demo mode with the sample book in it."""

import os
import sys

from django.db.models import QuerySet

from catalogue.models import User
from catalogue.roles import Role
from catalogue.services.people import add_user, drawn_password, house_library
from cli.language import _
from cli.printing import DONE, answers, notices
from cli.supervise import Part, listens, see_port_free, site_command, supervise, worker_command
from settings.demo import DEMO_USERS, PREFIX

LOOPBACK = ("127.0.0.1", "localhost", "::1")
COLOURS = {"site": "green", "worker": "yellow"}


def run(host: str, port: int, *, demo: bool) -> int:
    """Start everything, tell the address, and stay until Ctrl-C."""
    see_port_free(host, port)
    if not staff().exists():
        show_first_administrator()
    if demo and host in LOOPBACK:
        os.environ["SKRYNIA_DEMO"] = "1"
        show_demo_users()
    os.environ.setdefault("SKRYNIA_BASE_URL", f"http://{host}:{port}")
    sys.stdout.flush()
    supervise(
        [Part("site", site_command(host, port)), Part("worker", worker_command())],
        say,
        is_open=lambda: listens(host, port),
        announce=lambda: tell_address(host, port),
    )
    answers.print(_("Closed."))
    return DONE


def tell_address(host: str, port: int) -> None:
    """Say where the site is, once it answers there."""
    answers.print(f"\n  {_('Skrynia is open at')}  [bold]http://{host}:{port}[/]\n")
    answers.print(_("Ctrl-C closes it."))
    sys.stdout.flush()


def staff() -> "QuerySet[User]":
    """Accounts of people: neither the demo's nor those of the command line."""
    return User.objects.exclude(username__startswith="shell:").exclude(username__startswith=PREFIX)


def show_first_administrator() -> None:
    """A home without accounts gets one; its password is shown this once."""
    password = drawn_password()
    add_user("admin", password, [(house_library().code, Role.ADMINISTRATOR)])
    answers.print(
        _("First administrator: admin, password {password} (shown only now)").format(
            password=password
        )
    )


def show_demo_users() -> None:
    """Names and passwords of the demo, good on this machine only."""
    answers.print(_("Demo users (this machine only):"))
    for user in DEMO_USERS:
        answers.print(f"  {user.name:22} {user.password}")


def say(part: str, line: str) -> None:
    """One log for all, each line with its part's name."""
    notices.print(f"[{COLOURS.get(part, 'white')}]{part:>7}[/] │ ", end="")
    notices.print(line, markup=False, soft_wrap=True)
