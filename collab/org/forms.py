"""The shape of what pages and the API take about the organisation; choices stay inside what the reader may see."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.api.bodies import BodyForm

from .models import Department, Person, Scope, WorkingCalendar

DEPARTMENTS = Department.objects.all()
PEOPLE = Person.objects.all()
LANGUAGES = [("", _("As the browser says")), *settings.LANGUAGES]


class CardForm(BodyForm):
    """What a department's head keeps up to date."""

    mission = forms.CharField(label=_("Mission"), max_length=5000, required=False, widget=forms.Textarea)
    working_with_us = forms.CharField(
        label=_("Working with us"),
        max_length=5000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Habits, hours, vocabulary."),
    )


class EditCardForm(CardForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class DepartmentForm(CardForm):
    """A department as coordinators see it."""

    code = forms.CharField(label=_("Code"), max_length=64)
    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=200, required=False)
    kind = forms.CharField(label=_("Kind"), max_length=64, required=False)
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.all(), label=_("Working calendar"), required=False
    )
    field_order = ["code", "name", "name_zh", "kind", "calendar", "mission", "working_with_us"]


class NewDepartmentForm(DepartmentForm):
    parent = forms.ModelChoiceField(DEPARTMENTS, label=_("Part of"), required=False)


class DepartmentChangeForm(DepartmentForm):
    is_active = forms.BooleanField(label=_("Active"), required=False)


class MoveForm(BodyForm):
    """Where a department goes; nowhere means on its own."""

    parent = forms.ModelChoiceField(DEPARTMENTS, label=_("Part of"), required=False)


class ProfileForm(BodyForm):
    """What people say about themselves."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, required=False, help_text=_("For example Asia/Shanghai.")
    )


class EditProfileForm(ProfileForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonForm(ProfileForm):
    """An account."""

    username = forms.CharField(label=_("User name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    title = forms.CharField(label=_("Position"), max_length=200, required=False)


class AbsenceForm(BodyForm):
    """From when to when somebody is away, and who stands in."""

    starts_at = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("To"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    delegate = forms.ModelChoiceField(PEOPLE, label=_("Delegate"), required=False)
    scope = forms.ChoiceField(
        label=pgettext_lazy("delegation", "May"), choices=Scope.choices, required=False, initial=Scope.ALL
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, person: Any = None, **kwargs: Any):
        super().__init__(data, person=person, **kwargs)
        delegates: Any = self.fields["delegate"]
        delegates.queryset = delegates.queryset.active()

    def clean_scope(self) -> str:
        return self.cleaned_data["scope"] or Scope.ALL


class AbsenceBody(AbsenceForm):
    person = forms.ModelChoiceField(PEOPLE, required=False, help_text=_("Oneself, where left out."))


class TokenForm(forms.Form):
    """A new access token."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    may_write = forms.BooleanField(label=_("May change things, not only read"), required=False)
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=366, initial=90)


class CalendarForm(BodyForm):
    """A working calendar."""

    name = forms.CharField(max_length=100)
    zone = forms.CharField(max_length=64)
    weekly = forms.JSONField(help_text=_("Seven lists, Monday first, of [start, end] in minutes of the day."))
    country = forms.CharField(max_length=2, required=False)
    valid_through = forms.DateField(required=False)
    is_default = forms.BooleanField(required=False)


class CalendarDayForm(BodyForm):
    """A date that differs; without `is_workday` the exception is taken away."""

    date = forms.DateField()
    is_workday = forms.NullBooleanField(required=False)
    reason = forms.CharField(max_length=100, required=False)
