"""Shape of what is asked at the end of a cycle, and of what may narrow the goals behind a figure."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from collab.common.keyset import Order
from collab.matters.filters import ListFilter
from collab.matters.forms import InstantField

from .selectors import BANDS, STEPS, in_band, in_tenth, waits_for


class VersionForm(forms.Form):
    """The version that was looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DueForm(forms.Form):
    """By when owners assess their goals."""

    due_at = InstantField(
        label=gettext_lazy("Owners assess their goals by"), help_text=gettext_lazy("In your time zone.")
    )


class ScoringForm(VersionForm, DueForm):
    """The same, on the version that was looked at."""


class RecordsFilter(ListFilter):
    """Which figure's goals are asked for."""

    sorting = Order("serial")
    band = forms.ChoiceField(required=False, choices=[("", ""), *BANDS.items()])
    tenth = forms.IntegerField(required=False, min_value=0, max_value=STEPS - 1)
    waits = forms.ChoiceField(required=False, choices=[("", ""), ("owner", ""), ("sponsor", "")])

    def narrow(self, rows: QuerySet) -> QuerySet:
        given = self.cleaned_data
        if given.get("band"):
            rows = rows.filter(in_band(given["band"]))
        if given.get("tenth") is not None:
            rows = rows.filter(in_tenth(given["tenth"]))
        if given.get("waits"):
            rows = rows.filter(waits_for(given["waits"]))
        return super().narrow(rows)
