"""Shape of what other systems send about meetings; people, departments and matters by id."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.api.bodies import BodyForm
from collab.common.errors import Invalid
from collab.matters.models import Matter, Visibility
from collab.org.models import Department, Person

from ..actions import Present
from ..models import Carry, Meeting, MeetingSeries, MeetingType, Method, Presence, Sought, Threshold


class MeetingBody(BodyForm):
    """A new meeting."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    type = forms.ChoiceField(choices=MeetingType.choices, required=False)
    department = forms.ModelChoiceField(Department.objects.active())
    series = forms.ModelChoiceField(MeetingSeries.objects.active(), required=False)
    starts_at = forms.DateTimeField()
    ends_at = forms.DateTimeField()
    chair = forms.ModelChoiceField(Person.objects.active(), required=False)
    secretary = forms.ModelChoiceField(Person.objects.active(), required=False)
    attendees = forms.ModelMultipleChoiceField(Person.objects.active(), required=False)
    non_voting = forms.ModelMultipleChoiceField(Person.objects.active(), required=False)
    departments = forms.ModelMultipleChoiceField(Department.objects.active(), required=False)
    place = forms.CharField(max_length=300, required=False)
    link = forms.CharField(max_length=500, required=False)
    purpose = forms.CharField(max_length=20_000, required=False)
    expected_result = forms.CharField(max_length=20_000, required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    came_from = forms.ModelChoiceField(Matter.objects.all(), required=False)


class MeetingChange(BodyForm):
    """How a meeting is prepared; its time moves by `reschedule`."""

    title = forms.CharField(max_length=300)
    body = MeetingBody.base_fields["body"]
    type = forms.ChoiceField(choices=MeetingType.choices)
    place = MeetingBody.base_fields["place"]
    link = MeetingBody.base_fields["link"]
    purpose = MeetingBody.base_fields["purpose"]
    expected_result = MeetingBody.base_fields["expected_result"]
    visibility = forms.ChoiceField(choices=Visibility.choices)


class ItemBody(BodyForm):
    """A proposed agenda item."""

    meeting = forms.ModelChoiceField(Meeting.objects.all())
    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    sought = forms.ChoiceField(choices=Sought.choices, required=False)
    minutes_allotted = forms.IntegerField(min_value=1, max_value=600, required=False)
    presenter = forms.ModelChoiceField(Person.objects.active(), required=False)
    needs_pre_read = forms.BooleanField(required=False)


class DecisionBody(BodyForm):
    """A proposed decision."""

    title = forms.CharField(max_length=300)
    department = forms.ModelChoiceField(Department.objects.active())
    question = forms.CharField(max_length=20_000, required=False)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    owner = forms.ModelChoiceField(Person.objects.active(), required=False)
    meeting = forms.ModelChoiceField(Meeting.objects.all(), required=False)
    effective_on = forms.DateField(required=False)
    review_on = forms.DateField(required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    evidence = forms.CharField(max_length=20_000, required=False)
    method = forms.ChoiceField(choices=Method.choices, required=False)
    secret = forms.BooleanField(required=False)
    threshold = forms.ChoiceField(choices=Threshold.choices, required=False)
    quorum = forms.IntegerField(min_value=1, max_value=100, required=False)
    options = forms.JSONField(required=False)
    silence_agrees = forms.BooleanField(required=False)
    mandate_holder = forms.ModelChoiceField(Person.objects.active(), required=False)


class SeriesBody(BodyForm):
    """A new meeting series."""

    title = forms.CharField(max_length=300)
    department = forms.ModelChoiceField(Department.objects.active())
    type = forms.ChoiceField(choices=MeetingType.choices, required=False)
    purpose = forms.CharField(max_length=20_000, required=False)
    expected_result = forms.CharField(max_length=20_000, required=False)
    rrule = forms.CharField(max_length=300, required=False)
    zone = forms.CharField(max_length=64, required=False)
    first_on = forms.DateField(required=False)
    start_time = forms.TimeField(required=False)
    minutes = forms.IntegerField(min_value=1, max_value=1440, required=False)
    place = forms.CharField(max_length=300, required=False)
    link = forms.URLField(max_length=500, required=False, assume_scheme="https")
    chair = forms.ModelChoiceField(Person.objects.active(), required=False)
    secretary = forms.ModelChoiceField(Person.objects.active(), required=False)
    attendees = forms.ModelMultipleChoiceField(Person.objects.active(), required=False)
    departments = forms.ModelMultipleChoiceField(Department.objects.active(), required=False)
    carry = forms.ChoiceField(choices=Carry.choices, required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)


class SeriesChange(SeriesBody):
    """A changed series; its host stays, it stops and goes on by `pause` and `resume`."""

    department = None  # type: ignore[assignment]
    is_active = forms.BooleanField(required=False)


class SlotBody(BodyForm):
    """One item's place on the agenda and its minutes."""

    item = forms.IntegerField(min_value=1)
    position = forms.IntegerField(min_value=1, max_value=10_000)
    minutes = forms.IntegerField(min_value=1, max_value=600, required=False)


class AttendanceBody(BodyForm):
    """`rows`: objects with presence, person (id) or name, affiliation, and stands_in_for (id) for a proxy."""

    rows = forms.JSONField()

    def present(self) -> list[Present]:
        """The rows with their people, or Invalid."""
        rows = self.cleaned_data["rows"]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or len(rows) > 2000:
            raise Invalid.field("rows", _("Send a list of objects."))
        ids = [row[name] for row in rows for name in ("person", "stands_in_for") if row.get(name) is not None]
        whole = all(isinstance(pk, int) and not isinstance(pk, bool) and abs(pk) < 2**63 for pk in ids)
        people = Person.objects.in_bulk(set(ids)) if whole else {}
        if not whole or set(ids) - people.keys():
            raise Invalid.field("rows", _("One of these people is not known."), "unknown_person")
        return [_present(row, people) for row in rows]


def _present(row: dict[str, Any], people: dict[int, Person]) -> Present:
    texts = {name: row.get(name, "") for name in ("presence", "name", "affiliation")}
    if row.keys() - {"presence", "name", "affiliation", "person", "stands_in_for"} or not all(
        isinstance(text, str) and "\x00" not in text for text in texts.values()
    ):
        raise Invalid.field("rows", _("A row has presence, person or name, affiliation, stands_in_for."))
    if texts["presence"] not in Presence.values:
        raise Invalid.field("rows", _("Choose one of the offered kinds of presence."))
    return Present(
        person=people.get(row.get("person")),  # type: ignore[arg-type]
        stands_in_for=people.get(row.get("stands_in_for")),  # type: ignore[arg-type]
        **texts,  # type: ignore[arg-type]
    )


def given(form: forms.Form, cleaned: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, in the action's terms; empty choices keep the action's defaults."""
    choices = {name for name, field in form.fields.items() if isinstance(field, forms.ChoiceField)}
    empty = ("", None)
    return {
        name: value
        for name, value in cleaned.items()
        if name in sent and not (value in empty and (name in choices or name == "minutes"))
    }
