"""What people wrote of a page: corrected words, and transcriptions; layers over the machine's."""

from django.db import models

from catalogue.models.pages import Page
from catalogue.models.people import User
from catalogue.vocabulary import choices_of, one_of
from schemas.human_text import TranscriptionStatus


class Correction(models.Model):
    """What stands at one place of a page, as a person reads it; undone, never deleted."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="corrections")
    region = models.JSONField()
    """x, y, width, height in pixels of the page image."""
    machine_text = models.TextField(blank=True)
    text = models.TextField(blank=True)
    recipe = models.JSONField(default=list)
    """How the page was made when it was corrected: of another image the place means nothing."""
    by = models.ForeignKey(User, models.PROTECT, related_name="corrections")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("page",),
                condition=models.Q(undone_at__isnull=True),
                name="corrections_in_force",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="correction_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.machine_text} → {self.text}"


class PageTranscription(models.Model):
    """One state of a page's transcription; the last stands, the others are its history."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="transcriptions")
    lines = models.JSONField()
    """Text and, where it was marked, region of each line; none where it was taken back."""
    status = models.CharField(max_length=10, choices=choices_of(TranscriptionStatus))
    language = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="transcriptions")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (one_of("transcription_status", "status", TranscriptionStatus),)

    def __str__(self) -> str:
        return f"{self.page_id} {self.status} {self.at:%F %T}"
