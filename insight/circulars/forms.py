"""What the dialogs about circulars ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.org.models import Department

from ..models import Circular
from .periods import period_before, today


class DraftForm(forms.Form):
    """Which period, and of whom."""

    period = forms.ChoiceField(label=_("Period"), choices=Circular.Period.choices, initial="month")
    day = forms.DateField(
        label=_("A day of it"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scope = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department and those below it"),
        required=False,
        empty_label=_("Whole organisation"),
    )

    def __init__(self, data=None, *, reader, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["scope"].queryset = Department.objects.visible_to(reader).active()
        self.initial.setdefault("day", period_before(Circular.Period.MONTH, today())[0])


class VersionForm(forms.Form):
    """The version that was looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RemarksForm(VersionForm):
    """The coordinator's remarks."""

    remarks = forms.CharField(
        label=_("Remarks"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
