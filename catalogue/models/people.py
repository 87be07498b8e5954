"""Libraries, the people who work in them, and in which role."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from catalogue.roles import LibraryKind, Role
from catalogue.vocabulary import choices_of, one_of


class Library(models.Model):
    """A library: the county's own, or one of a territory that it looks after."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices_of(LibraryKind))

    class Meta:
        ordering = ("code",)
        constraints = (one_of("library_kind", "kind", LibraryKind),)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. What it may do stands in its memberships, nowhere else."""


class Membership(models.Model):
    """A person's role in a library; several roles are several rows."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    library = models.ForeignKey(Library, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=choices_of(Role))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "library", "role"), name="membership_given_once"
            ),
            one_of("membership_role", "role", Role),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.library}"
