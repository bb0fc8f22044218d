"""Bodies of requests about goals: their terms and contributions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.api.bodies import BodyForm, check_body, check_rows
from collab.common.errors import Invalid
from collab.matters.forms import WordsForm
from collab.matters.models import Matter, Visibility
from collab.org.models import Department, Person

from ..actions import ContributionBrief
from ..models import Commitment, Cycle, Goal

KEPT = ("is_reporting", "weight", "commitment")  # null leaves these as they are


class DecimalText(forms.DecimalField):
    """A figure as a number, or as text such as "12.5", so that no place is lost on the way."""

    def __init__(self, **options: Any):
        super().__init__(max_digits=20, decimal_places=4, **options)


class TermsBody(BodyForm):
    """What contributors agree on."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    owner = forms.ModelChoiceField(Person.objects.all(), required=False)
    sponsor = forms.ModelChoiceField(Person.objects.all(), required=False)
    parent = forms.ModelChoiceField(Goal.objects.all(), required=False)
    is_reporting = forms.NullBooleanField(required=False)
    commitment = forms.ChoiceField(choices=Commitment.choices, required=False)
    weight = forms.IntegerField(required=False)
    specific = forms.CharField(max_length=20_000, required=False)
    metric = forms.CharField(max_length=200, required=False)
    unit = forms.CharField(max_length=40, required=False)
    baseline = DecimalText(required=False)
    target = DecimalText(required=False)
    feasibility = forms.CharField(max_length=20_000, required=False)
    resources = forms.CharField(max_length=20_000, required=False)
    relevance = forms.CharField(max_length=20_000, required=False)
    due_on = forms.DateField(required=False)
    contributions = forms.JSONField(required=False)


class GoalBody(TermsBody):
    """A new goal."""

    department = forms.ModelChoiceField(Department.objects.all())
    cycle = forms.ModelChoiceField(Cycle.objects.all())
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    came_from = forms.ModelChoiceField(Matter.objects.all(), required=False)


class DraftBody(TermsBody):
    """Other terms of a draft; its priority alone can be changed at any time."""

    cycle = forms.ModelChoiceField(Cycle.objects.all())
    priority = WordsForm.base_fields["priority"]  # type: ignore[attr-defined]


class ChangeBody(TermsBody):
    """Other terms of what was agreed, and why."""

    reason = forms.CharField(max_length=20_000)


class ContributionBody(BodyForm):
    """One contributor: a department or a person, with their role and contribution."""

    department = forms.ModelChoiceField(Department.objects.all(), required=False)
    person = forms.ModelChoiceField(Person.objects.all(), required=False)
    role = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=20_000, required=False)


def briefs_of(sent: dict[str, Any], person) -> list[ContributionBrief]:
    """The contributions in a body, each naming a department or a person."""
    rows = check_rows(ContributionBody, sent, "contributions", person=person, partial=False)
    return [_brief(row, place) for place, row in enumerate(rows)]


def _brief(row: dict[str, Any], place: int) -> ContributionBrief:
    who = [one for one in (row["department"], row["person"]) if one]
    if len(who) != 1:
        raise Invalid.field(f"contributions.{place}", _("Name either a person or a department."))
    return ContributionBrief(who[0], row["role"], row["text"])


def changes_of(form: type[BodyForm], sent: dict[str, Any], person) -> dict[str, Any]:
    """What a body changes of a goal's terms."""
    given = check_body(form(sent, person=person), sent, partial=True)
    given = {name: value for name, value in given.items() if name not in KEPT or value not in (None, "")}
    return given | ({"contributions": briefs_of(sent, person)} if "contributions" in sent else {})
