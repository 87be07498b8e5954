"""What checks found, and what people decided about it."""

from enum import StrEnum

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.pages import Page
from catalogue.models.people import User
from catalogue.vocabulary import choices_of, one_of
from schemas.findings import Severity
from schemas.findings import Verdict as Decision


class FindingScope(StrEnum):
    """What was looked at when it was found: a page by itself, or the object whole."""

    PAGE = "page"
    OBJECT = "object"
    SESSION = "session"
    """The targets of the object and of the session in which it was scanned."""


class Verdict(models.Model):
    """A person's decision. It is never overwritten; a later row may withdraw it."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="verdicts")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="verdicts")
    decision = models.CharField(max_length=20, choices=choices_of(Decision), blank=True)
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="verdicts")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision="", withdraws__isnull=False)
                | (models.Q(withdraws__isnull=True) & models.Q(decision__in=list(Decision))),
                name="verdict_decides_or_withdraws",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision or 'withdrawn'} {self.at:%F %T}"


class QaFinding(models.Model):
    """One departure from a profile, as measured; its wording stands under its code."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="findings")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="findings")
    scope = models.CharField(max_length=10, choices=choices_of(FindingScope))
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=choices_of(Severity))
    measured = models.FloatField(null=True, blank=True)
    limit = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    region = models.JSONField(null=True, blank=True)
    """x, y, width, height in pixels of the scan as stored."""
    facts = models.JSONField(default=dict, blank=True)
    check_version = models.CharField(max_length=40, blank=True)
    found_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        Verdict, models.PROTECT, null=True, blank=True, related_name="settled_findings"
    )

    class Meta:
        ordering = ("page__sequence", "id")
        indexes = (
            models.Index(
                fields=("digital_object", "page"),
                condition=models.Q(settled_by__isnull=True),
                name="findings_unsettled",
            ),
            models.Index(fields=("code",), name="findings_by_code"),
        )
        constraints = (
            one_of("finding_severity", "severity", Severity),
            models.CheckConstraint(
                condition=~models.Q(scope=FindingScope.PAGE) | models.Q(page__isnull=False),
                name="finding_of_a_page_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.measured if self.measured is not None else ''}".rstrip()

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to look at it any more."""
        return self.settled_by_id is not None or self.severity == Severity.INFO
