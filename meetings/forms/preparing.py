"""Shape of what is typed while a meeting is prepared: the agenda's plan, a time to be looked at, calendar addresses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.matters.forms import InstantField
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person

from ..actions import Slot
from ..models import AgendaItem, Meeting, MeetingSeries


class PlanForm(forms.Form):
    """Order and minutes of every item of an agenda."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data=None, *, items: list[AgendaItem], **options: Any):
        super().__init__(data, **options)
        self.items = items
        for place, item in enumerate(items, start=1):
            self.fields[f"position-{item.pk}"] = forms.IntegerField(
                label=_("%(item)s: place") % {"item": item}, min_value=1, max_value=10_000, initial=place
            )
            self.fields[f"minutes-{item.pk}"] = forms.IntegerField(
                label=_("%(number)s: minutes") % {"number": item.number},
                min_value=1,
                max_value=600,
                required=False,
                initial=item.minutes_allotted,
            )

    def slots(self) -> list[Slot]:
        """The plan, as the action takes it."""
        given = self.cleaned_data
        return [
            Slot(item.pk, given[f"position-{item.pk}"], given[f"minutes-{item.pk}"]) for item in self.items
        ]


class ClashForm(forms.Form):
    """A time and those who would come: as the form for a meeting names them, or those of a meeting there is."""

    starts_at = InstantField()
    ends_at = InstantField()
    chair = PersonField(Person.objects.none(), required=False)
    secretary = PersonField(Person.objects.none(), required=False)
    attendees = PeopleField(Person.objects.none(), required=False)
    departments = forms.ModelMultipleChoiceField(Department.objects.none(), required=False)
    meeting = forms.ModelChoiceField(Meeting.objects.none(), required=False)

    def __init__(self, data=None, *, actor: Actor):
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name in ("chair", "secretary", "attendees"):
            fields[name].queryset = Person.objects.visible_to(actor.person).active()
        fields["departments"].queryset = Department.objects.visible_to(actor.person).active()
        fields["meeting"].queryset = Meeting.objects.visible_to(actor.person)

    def people(self) -> list[Person]:
        """Everyone named."""
        given = self.cleaned_data
        return [*filter(None, (given["chair"], given["secretary"])), *given["attendees"]]


class FeedForm(forms.Form):
    """Of what a calendar address is."""

    series = forms.ModelChoiceField(
        MeetingSeries.objects.none(), label=_("Series"), required=False, empty_label=_("No single one")
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("or everything a department hosts"),
        required=False,
        empty_label=_("No department"),
    )

    def __init__(self, data=None, *, actor: Actor, **options: Any):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        fields["series"].queryset = MeetingSeries.objects.visible_to(actor.person).active()
        fields["department"].queryset = Department.objects.visible_to(actor.person).active()
