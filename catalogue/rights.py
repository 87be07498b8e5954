"""Who may do what to what: one table, one function; what is not allowed here is forbidden."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from catalogue.models import DigitalObject, Library, Membership, User
from catalogue.roles import LibraryKind, Role


class Act(StrEnum):
    """What somebody can do."""

    VIEW_OBJECT = "view_object"
    DIGITISE = "digitise"
    GIVE_VERDICT = "give_verdict"
    EDIT_DESCRIPTION = "edit_description"
    EDIT_STRUCTURE = "edit_structure"
    EXPORT = "export"
    VERIFY = "verify"
    RESCAN = "rescan"
    """Take rescans in, confirm their places, undo them."""
    TRACK_ORIGINAL = "track_original"
    """Say where the original is."""
    CORRECT_TEXT = "correct_text"
    """Correct words, transcribe pages, say in which language an object is read."""
    WITHDRAW_OBJECT = "withdraw_object"
    MANAGE_USERS = "manage_users"
    MANAGE_LIBRARY = "manage_library"


ACTS: dict[Role, frozenset[Act]] = {
    Role.ADMINISTRATOR: frozenset(Act),
    Role.SPECIALIST: frozenset(
        {
            Act.VIEW_OBJECT,
            Act.DIGITISE,
            Act.EDIT_DESCRIPTION,
            Act.EDIT_STRUCTURE,
            Act.EXPORT,
            Act.VERIFY,
            Act.RESCAN,
            Act.TRACK_ORIGINAL,
            Act.CORRECT_TEXT,
        }
    ),
    Role.CONTROLLER: frozenset(
        {
            Act.VIEW_OBJECT,
            Act.GIVE_VERDICT,
            Act.EDIT_STRUCTURE,
            Act.VERIFY,
            Act.RESCAN,
            Act.TRACK_ORIGINAL,
            Act.CORRECT_TEXT,
        }
    ),
    Role.LIBRARIAN: frozenset(
        {Act.VIEW_OBJECT, Act.EDIT_DESCRIPTION, Act.TRACK_ORIGINAL, Act.CORRECT_TEXT}
    ),
}

AnyUser = User | AnonymousUser
#: What a right reaches to: an object, a library, or None for the whole house.
Thing = DigitalObject | Library | None


def may(user: AnyUser, act: Act, thing: Thing) -> bool:
    """Whether ``user`` may do ``act`` to ``thing``.

    A role in the county's library reaches every library; one in a territory's library only its
    own. ``None`` is the whole house, which only the county's roles reach.
    """
    return act in acts_of(user, thing)


def acts_of(user: AnyUser, thing: Thing) -> frozenset[Act]:
    """Everything ``user`` may do to ``thing``, in one look."""
    library_pk = _library_of(thing)
    return frozenset(
        act
        for membership in _memberships(user)
        if membership.library.kind == LibraryKind.COUNTY or membership.library_id == library_pk
        for act in ACTS.get(Role(membership.role), frozenset())
    )


def may_somewhere(user: AnyUser, act: Act) -> bool:
    """Whether there is any library where ``user`` may do ``act``: for menus, not for doors."""
    return any(act in ACTS[Role(membership.role)] for membership in _memberships(user))


def libraries_for(user: AnyUser, act: Act) -> QuerySet[Library]:
    """The libraries in which ``user`` may do ``act``."""
    granting = [one for one in _memberships(user) if act in ACTS[Role(one.role)]]
    if any(one.library.kind == LibraryKind.COUNTY for one in granting):
        return Library.objects.all()
    return Library.objects.filter(pk__in=[one.library_id for one in granting])


def visible_objects(user: AnyUser) -> QuerySet[DigitalObject]:
    """The objects that ``user`` may see: those for which ``may`` grants the view."""
    return DigitalObject.objects.filter(library__in=libraries_for(user, Act.VIEW_OBJECT))


def _memberships(user: AnyUser) -> list[Membership]:
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return []
    return list(user.memberships.select_related("library"))


def _library_of(thing: Thing) -> int | None:
    if isinstance(thing, DigitalObject):
        return thing.library_id
    return thing.pk if thing is not None else None
