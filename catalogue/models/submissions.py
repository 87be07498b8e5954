"""Under what an object was digitised: project, batch, device; and the collection it belongs to."""

from django.db import models

from catalogue.models.people import Library


class Project(models.Model):
    """A project that pays for or gathers digitisation."""

    library = models.ForeignKey(Library, models.PROTECT, related_name="projects")
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)

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

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("library", "name"), name="device_name_per_library"),
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
