"""Plans and their templates through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import Invalid
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Visibility
from collab.matters.rows import Calendars
from collab.org.models import Department, Person

from ..actions import create_plan, edit_plan, plan_from_template, shift_task
from ..models import Plan, PlanTemplate, Task
from ..plans import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..plans.feasibility import feasibility_of
from ..plans.selectors import reckoned, slips, tasks_of
from ..plans.shifting import facts_of, preview_shift
from ..plans.templates import roles_of

EXTRA = ("starts_on", "ends_on")


class PlanBody(BodyForm):
    """A new plan."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = forms.ModelChoiceField(Department.objects.all())
    starts_on = forms.DateField()
    ends_on = forms.DateField()
    owner = forms.ModelChoiceField(Person.objects.all(), required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)


class TemplateBody(BodyForm):
    """A plan from a template; `roles` maps each of its roles to {"department": id, "person": id or null}."""

    template = forms.ModelChoiceField(PlanTemplate.objects.all())
    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = forms.ModelChoiceField(Department.objects.all())
    starts_on = forms.DateField()
    owner = forms.ModelChoiceField(Person.objects.all(), required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    roles = forms.JSONField()


class PeriodBody(BodyForm):
    """A plan's period and owner."""

    starts_on = forms.DateField()
    ends_on = forms.DateField()
    owner = forms.ModelChoiceField(Person.objects.all(), required=False)


class PreviewBody(BodyForm):
    """Which task of the plan, and by how many working days."""

    task = forms.ModelChoiceField(Task.objects.all())
    days = forms.IntegerField()


class ShiftBody(PreviewBody):
    """With the stamp of the preview that was looked at."""

    reason = forms.CharField(max_length=20_000)
    stamp = forms.CharField(max_length=20)


def _json(body: Any) -> HttpResponse:
    return HttpResponse(as_json(body), content_type="application/json")


def _given(form: BodyForm, sent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in check_body(form, sent).items() if value not in ("", None)}


class PlanResource(SpineResource):
    """Plans with their tasks in order; what the reader may not see is a placeholder."""

    model = Plan
    body_form = PlanBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {"task": Filter("int", "items__task")}

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name].isoformat() for name in EXTRA}

    def whole(self, row: Plan) -> dict[str, Any]:
        tasks = tasks_of([row.pk])
        seen = Task.objects.visible_to(self.request.user).in_bulk([task.pk for task in tasks])
        placed = reckoned([row.pk], Calendars())
        return super().whole(row) | {
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat(),
            "override_reason": row.override_reason,
            "tasks": [
                {"position": place} | self._line(task, seen.get(task.pk), placed.get(task.pk))
                for place, task in enumerate(tasks, start=1)
            ],
            "baselines": [
                {"number": one.number, "reason": one.reason, "set_at": instant(one.set_at)}
                for one in row.baselines.all()
            ],
        }

    @staticmethod
    def _line(task: Task, seen: Task | None, placed: Any) -> dict[str, Any]:
        line = shapes.stub(seen)
        if seen is None:
            return line
        line |= {"start_at": instant(task.start_at), "due_at": instant(task.due_at)}
        if placed is not None:
            line |= {
                "earliest": [instant(placed.earliest_start), instant(placed.earliest_finish)],
                "latest": [instant(placed.latest_start), instant(placed.latest_finish)],
                "slack_minutes": placed.slack,
                "critical": placed.critical,
            }
        return line

    def create(self, request) -> HttpResponse:
        """Begin a plan."""
        sent = body_of(request)
        return self.answer(
            create_plan(actor=self.actor, **_given(PlanBody(sent, person=request.user), sent)), 201
        )

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Its words and priority, or its period and owner."""
        sent = body_of(request)
        if not sent.keys() & PeriodBody.base_fields.keys():  # type: ignore[attr-defined]
            return super().partial_update(request, pk)
        row, version = self.find(pk), if_match(request)
        given = check_body(PeriodBody(sent, person=request.user), sent, partial=True)
        kept = {"starts_on": row.starts_on, "ends_on": row.ends_on, "owner": row.owner}
        edit_plan(plan=row, actor=self.actor, version=version, **kept | given)
        return self.answer(self.find(pk))

    @action(detail=False, methods=["post"], url_path="from-template")
    def from_template(self, request) -> HttpResponse:
        """Begin a plan with a template's tasks, all drafts, dated from its first day."""
        sent = body_of(request)
        given = _given(TemplateBody(sent, person=request.user), sent)
        given["roles"] = _roles(given["roles"], request.user)
        return self.answer(plan_from_template(actor=self.actor, **given), 201)

    @action(detail=True, methods=["post"], url_path="shift-preview")
    def shift_preview(self, request, pk: str) -> HttpResponse:
        """What moves if a task begins later or earlier; nothing is changed."""
        sent = body_of(request)
        row = self.find(pk)
        given = check_body(PreviewBody(sent, person=request.user), sent)
        return _json(facts_of(preview_shift(row, given["task"], given["days"], self.actor)))

    @action(detail=True, methods=["post"])
    def shift(self, request, pk: str) -> HttpResponse:
        """Do what the preview with this stamp showed; the answer says of each task what became of it."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(ShiftBody(sent, person=request.user), sent)
        return _json(facts_of(shift_task(plan=row, actor=self.actor, version=version, **given)))

    @action(detail=True, methods=["get"])
    def feasibility(self, request, pk: str) -> HttpResponse:
        """Weeks in which somebody has more to do than the week holds."""
        row = self.find(pk)
        found = feasibility_of(row)
        seen = set(
            Task.objects.visible_to(request.user).filter(plan_item__plan=row).values_list("pk", flat=True)
        )
        body = {
            "overloads": [week.facts(seen) for week in found.weeks],
            "not_reckoned": [task.number for task in found.vague if task.pk in seen],
        }
        return _json(body)

    @action(detail=True, methods=["get"])
    def slip(self, request, pk: str) -> HttpResponse:
        """Working days by which each task is due later than in its newest baseline."""
        row = self.find(pk)
        baseline = row.baselines.prefetch_related("items").last()
        found = slips(row, baseline, None, request.user) if baseline else []
        lines = [
            {"task": shapes.stub(one.task), "due_at": [instant(one.was[1]), instant(one.now[1])]}
            | {"slip_working_days": one.days, "change": one.change}
            for one in found
            if one.task is not None
        ]
        return _json({"baseline": baseline.number if baseline else None, "tasks": lines})


with_doings(PlanResource, Kind.PLAN)


def _roles(sent: Any, person) -> dict[str, tuple[Department, Person | None]]:
    """The roles as sent, their departments and people looked up."""
    if not isinstance(sent, dict):
        raise Invalid.field("roles", _("Send an object: role → department and person."), "wrong_type")
    found = {}
    for role, who in sent.items():
        ids = who if isinstance(who, dict) else {}
        asked = [ids.get("department"), ids.get("person")]
        whole = [
            one if isinstance(one, int) and not isinstance(one, bool) and one < 2**62 else None
            for one in asked
        ]
        department = Department.objects.visible_to(person).active().filter(pk=whole[0]).first()
        if department is None:
            raise Invalid.field(
                "roles", _("Name an active department for “%(role)s”.") % {"role": role}, "not_found"
            )
        someone = Person.objects.visible_to(person).active().filter(pk=whole[1]).first()
        if ids.get("person") is not None and someone is None:
            raise Invalid.field(
                "roles", _("There is no such person for “%(role)s”.") % {"role": role}, "not_found"
            )
        found[role] = (department, someone)
    return found


class PlanTemplateResource(Resource):
    """Templates; one is saved from a plan with `save-template`."""

    columns: ClassVar[tuple[str, ...]] = ("id", "title", "body", "created_at")

    def rows(self) -> QuerySet:
        return PlanTemplate.objects.visible_to(self.request.user)

    def whole(self, row: PlanTemplate) -> dict[str, Any]:
        return {
            "id": row.pk,
            "title": row.title,
            "body": row.body,
            "created_at": instant(row.created_at),
            "roles": roles_of(row),
            **row.content,
        }
