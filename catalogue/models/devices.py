"""Targets graded: how true a device was at a moment, whole enough to be printed again."""

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.pages import Scan
from catalogue.models.people import User
from catalogue.models.submissions import Device
from catalogue.sessions import Outcome
from catalogue.vocabulary import choices_of, one_of


class TargetGrading(models.Model):
    """One target as it was graded: shot with an object, or a file that stands alone."""

    device = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="gradings"
    )
    digital_object = models.ForeignKey(
        DigitalObject, models.CASCADE, null=True, blank=True, related_name="gradings"
    )
    scan = models.ForeignKey(
        Scan, models.CASCADE, null=True, blank=True, related_name="target_gradings"
    )
    is_beside = models.BooleanField(default=False)
    """It lies beside a page; the scan shows both."""
    file_name = models.TextField()
    sha512 = models.CharField(max_length=128)
    taken_at = models.DateTimeField()
    graded_at = models.DateTimeField()
    operator = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """Who had it graded; null where a flow did."""

    kind = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=200, blank=True)
    """The chart's name."""
    measures = models.JSONField(default=dict, blank=True)
    """Each measure that was made, by name: the value that stands for all."""
    levels = models.JSONField(default=dict, blank=True)
    """By standard that could judge: ``levels`` (best first), ``level``, ``is_complete``."""
    report = models.JSONField(default=dict, blank=True)
    """The grading whole (qa.targets.report.TargetReport); empty where there is none."""
    ungraded = models.CharField(max_length=40, blank=True)
    """Why there is no grading: a key of qa.wordings.targets.UNGRADED_REASONS."""
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome))
    """By what the device's policy asks for; judged anew when the policy changes."""

    class Meta:
        ordering = ("taken_at", "id")
        indexes = (models.Index(fields=("device", "taken_at"), name="gradings_by_device"),)
        constraints = (
            models.UniqueConstraint(fields=("scan",), name="scan_graded_once"),
            models.UniqueConstraint(
                fields=("device", "sha512"),
                condition=models.Q(digital_object__isnull=True),
                name="file_graded_once_per_device",
            ),
            models.CheckConstraint(
                condition=models.Q(device__isnull=False) | models.Q(scan__isnull=False),
                name="grading_of_device_or_scan",
            ),
            models.CheckConstraint(
                condition=models.Q(scan__isnull=True, digital_object__isnull=True)
                | models.Q(scan__isnull=False, digital_object__isnull=False),
                name="graded_scan_has_its_object",
            ),
            one_of("grading_outcome", "outcome", Outcome),
        )

    def __str__(self) -> str:
        return f"{self.file_name} {self.taken_at:%F %T}: {self.outcome}"
