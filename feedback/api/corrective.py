"""Corrective actions through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Link, LinkKind, Matter
from collab.org.models import Department, Person

from ..actions import open_corrective
from ..corrective import doings, policies  # noqa: F401  (declares what can be done before the doors are made)
from ..corrective.states import LINE
from ..models import CorrectiveAction, CorrectiveStep, Trigger


class CorrectiveBody(forms.Form):
    """A corrective action as other systems open it."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=20_000, required=False)

    def __init__(self, data, person):
        super().__init__(data)
        self.fields["department"] = forms.ModelChoiceField(Department.objects.visible_to(person).active())
        self.fields["owner"] = forms.ModelChoiceField(
            Person.objects.visible_to(person).active(), required=False
        )
        self.fields["source"] = forms.ModelChoiceField(Matter.objects.visible_to(person), required=False)


def step_shape(row: CorrectiveStep) -> dict[str, Any]:
    """One step of one round."""
    return {
        "id": row.pk,
        "round": row.round,
        "step": row.kind,
        "owner": shapes.person(row.owner),
        "due_at": instant(row.due_at),
        "result": row.result,
        "branch": row.branch,
        "whys": row.whys.splitlines(),
        "evidence": row.evidence_id,
        "effective": row.effective,
        "done_at": instant(row.done_at),
        "done_by": shapes.person(row.done_by),
        "sent_back": row.sent_back,
    }


class CorrectiveResource(SpineResource):
    """Opened by the rule or by coordinators; the owner is whoever owes the present step."""

    model = CorrectiveAction
    body_form = CorrectiveBody
    filters: ClassVar = SPINE_FILTERS | {
        "trigger": Filter("choices", "trigger__in", choices=lambda: list(Trigger.values)),
        "source": Filter(
            "int",
            apply=lambda rows, value, person: rows.filter(
                links_in__source__in=Matter.objects.visible_to(person).filter(pk=value),
                links_in__kind=LinkKind.LED_TO,
            ),
            help="What hangs on it, by matter id.",
        ),
    }

    def whole(self, row: CorrectiveAction) -> dict[str, Any]:
        ids = list(
            Link.objects.filter(target=row.pk, kind=LinkKind.LED_TO)
            .order_by("pk")
            .values_list("source_id", flat=True)
        )
        seen = Matter.objects.visible_to(self.request.user).in_bulk(ids)
        return super().whole(row) | {
            "trigger": row.trigger,
            "round": row.round,
            "check_from": instant(row.check_from),
            "sources": [shapes.stub(seen.get(pk)) for pk in ids],
            "steps": [step_shape(step) for step in policies.steps_of(row)],
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Open one by hand."""
        sent = body_of(request)
        given = check_body(CorrectiveBody(sent, request.user), sent)
        return self.answer(open_corrective(actor=self.actor, **given), 201)


class CorrectiveStepResource(Hanging):
    """Steps of all rounds, seen by whoever sees the corrective action; it is the action that moves them on."""

    filters: ClassVar = {
        "corrective": Filter("int", "corrective", help="Of one corrective action."),
        "step": Filter("choices", "kind__in", choices=lambda: list(LINE)),
        "round": Filter("int", "round"),
        "owner": Filter("int", "owner"),
        "done": Filter(
            "bool",
            apply=lambda rows, value, person: rows.filter(done_at__isnull=not value),
            help="Handed in.",
        ),
    }
    related = ("owner", "done_by", "corrective__owner")
    http_method_names = ["get", "head", "options"]

    def rows(self) -> QuerySet:
        return CorrectiveStep.objects.visible_to(self.request.user).select_related(*self.related)

    def whole(self, row: CorrectiveStep) -> dict[str, Any]:
        corrective = row.corrective
        now = row.round == corrective.round and row.kind == corrective.status
        return step_shape(row) | {
            "corrective": corrective.pk,
            "is_present": now,
            "owner": shapes.person(corrective.owner if now else row.owner),
            "due_at": instant(corrective.due_at if now else row.due_at),
        }


with_doings(CorrectiveResource, Kind.CORRECTIVE)
