"""Rescans: pages that are missing, scans that arrived, what they replaced; where originals are."""

from enum import StrEnum

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.pages import Page, RecipeChange, Scan
from catalogue.models.people import Library, User
from catalogue.models.quality import Verdict
from catalogue.vocabulary import choices_of, one_of
from schemas.rescans import PlacementKind


class ArrivalState(StrEnum):
    """How far the scans of one arrival have come."""

    ARRIVING = "arriving"
    """Being copied and looked at."""
    PROPOSED = "proposed"
    """Each has a place proposed; a person confirms."""
    CONFIRMED = "confirmed"
    UNDONE = "undone"
    DISCARDED = "discarded"


#: An object has one arrival at a time in these states.
OPEN_ARRIVALS = (ArrivalState.ARRIVING, ArrivalState.PROPOSED)


class OriginalPlace(StrEnum):
    """Where the original is, as far as somebody said."""

    DEPARTMENT = "department"
    LIBRARY = "library"
    ELSEWHERE = "elsewhere"


class OriginalWhereabouts(models.Model):
    """Where the original of an object was from a day on. The last row counts; none: unknown."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="whereabouts")
    place = models.CharField(max_length=20, choices=choices_of(OriginalPlace))
    library = models.ForeignKey(
        Library, models.PROTECT, null=True, blank=True, related_name="originals_held"
    )
    """The library that has it, where the place is a library."""
    since = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "original whereabouts"
        ordering = ("id",)
        constraints = (
            one_of("original_place", "place", OriginalPlace),
            models.CheckConstraint(
                condition=models.Q(place=OriginalPlace.LIBRARY.value, library__isnull=False)
                | (~models.Q(place=OriginalPlace.LIBRARY.value) & models.Q(library__isnull=True)),
                name="original_in_a_library_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}: {self.place} {self.library or ''}".rstrip()


class MissingPage(models.Model):
    """Somebody wants a page scanned that the object does not have."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="missing_pages")
    after = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="missing_after"
    )
    """The page before it; null where it belongs before the first."""
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="missing_page_withdrawn_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}: after {self.after_id or 'nothing'}"


class RescanArrival(models.Model):
    """Scans that came in one folder for the lines of the rescan list of one object."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="arrivals")
    number = models.PositiveIntegerField()
    source_folder = models.TextField()
    identity_digest = models.CharField(max_length=128)
    """SHA-512 over the ordered digests of its scans: the same folder again is known by it."""
    state = models.CharField(
        max_length=20, choices=choices_of(ArrivalState), default=ArrivalState.ARRIVING
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """Who confirmed or discarded it."""
    closed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("digital_object", "number"), name="arrival_number"),
            models.UniqueConstraint(
                fields=("digital_object",),
                condition=models.Q(state__in=[state.value for state in OPEN_ARRIVALS]),
                name="one_open_arrival_per_object",
            ),
            one_of("arrival_state", "state", ArrivalState),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}: arrival {self.number} ({self.state})"


class ArrivedScan(models.Model):
    """One scan of an arrival, what was seen of it, and the place it is to take."""

    arrival = models.ForeignKey(RescanArrival, models.CASCADE, related_name="scans")
    position = models.PositiveIntegerField()
    """Its place in the folder, from 1."""
    file = models.TextField()
    image_in_file = models.PositiveIntegerField(default=0)
    file_number = models.PositiveIntegerField()
    """Its file's place in the folder, from 1; pages of one file share it."""
    sha512 = models.CharField(max_length=128)
    facts = models.JSONField(null=True, blank=True)
    findings = models.JSONField(default=list, blank=True)
    """What the checks found on it: ``code``, ``severity``, ``measured``, ``limit``, ``facts``."""
    printed_number = models.CharField(max_length=20, blank=True)
    has_image = models.BooleanField(default=False)

    kind = models.CharField(max_length=10, choices=choices_of(PlacementKind), blank=True)
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="arrived")
    confidence = models.FloatField(default=0)
    evidence = models.JSONField(default=list, blank=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """Who set its place by hand; null where the machine's proposal stands."""
    scan = models.OneToOneField(Scan, models.PROTECT, null=True, blank=True, related_name="arrived")
    """The object's scan that it became on confirmation."""

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("arrival", "position"), name="arrived_scan_position"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="arrived_confidence_0_to_1",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("", *(kind.value for kind in PlacementKind))),
                name="arrived_scan_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=PlacementKind.REPLACE.value)
                | models.Q(page__isnull=False),
                name="arrived_scan_replaces_a_page",
            ),
        )

    def __str__(self) -> str:
        return f"{self.arrival_id}.{self.position}: {self.file}"


class PageRescan(models.Model):
    """What a confirmed scan did to one page: the wish it fulfilled, and the way back."""

    arrived = models.ForeignKey(ArrivedScan, models.CASCADE, related_name="page_rescans")
    page = models.ForeignKey(Page, models.CASCADE, related_name="rescans")
    recipe_change = models.OneToOneField(
        RecipeChange, models.PROTECT, null=True, blank=True, related_name="rescan"
    )
    """Null where the page was inserted."""
    missing = models.ForeignKey(
        MissingPage, models.PROTECT, null=True, blank=True, related_name="fulfilled_by"
    )
    verdicts = models.ManyToManyField(Verdict, related_name="fulfilled_by", blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("arrived", "page"), name="rescan_touches_page_once"),
        )

    def __str__(self) -> str:
        return f"{self.arrived_id} → {self.page_id}"
