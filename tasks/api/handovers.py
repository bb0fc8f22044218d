"""Hand-overs and their criteria through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm
from collab.common.api.describing import nullable
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.common.errors import Invalid
from collab.deadlines.api import clocks_of
from collab.matters.api import described, shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging
from collab.matters.api.resources import PRIORITY_CODES, SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter, Visibility
from collab.org.models import Department, Person

from ..actions import judge_criterion, offer_handover
from ..handover import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..models import Criterion, Handover, Verdict

_SENTENCES = _("Send a list of sentences.")
EXTRA = ("giver", "receiver", "giver_contact", "receiver_contact", "delivered_at", "rounds")


class HandoverBody(BodyForm):
    """A new hand-over; `criteria` is a list of sentences."""

    title = forms.CharField(max_length=300)
    giver = forms.ModelChoiceField(Department.objects.active())
    receiver = forms.ModelChoiceField(Department.objects.active())
    criteria = forms.JSONField()
    due_at = forms.DateTimeField()
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    giver_contact = forms.ModelChoiceField(Person.objects.active(), required=False)
    receiver_contact = forms.ModelChoiceField(Person.objects.active(), required=False)
    inputs = forms.CharField(max_length=20_000, required=False)
    outputs = forms.CharField(max_length=20_000, required=False)
    priority = forms.ChoiceField(choices=[(code, code) for code in PRIORITY_CODES], required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    came_from = forms.ModelChoiceField(Matter.objects.all(), required=False)

    def given(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What was sent, in the action's terms; absent fields keep the action's defaults."""
        values = {name: value for name, value in check_body(self, sent).items() if name in sent}
        texts = values["criteria"]
        if not isinstance(texts, list) or not all(
            isinstance(one, str) and "\x00" not in one for one in texts
        ):
            raise Invalid.field("criteria", _SENTENCES, "wrong_type")
        if "priority" in values:
            values["priority"] = PRIORITY_CODES[values["priority"] or "normal"]
        return {name: value for name, value in values.items() if value not in ("", None) or name == "body"}


def verdict(row: Verdict) -> dict[str, Any]:
    """What was found in one round."""
    return {
        "round": row.round,
        "met": row.met,
        "reason": row.reason,
        "at": instant(row.at),
        "by": shapes.person(row.by),
    }


def criterion(row: Criterion) -> dict[str, Any]:
    """One criterion with what was found about it."""
    return {
        "id": row.pk,
        "handover": row.handover_id,
        "position": row.position,
        "text": row.text,
        "met_at": instant(row.met_at),
        "verdicts": [verdict(one) for one in row.verdicts.all()],
    }


class HandoverResource(SpineResource):
    """Hand-overs; `department` is the side that answers for it now."""

    model = Handover
    body_form = HandoverBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {
        "giver": Filter("ids", "giver__in"),
        "receiver": Filter("ids", "receiver__in"),
        "side": Filter(
            "int",
            apply=lambda rows, value, person: rows.filter(Q(giver=value) | Q(receiver=value)),
            help="Giver or receiver, by department id.",
        ),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in EXTRA}

    def described(self, *, whole: bool = False) -> dict[str, Any]:
        found = super().described(whole=whole)
        if whole:
            sides, contacts = ("giver", "receiver"), ("giver_contact", "receiver_contact")
            found["properties"] |= dict.fromkeys(sides, described.DEPARTMENT)
            found["properties"] |= dict.fromkeys(contacts, nullable(described.PERSON))
        return found

    def whole(self, row: Handover) -> dict[str, Any]:
        criteria = row.criteria.prefetch_related("verdicts__by")
        return super().whole(row) | {
            "giver": shapes.department(row.giver),
            "receiver": shapes.department(row.receiver),
            "giver_contact": shapes.person(row.giver_contact),
            "receiver_contact": shapes.person(row.receiver_contact),
            "liable": shapes.department(row.department),
            "inputs": row.inputs,
            "outputs": row.outputs,
            "delivered_at": instant(row.delivered_at),
            "rounds": row.rounds,
            "criteria": [criterion(one) for one in criteria],
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Offer a hand-over."""
        sent = body_of(request)
        handover = offer_handover(actor=self.actor, **HandoverBody(sent, person=request.user).given(sent))
        return self.answer(handover, 201)


with_doings(HandoverResource, Kind.HANDOVER)


class MetBody(forms.Form):
    """Nothing is asked for."""


class UnmetBody(forms.Form):
    """Why it is not met."""

    reason = forms.CharField(max_length=20_000)


class CriterionResource(Hanging):
    """Acceptance criteria, judged one by one while the hand-over is delivered."""

    shape = staticmethod(criterion)
    filters: ClassVar = {"handover": Filter("int", "handover")}

    def rows(self) -> QuerySet:
        return Criterion.objects.visible_to(self.request.user).prefetch_related("verdicts__by")

    @action(detail=True, methods=["post"])
    def met(self, request, pk: str) -> HttpResponse:
        """Accept this criterion."""
        row = self.find(pk)
        check_body(MetBody(body_of(request)), body_of(request))
        judge_criterion(criterion=row, actor=self.actor, met=True)
        return self.answer(self.find(pk))

    @action(detail=True, methods=["post"])
    def unmet(self, request, pk: str) -> HttpResponse:
        """Say why this criterion is not met."""
        row = self.find(pk)
        given = check_body(UnmetBody(body_of(request)), body_of(request))
        judge_criterion(criterion=row, actor=self.actor, met=False, reason=given["reason"])
        return self.answer(self.find(pk))
