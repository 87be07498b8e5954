"""Sampling by people beside the machine's checks: lots, the pages drawn, and what was found."""

from django.db import models

from catalogue.models.pages import Page
from catalogue.models.people import User
from catalogue.models.submissions import Project
from catalogue.vocabulary import choices_of, one_of
from schemas.sampling import LotState


class SamplingLot(models.Model):
    """Pages of a project of which some are looked at for all; how they were drawn is kept."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="sampling_lots")
    number = models.PositiveIntegerField()
    """Counts the project's lots from 1."""
    plan = models.CharField(max_length=40)
    plan_version = models.CharField(max_length=20)
    seed = models.CharField(max_length=100)
    pages = models.ManyToManyField(Page, through="LotPage", related_name="sampling_lots")
    lot_size = models.PositiveIntegerField()
    sample_size = models.PositiveIntegerField()
    reject_at = models.PositiveIntegerField()
    """The lot fails at so many bad pages."""
    state = models.CharField(max_length=10, choices=choices_of(LotState), default=LotState.OPEN)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="lot_number_in_project"),
            models.CheckConstraint(
                condition=models.Q(
                    lot_size__gte=models.F("sample_size"), sample_size__gte=models.F("reject_at"),
                    reject_at__gt=0,
                ),
                name="lot_counts_possible",
            ),
            one_of("lot_state", "state", LotState),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.project_id}/{self.number} ({self.state})"


class LotPage(models.Model):
    """A page of a lot; ``place`` is its place in the sample, null where it was not drawn."""

    lot = models.ForeignKey(SamplingLot, models.CASCADE, related_name="lot_pages")
    page = models.ForeignKey(Page, models.CASCADE, related_name="lot_pages")
    place = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("lot", "page"), name="page_once_in_lot"),
            models.UniqueConstraint(fields=("lot", "place"), name="place_in_sample"),
        )

    def __str__(self) -> str:
        return f"{self.lot_id}: {self.page_id}"


class SampleJudgement(models.Model):
    """What somebody found on a drawn page; the last row counts, none is overwritten."""

    lot_page = models.ForeignKey(LotPage, models.CASCADE, related_name="judgements")
    is_good = models.BooleanField(null=True)
    """Null where an earlier judgement is taken back."""
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.lot_page_id}: {self.is_good}"
