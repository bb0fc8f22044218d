"""Shape of what is typed about a meeting series."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.common.folding import Folded
from collab.matters.models import Visibility
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person
from collab.org.recurrence import EVERY

from ..models import Carry, MeetingSeries, MeetingType
from .meeting import TEXT, hosts

NO_RHYTHM = ("", _("By a rule of one’s own, or not regularly"))


class SeriesForm(Folded, forms.Form):
    """How often, when, where, with whom; `version` is the one that was looked at."""

    FURTHER = frozenset({"rrule", "zone", "link", "expected_result", "carry", "visibility"})
    further_title = _("Rule of one’s own, time zone, link, left-over items and who may see it")

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    type = forms.ChoiceField(label=_("Type"), choices=MeetingType.choices)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Host department"), empty_label=None
    )
    every = forms.ChoiceField(label=_("How often"), required=False, choices=[NO_RHYTHM, *EVERY])
    rrule = forms.CharField(
        label=_("Rule of one’s own"),
        required=False,
        max_length=300,
        help_text=_("Instead of “How often”, in the form FREQ=WEEKLY;BYDAY=MO,TH."),
    )
    first_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The rule is counted from here."),
    )
    start_time = forms.TimeField(
        label=_("Starts at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("On the clock of its time zone, in summer as in winter."),
    )
    zone = forms.CharField(label=_("Time zone"), max_length=64)
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=1440, initial=60)
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    link = forms.URLField(
        label=pgettext_lazy("web address", "Link"), required=False, max_length=500, assume_scheme="https"
    )
    chair = PersonField(Person.objects.none(), label=_("Chair"), required=False)
    secretary = PersonField(
        Person.objects.none(),
        label=_("Secretary"),
        required=False,
        help_text=_("Prepares each meeting and owes the minutes."),
    )
    attendees = PeopleField(Person.objects.none(), label=_("People invited"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Departments invited"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.CharField(
        label=_("Purpose"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected_result = forms.CharField(
        label=_("Expected result"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    carry = forms.ChoiceField(
        label=_("Items deferred or not come to"), choices=Carry.choices, initial=Carry.MOVE
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, series: MeetingSeries | None = None, **options: Any):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        people = Person.objects.visible_to(actor.person).active()
        for name in ("chair", "secretary", "attendees"):
            fields[name].queryset = people
        fields["departments"].queryset = Department.objects.visible_to(actor.person).active()
        fields["department"].queryset = hosts(actor)
        if series is not None:
            del fields["department"]
            self.initial.update(words_of(series))

    def answers(self) -> dict[str, Any]:
        """What the action takes: the rule typed, or the one chosen."""
        given = dict(self.cleaned_data)
        every, version = given.pop("every"), given.pop("version")
        given["rrule"] = given["rrule"].strip() or every
        return given | ({"version": version} if version else {})


def words_of(series: MeetingSeries) -> dict[str, Any]:
    """The present values."""
    names = set(SeriesForm.base_fields) - {"department", "every", "attendees", "departments"}
    known = series.rrule in dict(EVERY)
    return {name: getattr(series, name) for name in names} | {
        "chair": series.chair_id,
        "secretary": series.secretary_id,
        "attendees": list(series.attendees.values_list("pk", flat=True)),
        "departments": list(series.departments.values_list("pk", flat=True)),
        "every": series.rrule if known else "",
        "rrule": "" if known else series.rrule,
    }
