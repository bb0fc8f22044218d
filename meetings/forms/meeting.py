"""Shape of what is typed about meetings, agenda items, attendance and minutes read in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.common.folding import Folded
from collab.matters.forms import InstantField
from collab.matters.models import Visibility
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from ..models import Attendance, MeetingSeries, MeetingType, Presence, Sought
from ..reading import MAX_BYTES

TEXT = 20_000


def hosts(actor: Actor):
    """Departments this person may hold meetings for."""
    rows = Department.objects.visible_to(actor.person).active()
    standing = standing_of(actor.person)
    return rows if standing.is_coordinator else rows.filter(pk__in=standing.department_ids)


class MeetingForm(Folded, forms.Form):
    """A new meeting: what for, when, with whom."""

    FURTHER = frozenset({"series", "link", "visibility"})
    further_title = _("Series, link and who may see it")

    title = forms.CharField(label=_("Title"), max_length=300)
    type = forms.ChoiceField(label=_("Type"), choices=MeetingType.choices)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Host department"), empty_label=None
    )
    series = forms.ModelChoiceField(
        MeetingSeries.objects.none(),
        label=_("Series"),
        required=False,
        empty_label=_("None: it stands alone"),
    )
    starts_at = InstantField(label=_("Starts"), help_text=_("In your time zone."))
    ends_at = InstantField(label=_("Ends"))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why people should come. Nothing is announced without it."),
    )
    expected_result = forms.CharField(
        label=_("Expected result"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    link = forms.URLField(
        label=pgettext_lazy("web address", "Link"), required=False, max_length=500, assume_scheme="https"
    )
    chair = PersonField(Person.objects.none(), label=_("Chair"), required=False)
    secretary = PersonField(
        Person.objects.none(), label=_("Secretary"), required=False, help_text=_("Owes the minutes.")
    )
    attendees = PeopleField(Person.objects.none(), label=_("People invited"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Departments invited"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        people = Person.objects.visible_to(actor.person).active()
        for name in ("chair", "secretary", "attendees"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["department"].queryset = hosts(actor)  # type: ignore[attr-defined]
        self.fields["departments"].queryset = Department.objects.visible_to(actor.person).active()  # type: ignore[attr-defined]
        self.fields["series"].queryset = MeetingSeries.objects.visible_to(actor.person).active()  # type: ignore[attr-defined]


class EditForm(forms.Form):
    """How a meeting is prepared, with the version it was made on."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    type = forms.ChoiceField(label=_("Type"), choices=MeetingType.choices)
    purpose = MeetingForm.base_fields["purpose"]
    expected_result = MeetingForm.base_fields["expected_result"]
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    link = forms.URLField(
        label=pgettext_lazy("web address", "Link"), required=False, max_length=500, assume_scheme="https"
    )


class ItemForm(forms.Form):
    """A proposed agenda item."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("Brief"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    sought = forms.ChoiceField(label=_("Outcome sought"), choices=Sought.choices, initial=Sought.DISCUSS)
    minutes_allotted = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)
    presenter = PersonField(Person.objects.none(), label=_("Presenter"), required=False)

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        self.fields["presenter"].queryset = Person.objects.visible_to(actor.person).active()  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """One row per person expected; a proxy names for whom."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, data=None, *, people: list[Person], held: dict[int, Attendance], actor: Actor, **options
    ):
        super().__init__(data, **options)
        self.people = people
        choices = [("", "—"), *Presence.choices]
        absent = [("", "—"), *((person.pk, str(person)) for person in people)]
        for person in people:
            row = held.get(person.pk)
            self.fields[f"presence-{person.pk}"] = forms.ChoiceField(
                label=str(person), choices=choices, required=False, initial=row.presence if row else ""
            )
            self.fields[f"for-{person.pk}"] = forms.TypedChoiceField(
                label=_("%(name)s stood in for") % {"name": person},
                choices=absent,
                required=False,
                coerce=int,
                empty_value=None,
                initial=row.stands_in_for_id if row else None,
            )
        self.fields["others"] = forms.CharField(
            label=_("Others present"),
            required=False,
            max_length=TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One name per line, for people without an account."),
        )

    def answers(self) -> list[dict[str, Any]]:
        """Who was there, as the action takes it."""
        by_id = {person.pk: person for person in self.people}
        found = [
            {
                "person": person,
                "presence": self.cleaned_data[f"presence-{pk}"],
                "stands_in_for": by_id.get(self.cleaned_data[f"for-{pk}"]),
            }
            for pk, person in by_id.items()
            if self.cleaned_data[f"presence-{pk}"]
        ]
        names = (line.strip() for line in self.cleaned_data["others"].splitlines())
        return found + [{"name": name, "presence": Presence.PRESENT} for name in names if name]


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    widget = _ManyFiles

    def clean(self, data, initial=None) -> list:
        if not data:
            return []
        return [super(_FilesField, self).clean(one, initial) for one in data]


class ImportForm(forms.Form):
    """Minutes from elsewhere, as files or pasted."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Host department"), empty_label=None
    )
    files = _FilesField(  # type: ignore[assignment]
        label=_("Files"),
        required=False,
        help_text=_("Markdown, plain text or Word (.docx), up to 5 MB each."),
    )
    text = forms.CharField(
        label=_("or paste the text"),
        required=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    name = forms.CharField(label=_("Name of the pasted text"), required=False, max_length=200)

    def __init__(self, data=None, files=None, *, actor: Actor, **options):
        super().__init__(data, files, **options)
        self.fields["department"].queryset = hosts(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("files") and not (given.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return given
