"""What full-text search knows: a row a page (or title), its words with their places, vocabulary.

The tokens themselves stand in a table that Django does not know: FTS5 or tsvector
(catalogue.search.store).
"""

from django.db import models

from catalogue.models.digital import DigitalObject
from catalogue.models.pages import Page


class SearchRow(models.Model):
    """One page in the index, or the title of one object; small, since ranking reads thousands."""

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="search_rows")
    page = models.OneToOneField(
        Page, models.CASCADE, null=True, blank=True, related_name="search_row"
    )
    """Null where the row is the object's title and description."""
    sequence = models.PositiveIntegerField(default=0)
    facets = models.TextField(blank=True)
    """What a search can be narrowed to, as tokens; kept to see when they change."""
    keys_version = models.CharField(max_length=40)
    """By which rules the tokens were made."""
    is_hidden = models.BooleanField(default=False)
    """Its object is withdrawn: the row is kept, its tokens are not in the index."""
    indexed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("digital_object",),
                condition=models.Q(page__isnull=True),
                name="one_title_row_per_object",
            ),
        )

    def __str__(self) -> str:
        return f"{self.digital_object_id}/{self.page_id or 'title'}"


class SearchText(models.Model):
    """The words of a row with their places on the image and their tokens, packed."""

    row = models.OneToOneField(
        SearchRow, models.CASCADE, primary_key=True, related_name="searched_text"
    )
    packed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.row_id)


class SearchWord(models.Model):
    """A word that stands somewhere in the index, for suggestions; one a skeleton."""

    skeleton = models.CharField(max_length=64, primary_key=True)
    form = models.CharField(max_length=64)
    """As it was printed where it was met first."""

    def __str__(self) -> str:
        return self.form
