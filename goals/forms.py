"""Shape of what is typed when a goal is drafted or edited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.matters.models import Visibility
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from .actions import ContributionBrief
from .models import Commitment, Cycle, Goal

DAY = {"type": "date"}


def _text(label, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


def figure(label, **options: Any) -> forms.DecimalField:
    """A figure as goals keep it: four places after the point."""
    return forms.DecimalField(label=label, required=False, max_digits=20, decimal_places=4, **options)


class AnswersForm(forms.Form):
    """The five SMART answers; none is required before consultation."""

    specific = _text(_("Specific: what exactly is to be reached"))
    metric = forms.CharField(label=_("Measurable: by what"), required=False, max_length=200)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    baseline = figure(_("Baseline"))
    target = figure(_("Target"))
    feasibility = _text(_("Achievable: why it can be reached"))
    resources = _text(_("What it takes"))
    relevance = _text(_("Relevant: why it matters"), _("Needed where there is no parent goal."))
    due_on = forms.DateField(
        label=_("Time-bound: to be reached by"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )


class GoalForm(AnswersForm):
    """A new goal, who leads it and who contributes."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("Description"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    cycle = forms.ModelChoiceField(Cycle.objects.none(), label=_("Cycle"))
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Lead department"))
    owner = PersonField(Person.objects.none(), label=_("Owner"), required=False, empty_label=_("You"))
    sponsor = PersonField(Person.objects.none(), label=_("Sponsor"), required=False)
    commitment = forms.ChoiceField(
        label=_("Commitment"), choices=Commitment.choices, initial=Commitment.COMMITTED
    )
    parent = forms.ModelChoiceField(Goal.objects.none(), label=_("Parent goal"), required=False)
    is_reporting = forms.BooleanField(label=_("Counts towards the parent goal"), required=False, initial=True)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=1000, initial=1)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Contributing departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = PeopleField(Person.objects.none(), label=_("Contributing people"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )
    field_order = (
        "title", "cycle", "department", "owner", "sponsor", "commitment", "specific", "metric", "unit",
        "baseline", "target", "feasibility", "resources", "parent", "is_reporting", "relevance", "due_on",
        "weight", "departments", "people", "body", "visibility",
    )  # fmt: skip

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        reader, standing = actor.person, standing_of(actor.person)
        departments = Department.objects.visible_to(reader).active()
        people = Person.objects.visible_to(reader).active()
        anywhere = standing.is_coordinator or standing.officer_of
        fields: dict[str, Any] = self.fields
        fields["cycle"].queryset = Cycle.objects.visible_to(reader).open_now()
        fields["department"].queryset = (
            departments if anywhere else departments.filter(pk__in=standing.department_ids)
        )
        fields["departments"].queryset = departments
        fields["parent"].queryset = Goal.objects.visible_to(reader).filter(is_open=True)
        for name in ("owner", "sponsor", "people"):
            fields[name].queryset = people

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        contributors = [*given.pop("departments"), *given.pop("people")]
        return given | {"contributions": [ContributionBrief(who) for who in contributors]}
