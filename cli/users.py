"""``skrynia user``: who may sign in."""

import getpass
import sys
from dataclasses import dataclass

from catalogue.roles import Role
from catalogue.services.people import add_user, drawn_password, house_library
from cli.errors import UnknownRoleError
from cli.language import _
from cli.printing import DONE, answers, notices, print_json


@dataclass(frozen=True, slots=True)
class NewUser:
    """The options of one call."""

    name: str
    role: str
    library: str
    email: str
    password_stdin: bool


def run_add(call: NewUser, *, as_json: bool) -> int:
    """Open an account; a password that nobody gave is drawn and shown this once."""
    if call.role not in tuple(Role):
        raise UnknownRoleError(role=call.role, known=", ".join(Role))
    library = call.library or house_library().code
    password, drawn = password_for(call)
    add_user(call.name, password, [(library, Role(call.role))], email=call.email)
    if as_json:
        answer = {"user": call.name, "role": call.role, "library": library}
        print_json(answer | ({"password": password} if drawn else {}))
        return DONE
    answers.print(_("{name} may sign in as {role}, {library}.").format(
        name=call.name, role=call.role, library=library))  # fmt: skip
    if drawn:
        answers.print(_("Password, shown only now: {password}").format(password=password))
    return DONE


def password_for(call: NewUser) -> tuple[str, bool]:
    """The password typed or piped in, else one by chance."""
    if call.password_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if sys.stdin.isatty():
        notices.print(_("Leave empty to have a password made."))
        if typed := getpass.getpass(_("Password: ")):
            return typed, False
    return drawn_password(), True
