"""Physical copies."""

from django.db import models

from catalogue.models.bibliographic import BibRecord
from catalogue.models.holdings import HoldingsRecord
from catalogue.models.people import Library


class Item(models.Model):
    """One physical thing: a copy, or a binding that holds several works (konvoliutas)."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="items")
    # Null where there is none: two empty barcodes would collide.
    barcode = models.CharField(max_length=64, null=True, blank=True, unique=True)
    shelf_mark = models.CharField(max_length=200, blank=True, db_index=True)
    holdings = models.ForeignKey(
        HoldingsRecord, models.PROTECT, null=True, blank=True, related_name="items"
    )
    records = models.ManyToManyField(BibRecord, related_name="items", blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(barcode=""), name="item_barcode_not_empty"),
        )

    def __str__(self) -> str:
        return self.barcode or self.shelf_mark or f"item {self.pk}"
