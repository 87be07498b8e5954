"""Under what an object was digitised: project, batch, device; and the collection it belongs to."""

from django.db import models

from catalogue.models.people import Library
from catalogue.sessions import WhenMissing
from catalogue.vocabulary import choices_of, one_of


class Project(models.Model):
    """A project that pays for or gathers digitisation."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="projects")
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    sampling_plan = models.CharField(max_length=40, blank=True)
    """By which people look at a sample beside the machine; empty: none is drawn."""
    allows_own_verdicts = models.BooleanField(default=False)
    """Whether operators may judge what they scanned themselves."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("library", "name"), name="project_name_per_library"),
        )

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """Objects that go through the work together."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="batches")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "batches"
        constraints = (
            models.UniqueConstraint(fields=("library", "name"), name="batch_name_per_library"),
        )

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """What captured the images, with lens and software as set up."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="devices")
    name = models.CharField(max_length=200)
    maker = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=200, blank=True)
    serial_number = models.CharField(max_length=100, blank=True)
    lens = models.CharField(max_length=200, blank=True)
    software = models.CharField(max_length=200, blank=True)

    valid_hours = models.PositiveIntegerField(null=True, blank=True)
    """A target speaks for so many hours; without hours and images none is asked for."""
    valid_images = models.PositiveIntegerField(null=True, blank=True)
    standard = models.CharField(max_length=40, blank=True)
    """The standard a target must satisfy (``fadgi-2016`` …); empty: any graded target will do."""
    level = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=40, default="bound-general")
    """Kind of original by FADGI, for which the limits of the standards are taken."""
    when_missing = models.CharField(
        max_length=10, choices=choices_of(WhenMissing), default=WhenMissing.WARNING
    )
    alarms = models.JSONField(default=dict, blank=True)
    """By measure: the lowest and the highest value without alarm, either may be null."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("library", "name"), name="device_name_per_library"),
            models.CheckConstraint(
                condition=models.Q(standard="", level="")
                | (~models.Q(standard="") & ~models.Q(level="")),
                name="device_standard_with_level",
            ),
            one_of("device_when_missing", "when_missing", WhenMissing),
        )

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """What belongs together in readers' eyes: a fonds, an album, a newspaper's run."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="collections")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=200)
    name_sort_key = models.BinaryField(max_length=1000, db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="collection_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name
