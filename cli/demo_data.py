"""What a demo begins with: its people and the sample book."""

from datetime import UTC, datetime
from pathlib import Path

from catalogue.models import DigitalObject, Membership, User
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import add_library, add_user, house_library
from catalogue.services.requests import ask_for_flow
from flows.intake import IntakeRequest, plan_intake
from flows.registering import RegisteredObject, register
from samples.book import write_sample_book
from settings.demo import DEMO_USERS, DemoUser
from settings.work import WorkSettings

#: The demo's territory library, which sees only its own objects.
TERRITORY = ("teritorija", "Savivaldybės biblioteka (pavyzdys)")
MARKER = "dc.csv"


def provide_demo(settings: WorkSettings) -> None:
    """People always; the sample book only where there is no object yet, for the worker to do."""
    for user in DEMO_USERS:
        provide_user(user)
    if DigitalObject.objects.exists():
        return
    [registered] = register_sample_book(settings)
    row = DigitalObject.objects.get(name=registered.object_id.rpartition("/")[2])
    ask_for_flow("digitise", row, by=None, now=datetime.now(UTC))


def provide_user(user: DemoUser) -> None:
    """Make an account of the demo, or give it back its password."""
    role = Role(user.role)
    library = house_library()
    if role is Role.LIBRARIAN:
        library = add_library(*TERRITORY, LibraryKind.TERRITORY)
    known = User.objects.filter(username=user.name).first()
    if known is None:
        add_user(user.name, user.password, [(library.code, role)])
        return
    if not known.check_password(user.password):
        known.set_password(user.password)
        known.save(update_fields=("password",))
    Membership.objects.get_or_create(user=known, library=library, role=role)


def register_sample_book(settings: WorkSettings) -> tuple[RegisteredObject, ...]:
    """Typeset and scan the sample book into the home, and register it."""
    folder = sample_book(settings)
    request = IntakeRequest(
        folder=folder,
        metadata=folder / MARKER,
        device="Pavyzdinis skeneris",
        operator="Skrynia",
        project="Pavyzdys",
    )
    return register(plan_intake(request, settings), settings).objects


def sample_book(settings: WorkSettings) -> Path:
    """The sample book's folder; made once, since the same seed gives the same scans."""
    folder = settings.home.root / "demo" / "skrynios-rastai"
    if not (folder / MARKER).exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_sample_book(folder)
    return folder
