"""Goals through the API."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common.api.bodies import BodyForm, check_rows
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.common.errors import Invalid
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Visibility
from collab.org.models import Department, Person

from .. import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..actions import ContributionBrief, create_goal
from ..models import Commitment, Contribution, Cycle, Goal, Health

EXTRA = (
    "cycle", "commitment", "sponsor", "parent", "is_reporting", "weight", "health", "progress", "score",
    "metric", "unit", "baseline", "target", "due_on",
)  # fmt: skip
ANSWERS = ("specific", "feasibility", "resources", "relevance")


class DecimalText(forms.DecimalField):
    """A figure sent as text, such as "12.5", so that no place is lost on the way."""

    def __init__(self, **options: Any):
        super().__init__(max_digits=20, decimal_places=4, **options)


class GoalBody(BodyForm):
    """A new goal."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = forms.ModelChoiceField(Department.objects.all())
    cycle = forms.ModelChoiceField(Cycle.objects.all())
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
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    contributions = forms.JSONField(required=False)


class ContributionBody(BodyForm):
    """One contributor: a department or a person, with their role and contribution."""

    department = forms.ModelChoiceField(Department.objects.all(), required=False)
    person = forms.ModelChoiceField(Person.objects.all(), required=False)
    role = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=20_000, required=False)


def contribution_shape(row: Contribution) -> dict[str, Any]:
    """A contribution with who gives it."""
    return {
        "id": row.pk,
        "goal": row.goal_id,
        "department": shapes.department(row.party.department),
        "person": shapes.person(row.party.person),
        "role": row.role,
        "text": row.party.part,
        "acknowledged_at": instant(row.acknowledged_at),
        "acknowledged_by": shapes.person(row.acknowledged_by),
        "version": row.version,
    }


class GoalResource(SpineResource):
    """Goals with their answers and contributions; figures are texts, null where nobody has told them."""

    model = Goal
    body_form = GoalBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {
        "cycle": Filter("ids", "cycle__in"),
        "parent": Filter("int", "parent"),
        "sponsor": Filter("int", "sponsor"),
        "health": Filter("choices", "health__in", choices=lambda: list(Health.values)),
        "commitment": Filter("choices", "commitment__in", choices=lambda: list(Commitment.values)),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: _plain(row[name]) for name in EXTRA}

    def whole(self, row: Goal) -> dict[str, Any]:
        own = {name: _plain(getattr(row, name)) for name in (*EXTRA, *ANSWERS)}
        own |= {name: getattr(row, f"{name}_id") for name in ("cycle", "sponsor", "parent")}
        given = row.contributions.select_related("party__department", "party__person", "acknowledged_by")
        return super().whole(row) | own | {"contributions": [contribution_shape(one) for one in given]}

    def create(self, request) -> HttpResponse:
        """Draft a goal."""
        sent = body_of(request)
        given = check_body(GoalBody(sent, person=request.user), sent)
        given = {name: value for name, value in given.items() if value not in ("", None)}
        rows = check_rows(ContributionBody, sent, "contributions", person=request.user, partial=False)
        given["contributions"] = [_brief(row, place) for place, row in enumerate(rows)]
        return self.answer(create_goal(actor=self.actor, **given), 201)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _brief(row: dict[str, Any], place: int) -> ContributionBrief:
    who = [one for one in (row["department"], row["person"]) if one]
    if len(who) != 1:
        raise Invalid.field(f"contributions.{place}", _("Name either a person or a department."))
    return ContributionBrief(who[0], row["role"], row["text"])


with_doings(GoalResource, Kind.GOAL)
