"""What happened to an object: events, changes of state, deliveries. Rows are only added."""

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.people import User
from catalogue.states import ObjectState
from catalogue.vocabulary import choices_of, one_of
from schemas.events import AgentKind, EventType


class PreservationEvent(models.Model):
    """Something done to an object or its files (PREMIS event)."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="events")
    type = models.CharField(max_length=60, choices=choices_of(EventType))
    at = models.DateTimeField()
    agent_name = models.CharField(max_length=200)
    agent_kind = models.CharField(max_length=20, choices=choices_of(AgentKind))
    agent_version = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=20)
    detail = models.TextField(blank=True)
    about = models.JSONField(default=list, blank=True)
    """Logical paths of the files concerned; empty where the whole object is meant."""

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=("success", "warning", "failure")),
                name="event_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.type}: {self.outcome}"


class StateChange(models.Model):
    """One step of an object through the table of states: from, to, who, when, why."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="state_changes")
    from_state = models.CharField(max_length=20, choices=choices_of(ObjectState), blank=True)
    to_state = models.CharField(max_length=20, choices=choices_of(ObjectState))
    trigger = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """Null where the system itself moved the object."""
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (one_of("state_change_to", "to_state", ObjectState),)

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Delivery(models.Model):
    """One handing-over of an object's package."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="deliveries")
    target = models.CharField(max_length=60)
    """To whom: vepis, europeana …"""
    path = models.TextField()
    state = models.CharField(max_length=20, default="made")
    """made; later steps of the receiver: sent, accepted, refused."""
    sha512 = models.CharField(max_length=128, blank=True)
    aip_version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.target}: {self.path}"
