"""The form of the preparation sheet: what was counted in the original, and what it lacks."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import DigitalObject
from catalogue.services.preparation import sheet_of
from schemas.preparation import PreparationSheet, missing_entries

#: More pages than any volume has.
MOST_PAGES = 20_000
MOST_TEXT = 2_000


class PreparationForm(forms.Form):
    """Counts and missing leaves of one object."""

    pages = forms.IntegerField(
        label=_("Pages to be scanned"), required=False, min_value=1, max_value=MOST_PAGES
    )
    leaves = forms.IntegerField(
        label=_("Leaves of the text"), required=False, min_value=1, max_value=MOST_PAGES
    )
    missing = forms.CharField(
        label=_("Missing in the original"),
        required=False,
        max_length=MOST_TEXT,
        help_text=_("Printed numbers, such as 17–18, xii. Readers will be told."),
    )

    @property
    def sheet(self) -> PreparationSheet:
        """What was filled in; the form must be valid."""
        found = self.cleaned_data
        return PreparationSheet(found["pages"], found["leaves"], missing_entries(found["missing"]))


def form_of(
    digital_object: DigitalObject, data: Mapping[str, object] | None = None
) -> PreparationForm:
    """The form as it was sent, or with what is known."""
    sheet = sheet_of(digital_object)
    known = {"pages": sheet.pages, "leaves": sheet.leaves, "missing": ", ".join(sheet.missing)}
    return PreparationForm(data, initial=known, prefix="sheet")
