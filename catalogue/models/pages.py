"""Scans and pages: one shot as it left the device, what a reader turns over, and the recipe."""

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.people import User
from catalogue.states import PageState
from catalogue.vocabulary import choices_of, one_of
from schemas.pages import PageRole, ScanRole


class Scan(models.Model):
    """One shot as it left the device. Its master is never changed."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="scans")
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=choices_of(ScanRole), default=ScanRole.PAGE)
    file = models.TextField()
    """Path within the source folder, with ``/``."""
    image_in_file = models.PositiveIntegerField(default=0)
    """0 for the first image of the file."""
    sha512 = models.CharField(max_length=128)
    """Digest of the whole file."""
    taken_at = models.DateTimeField(null=True, blank=True)
    """When its file was written, as the folder says."""
    facts = models.JSONField(null=True, blank=True)
    """What the header says (schemas.pages.ImageFacts)."""

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("digital_object", "number"), name="scan_number"),
            models.UniqueConstraint(
                fields=("digital_object", "file", "image_in_file"), name="scan_taken_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="scan_number_above_0"),
            one_of("scan_role", "role", ScanRole),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.file}"


class Page(models.Model):
    """What a reader turns over. Its number is given once; its place in the order may change."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=choices_of(PageRole), default=PageRole.TEXT)
    label = models.CharField(max_length=100, blank=True)
    """The number printed on it ("xiv")."""
    label_is_read = models.BooleanField(default=False)
    """Whether the machine read it; what a person or a file's name gives outranks that."""
    state = models.CharField(
        max_length=20, choices=choices_of(PageState), default=PageState.WAITING
    )
    confidence = models.FloatField(null=True, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=100, blank=True)
    """The model or models it was read with."""
    languages = models.CharField(max_length=100, blank=True)
    """ISO 639-3 codes of what was read, the most frequent first, by spaces."""
    estimated_error = models.FloatField(null=True, blank=True)
    """Estimated share of wrong characters in what was read, 0 to 1."""
    reading = models.JSONField(null=True, blank=True)
    """How it was read and why so (``schemas.reading.PageReading``)."""
    read_at = models.DateTimeField(null=True, blank=True)
    scans = models.ManyToManyField(Scan, through="PagePart", related_name="pages")

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(
                fields=("-estimated_error",),
                condition=models.Q(estimated_error__isnull=False),
                name="pages_by_estimated_error",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("digital_object", "number"), name="page_number"),
            models.UniqueConstraint(
                fields=("digital_object", "sequence"),
                condition=~models.Q(state=PageState.SUPERSEDED),
                name="page_order_in_object",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gt=0, sequence__gt=0), name="page_counts_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__isnull=True)
                | models.Q(confidence__gte=0, confidence__lte=1),
                name="page_confidence_0_to_1",
            ),
            one_of("page_role", "role", PageRole),
            one_of("page_state", "state", PageState),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}/p{self.number:04d}"


class PagePart(models.Model):
    """What of one scan goes into a page; all parts together are the page's recipe."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="parts")
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="parts")
    order = models.PositiveIntegerField(default=1)
    rotation_degrees = models.IntegerField(default=0)
    crop = models.JSONField(null=True, blank=True)
    """x, y, width, height in pixels of the turned scan; null for all of it."""
    below = models.BooleanField(default=False)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("page", "order"), name="part_order_in_page"),
            models.CheckConstraint(
                condition=models.Q(rotation_degrees__in=(0, 90, 180, 270)),
                name="part_turned_by_quarters",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id}.{self.order}: scan {self.scan_id}"


class RecipeChange(models.Model):
    """A page's recipe as it was before somebody changed it, so that it can be put back."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="recipe_changes")
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.page_id} {self.at:%F %T}"
