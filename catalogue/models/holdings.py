"""What of a publication stands where."""

from django.db import models

from catalogue.models.bibliographic import BibRecord
from catalogue.models.people import Library


class HoldingsRecord(models.Model):
    """What one library holds of a publication (MARC 21 Holdings)."""

    record = models.ForeignKey(BibRecord, models.PROTECT, related_name="holdings")
    library = models.ForeignKey(Library, models.PROTECT, related_name="holdings")
    location = models.CharField(max_length=200, blank=True)
    shelf_mark = models.CharField(max_length=200, blank=True)
    statement = models.TextField(blank=True)
    """In words: which volumes and years."""

    def __str__(self) -> str:
        return f"{self.record}: {self.library} {self.shelf_mark}".rstrip()
