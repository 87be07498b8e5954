"""Closed vocabularies in the database: choices for forms, constraints against anything else."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models


def choices_of(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The vocabulary as a model field's choices."""
    return [(term.value, term.value) for term in kind]


def one_of(name: str, field: str, terms: Iterable[StrEnum]) -> models.CheckConstraint:
    """The database's own guard: the field holds one of the vocabulary's terms."""
    values = [term.value for term in terms]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)
