"""Digital objects: what they are, of which works and copies, and where they are in the work."""

from django.db import models

from catalogue.models.bibliographic import BibRecord
from catalogue.models.items import Item
from catalogue.models.people import Library
from catalogue.models.submissions import Batch, Collection, Device, Project
from catalogue.states import ObjectState
from catalogue.vocabulary import choices_of, one_of
from schemas.identifiers import ObjectId
from schemas.objects import Material


class DigitalObject(models.Model):
    """The digital form of something, whatever files it has. It need not have pages."""

    naan = models.CharField(max_length=9)
    name = models.CharField(max_length=40, unique=True)
    """The name part of the ARK; in a URL it stands alone."""
    library = models.ForeignKey(Library, models.PROTECT, related_name="digital_objects")
    material = models.CharField(max_length=20, choices=choices_of(Material))
    state = models.CharField(
        max_length=20, choices=choices_of(ObjectState), default=ObjectState.CAPTURED
    )
    title = models.TextField()
    title_sort_key = models.BinaryField(max_length=1000)
    title_search = models.TextField(blank=True)
    """The title without capitals and diacritics."""
    profile = models.CharField(max_length=40)
    """The QA profile."""
    language = models.CharField(max_length=100, blank=True)
    """Models the text is read with, joined by ``+``."""

    identity_digest = models.CharField(max_length=128)
    """SHA-512 over the library's code and the ordered digests of the scans."""
    as_new = models.PositiveIntegerField(default=0)
    """0 for the first object of these scans; each further one was asked for."""
    source_folder = models.TextField(blank=True)
    """Where the scans came from; with a part's label where one folder held several objects."""
    ignored = models.JSONField(default=list, blank=True)
    """What lay there and was not taken: ``path`` and ``reason`` of each."""

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="digital_objects"
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="digital_objects"
    )
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="digital_objects"
    )
    operator = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    """When the last of its files was written by the device, as the files themselves say."""
    collections = models.ManyToManyField(Collection, related_name="digital_objects", blank=True)
    records = models.ManyToManyField(
        BibRecord, through="ObjectRecord", related_name="digital_objects"
    )
    items = models.ManyToManyField(Item, through="ObjectItem", related_name="digital_objects")

    expected_pages = models.PositiveIntegerField(null=True, blank=True)
    expected_leaves = models.PositiveIntegerField(null=True, blank=True)
    """Counted on the preparation sheet; null where nobody counted."""
    missing_leaves = models.JSONField(default=list, blank=True)
    """Printed numbers of what the original itself lacks, as texts: "17–18"."""

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    aip_location = models.TextField(blank=True)
    aip_version = models.PositiveIntegerField(default=0)
    """The newest version in preservation storage; 0 while there is none."""
    step_seconds = models.JSONField(default=dict, blank=True)
    scan_count = models.PositiveIntegerField(default=0)
    page_count = models.PositiveIntegerField(default=0)
    open_findings = models.PositiveIntegerField(default=0)
    """Warnings and errors that no verdict has settled."""

    class Meta:
        indexes = (
            models.Index(fields=("title_sort_key", "id"), name="objects_by_title"),
            models.Index(fields=("state", "title_sort_key", "id"), name="objects_by_state"),
            models.Index(fields=("library", "created_at"), name="objects_by_library"),
            models.Index(fields=("device", "scanned_at"), name="objects_by_device"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("identity_digest", "as_new"), name="one_object_per_identity"
            ),
            models.CheckConstraint(
                condition=models.Q(aip_version=0, aip_location="")
                | (models.Q(aip_version__gt=0) & ~models.Q(aip_location="")),
                name="object_aip_whole",
            ),
            one_of("object_state", "state", ObjectState),
            one_of("object_material", "material", Material),
        )

    def __str__(self) -> str:
        return f"{self.object_id} {self.title}"

    @property
    def object_id(self) -> ObjectId:
        """The object's ARK."""
        return ObjectId(f"ark:/{self.naan}/{self.name}")


class ObjectRecord(models.Model):
    """An object shows a work, or a part of it; the first record gives the object's title."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="record_links")
    record = models.ForeignKey(BibRecord, models.PROTECT, related_name="object_links")
    sequence = models.PositiveIntegerField(default=1)
    part = models.CharField(max_length=200, blank=True)
    """Which part of the work: a volume, an issue."""

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("digital_object", "record"), name="record_shown_once"),
            models.UniqueConstraint(
                fields=("digital_object", "sequence"), name="record_order_in_object"
            ),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}: {self.record_id} {self.part}".rstrip()


class ObjectItem(models.Model):
    """An object was made from a copy; a defective copy is completed from others."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="item_links")
    item = models.ForeignKey(Item, models.PROTECT, related_name="object_links")
    sequence = models.PositiveIntegerField(default=1)
    note = models.CharField(max_length=400, blank=True)
    """What of the copy: the pages it completed."""

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("digital_object", "item"), name="item_used_once"),
            models.UniqueConstraint(
                fields=("digital_object", "sequence"), name="item_order_in_object"
            ),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}: {self.item_id} {self.note}".rstrip()


class Identifier(models.Model):
    """A name that somebody gave an object or a publication: shelf mark, LIBIS, VEPIS, ISBN."""

    digital_object = models.ForeignKey(
        DigitalObject, models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    record = models.ForeignKey(
        BibRecord, models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    kind = models.CharField(max_length=40)
    value = models.CharField(max_length=400)

    class Meta:
        indexes = (models.Index(fields=("kind", "value"), name="identifiers_by_value"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(digital_object__isnull=True, record__isnull=False)
                | models.Q(digital_object__isnull=False, record__isnull=True),
                name="identifier_names_one_thing",
            ),
            models.UniqueConstraint(
                fields=("digital_object", "kind", "value"), name="identifier_once_per_object"
            ),
            models.UniqueConstraint(
                fields=("record", "kind", "value"), name="identifier_once_per_record"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
