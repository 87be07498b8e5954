"""Accounts, libraries, and who is what where."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.errors import PasswordRefusedError, UnknownLibraryError, UserExistsError
from catalogue.models import Library, Membership, User
from catalogue.roles import LibraryKind, Role


def add_user(
    name: str,
    password: str,
    roles: Iterable[tuple[str, Role]],
    *,
    full_name: str = "",
    email: str = "",
) -> User:
    """Open an account with roles, each in the library of the code given.

    Raises:
        PasswordRefusedError: it is too easy to guess.
        UserExistsError: the name is taken.
        UnknownLibraryError: no library has one of the codes.
    """
    first, _, last = full_name.partition(" ")
    user = User(username=name, email=email, first_name=first, last_name=last)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefusedError(reasons=" ".join(error.messages)) from None
    user.set_password(password)
    with transaction.atomic():
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            raise UserExistsError(name=name) from None
        for code, role in roles:
            give_role(user, get_library(code), role)
    return user


def give_role(user: User, library: Library, role: Role) -> Membership:
    """Make somebody something in a library; a second time changes nothing."""
    return Membership.objects.get_or_create(user=user, library=library, role=role)[0]


def take_role(user: User, library: Library, role: Role) -> None:
    """Take a role away again."""
    Membership.objects.filter(user=user, library=library, role=role).delete()


def add_library(code: str, name: str, kind: LibraryKind) -> Library:
    """Enter a library; one of this code that is there already stays as it is."""
    return Library.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})[0]


def house_library() -> Library:
    """The house itself: the first county library; every home is made with one.

    Raises:
        UnknownLibraryError: there is none.
    """
    found = Library.objects.filter(kind=LibraryKind.COUNTY).order_by("id").first()
    if found is None:
        raise UnknownLibraryError(library_code=LibraryKind.COUNTY, known="–")
    return found


def get_library(code: str) -> Library:
    """The library of this code.

    Raises:
        UnknownLibraryError: there is none.
    """
    found = Library.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Library.objects.values_list("code", flat=True)) or "–"
        raise UnknownLibraryError(library_code=code, known=known)
    return found


def drawn_password() -> str:
    """A password by chance, to be shown once."""
    return secrets.token_urlsafe(12)


def shell_user(name: str) -> User:
    """The account under which somebody works at the command line; nobody signs in with it."""
    user, is_new = User.objects.get_or_create(username=f"shell:{name}"[:150])
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=("password",))
    return user
