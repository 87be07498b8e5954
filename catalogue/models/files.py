"""The files of an object's representations, as the newest package holds them."""

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.pages import Page
from catalogue.vocabulary import choices_of, one_of
from schemas.packages import FileUse


class DigitalFile(models.Model):
    """One file of a representation (PREMIS File)."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="files")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="files")
    use = models.CharField(max_length=20, choices=choices_of(FileUse))
    logical_path = models.CharField(max_length=500)
    media_type = models.CharField(max_length=100)
    format_version = models.CharField(max_length=40, blank=True)
    size_bytes = models.PositiveBigIntegerField()
    sha512 = models.CharField(max_length=128)
    original_name = models.TextField(blank=True)
    technical_path = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("logical_path",)
        constraints = (
            models.UniqueConstraint(
                fields=("digital_object", "logical_path"), name="file_path_in_object"
            ),
            one_of("file_use", "use", FileUse),
        )

    def __str__(self) -> str:
        return self.logical_path
