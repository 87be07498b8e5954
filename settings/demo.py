"""The people of the demo: known to everybody, so good only on this machine and in demo mode."""

from dataclasses import dataclass

#: Accounts whose name begins so are the demo's.
PREFIX = "demo-"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An account of the demo."""

    name: str
    password: str
    role: str


DEMO_USERS = (
    DemoUser(f"{PREFIX}skaitmenintoja", "skrynia-rodymui-1", "specialist"),
    DemoUser(f"{PREFIX}vertintoja", "skrynia-rodymui-2", "controller"),
    DemoUser(f"{PREFIX}bibliotekininkas", "skrynia-rodymui-3", "librarian"),
)
