"""Shape of what is typed when a task is drafted, handed out or edited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.folding import Folded
from collab.matters.forms import InstantField
from collab.matters.models import Priority, Visibility
from collab.org.fields import PersonField
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from .actions.parts import PartBrief
from .models import Source, Task


class HoursField(forms.DecimalField):
    """Typed in hours, kept in whole minutes."""

    def __init__(self, **options: Any):
        super().__init__(min_value=0, max_value=100_000, decimal_places=2, **options)

    def clean(self, value: Any) -> int | None:
        hours = super().clean(value)
        return None if hours is None else round(hours * 60)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 60:g}" if isinstance(value, int) else value


class DraftForm(forms.Form):
    """What can still be changed as long as a task was not handed out."""

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("What must be true when it is done.")
    )
    body = forms.CharField(
        label=_("Description"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    start_at = InstantField(
        label=_("Planned start"),
        required=False,
        help_text=_("When work is to begin; plans and workload count from it."),
    )
    due_at = InstantField(label=_("Due"), required=False, help_text=_("In your time zone."))
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    source = forms.ChoiceField(label=_("Source"), choices=Source.choices, initial=Source.SELF)
    completion_standard = forms.CharField(
        label=_("Completion standard"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How the supervisor will tell that it is done."),
    )
    report_every_days = forms.IntegerField(
        label=_("Report every … working days"), min_value=1, max_value=260, initial=5
    )
    estimate_minutes = HoursField(
        label=_("Estimate (hours of work)"),
        required=False,
        help_text=_("All of it together, for everyone who does it."),
    )
    is_milestone = forms.BooleanField(label=_("Milestone"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )


class EditForm(DraftForm):
    """A changed draft, with the version it was made on."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @staticmethod
    def words(task: Task) -> dict[str, Any]:
        """The present values."""
        return {name: getattr(task, name) for name in DraftForm.base_fields}


class TaskForm(Folded, DraftForm):
    """A new task and who is to do it."""

    FURTHER = frozenset(
        {
            "supervisor",
            "source",
            "co_departments",
            "report_every_days",
            "start_at",
            "estimate_minutes",
            "is_milestone",
            "visibility",
        }
    )

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Lead department"), empty_label=_("Choose…")
    )
    responsible = PersonField(
        Person.objects.none(),
        label=_("Responsible person"),
        required=False,
        empty_label=_("The department decides"),
    )
    supervisor = PersonField(
        Person.objects.none(), label=_("Supervisor"), required=False, empty_label=_("You, who hand it out")
    )
    co_departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Co-departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_light = forms.BooleanField(
        label=_("Light task"),
        required=False,
        help_text=_("No receipt and no verification: simply tick it off. Inside your own departments."),
    )
    field_order = (
        "title", "body", "is_light", "department", "responsible", "due_at", "priority", "supervisor",
        "source", "completion_standard", "co_departments", "start_at", "estimate_minutes", "is_milestone",
        "report_every_days", "visibility",
    )  # fmt: skip

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        reader, standing = actor.person, standing_of(actor.person)
        departments = Department.objects.visible_to(reader).active()
        people = Person.objects.visible_to(reader).active()
        own = departments.filter(pk__in=standing.department_ids)
        anywhere = standing.is_coordinator or standing.officer_of
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = departments if anywhere else own
        fields["co_departments"].queryset = departments
        fields["responsible"].queryset = fields["supervisor"].queryset = people

    @property
    def part_rows(self) -> list[dict[str, Any]]:
        """A row per co-department to choose, with what is typed about its part."""
        boxes = self["co_departments"].subwidgets
        named = [(box, f"part-{box.data['value']}") for box in boxes]
        return [{"box": box, "name": name, "text": self.data.get(name, "")} for box, name in named]

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        chosen = given.pop("co_departments")
        given["parts"] = [PartBrief(one, self.data.get(f"part-{one.pk}", "")) for one in chosen]
        return given
