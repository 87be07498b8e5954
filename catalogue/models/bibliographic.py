"""Descriptions of publications."""

from django.db import models


class BibRecord(models.Model):
    """A publication (a photograph, a manuscript) as described; its copies are items."""

    title = models.TextField()
    title_sort_key = models.BinaryField(max_length=1000, db_index=True)
    dublin_core = models.JSONField(default=dict)
    source = models.BinaryField(null=True, blank=True)
    """The record as it was given (MARCXML, UNIMARC, CSV …), byte for byte."""
    source_media_type = models.CharField(max_length=100, blank=True)
    source_name = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(source__isnull=True) | ~models.Q(source_media_type=""),
                name="bib_source_says_its_format",
            ),
        )

    def __str__(self) -> str:
        return self.title
