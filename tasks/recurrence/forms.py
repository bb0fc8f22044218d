"""Shape of what is typed when a series is changed, paused or ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.api.bodies import BodyForm
from collab.matters.forms import InstantField
from collab.org.fields import PersonField
from collab.org.models import Department, Person

from ..models import DayOff, Occasion, TaskSeries


class VersionForm(forms.Form):
    """Which version was looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(VersionForm, WhyForm):
    """Why, and which version was looked at."""


class SeriesForm(VersionForm):
    """Rule and title of a series."""

    title = forms.CharField(label=_("Title"), max_length=300)
    rrule = forms.CharField(
        label=_("Rule"), max_length=300, help_text=_("In the form FREQ=WEEKLY;BYDAY=MO,TH.")
    )
    zone = forms.CharField(label=_("Time zone"), max_length=64)
    first_at = InstantField(label=_("First time"))
    occasion = forms.ChoiceField(label=_("The next task is made"), choices=Occasion.choices)
    lead_days = forms.IntegerField(label=_("Working days ahead"), min_value=0, max_value=260)
    due_after_days = forms.IntegerField(label=_("Working days until it is due"), min_value=0, max_value=260)
    on_day_off = forms.ChoiceField(label=_("If it would be due on a day off"), choices=DayOff.choices)

    @classmethod
    def words(cls, series: TaskSeries) -> dict:
        """The present values."""
        return {name: getattr(series, name) for name in cls.base_fields}


class PartiesForm(BodyForm):
    """Who takes part in the tasks to come."""

    responsible = PersonField(
        Person.objects.active(),
        label=_("Responsible person"),
        required=False,
        empty_label=_("The department decides"),
    )
    supervisor = PersonField(
        Person.objects.active(), label=_("Supervisor"), required=False, empty_label=_("As before")
    )
    co_departments = forms.ModelMultipleChoiceField(
        Department.objects.active(),
        label=_("Co-departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def words(series: TaskSeries) -> dict[str, Any]:
        """The present parties."""
        return {
            "responsible": series.responsible_id,
            "supervisor": series.supervisor_id,
            "co_departments": list(series.co_departments.values_list("pk", flat=True)),
        }


class PartiesDialogForm(VersionForm, PartiesForm):
    """The same with the version that was looked at."""
