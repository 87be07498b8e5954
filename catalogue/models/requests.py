"""Requests for a flow: the site leaves a row, a dispatcher takes it up."""

from enum import StrEnum

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.people import User
from catalogue.vocabulary import choices_of, one_of


class RequestState(StrEnum):
    """How far a request has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


class FlowRequest(models.Model):
    """Somebody wants a flow run. A request whose worker has died is taken again."""

    kind = models.CharField(max_length=60)
    digital_object = models.ForeignKey(
        DigitalObject, models.CASCADE, null=True, blank=True, related_name="flow_requests"
    )
    parameters = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=128)
    """The same for two requests that ask the same."""
    state = models.CharField(
        max_length=10, choices=choices_of(RequestState), default=RequestState.WAITING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    worker = models.CharField(max_length=200, blank=True)
    tries = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("state", "id"), name="requests_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("fingerprint",),
                condition=models.Q(state=RequestState.WAITING),
                name="one_waiting_request_alike",
            ),
            models.UniqueConstraint(
                fields=("digital_object",),
                condition=models.Q(state=RequestState.TAKEN),
                name="one_taken_request_per_object",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RequestState.TAKEN)
                | (models.Q(heartbeat_at__isnull=False) & ~models.Q(worker="")),
                name="taken_request_has_a_worker",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(RequestState.WAITING, RequestState.TAKEN), finished_at__isnull=True
                )
                | models.Q(
                    state__in=(RequestState.DONE, RequestState.FAILED), finished_at__isnull=False
                ),
                name="finished_request_has_its_moment",
            ),
            one_of("request_state", "state", RequestState),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digital_object_id or ''} ({self.state})"
