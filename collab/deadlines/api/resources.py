"""Deadlines are read; extensions are asked for on the matter and decided here."""

from typing import Any, ClassVar

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order
from collab.matters.api.bulk import bulk_answer, bulk_schema, read_bulk
from collab.matters.models import Matter

from ..actions import approve_extension, reject_extension, withdraw_extension
from ..bulk import decide_extensions
from ..models import Clock, Deadline, Extension, ExtensionStep, Office, State

COLUMNS = (
    "id",
    "matter",
    "party",
    "clock",
    "step",
    "state",
    "version",
    "started_at",
    "due_at",
    "original_due_at",
    "settled_at",
    "light",
    "wake_at",
)


def clocks_of(matter: Matter) -> list[dict[str, Any]]:
    """A matter's clocks as they stand, or as they were just started with it."""
    if started := matter.started_clocks:
        return [{name: _value(row, name) for name in COLUMNS} for row in started]
    return list(Deadline.objects.filter(matter_id=matter.pk).order_by("pk").values(*COLUMNS))


class DeadlineResource(Resource):
    """Clocks of the matters the reader may see."""

    model = Deadline
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    orders: ClassVar = {"id": Order("id"), "-id": Order("id", True), "due_at": Order("due_at")}
    filters: ClassVar = {
        "matter": Filter("int", "matter"),
        "clock": Filter("choices", "clock__in", choices=lambda: list(Clock.values)),
        "state": Filter("choices", "state__in", choices=lambda: list(State.values)),
        "due_before": Filter("instant", "due_at__lt"),
        "due_after": Filter("instant", "due_at__gte"),
    }

    def rows(self) -> QuerySet:
        return Deadline.objects.visible_to(self.request.user)

    def whole(self, row: Deadline) -> dict[str, Any]:
        return {name: _value(row, name) for name in COLUMNS}


def _value(row: Any, name: str) -> Any:
    value = getattr(row, f"{name}_id", None) if name in ("matter", "party") else getattr(row, name)
    return instant(value) if name.endswith("_at") else value


def _step(step: ExtensionStep) -> dict[str, Any]:
    return {
        "office": step.office,
        "department": step.department_id,
        "state": step.state,
        "decided_by": step.decided_by_id,
        "decided_at": instant(step.decided_at),
        "note": step.note,
    }


class NoteBody(forms.Form):
    note = forms.CharField(max_length=20_000, required=False)


class ReasonBody(forms.Form):
    reason = forms.CharField(max_length=20_000)


DECISIONS: dict[str, type[forms.Form]] = {"approve": NoteBody, "reject": ReasonBody}


class ExtensionResource(Resource):
    """Requests for more time; new ones are made by the `request-extension` of a matter, or of a part (`party`)."""

    facts: ClassVar[tuple[str, ...]] = (
        "id",
        "matter",
        "party",
        "requested_by",
        "requested_at",
        "reason",
        "old_due_at",
        "new_due_at",
        "state",
        "decided_by",
        "decided_at",
        "decision_note",
        "version",
    )
    columns = (*facts, "waits_for")
    filters: ClassVar = {
        "matter": Filter("int", "matter"),
        "party": Filter("int", "party"),
        "state": Filter("choices", "state__in", choices=lambda: list(Extension.State.values)),
        "waits_for": Filter("choices", "waits_for__in", choices=lambda: list(Office.values)),
    }

    def rows(self) -> QuerySet:
        steps = ExtensionStep.objects.filter(extension=OuterRef("pk"), state=ExtensionStep.State.WAITING)
        rows = Extension.objects.visible_to(self.request.user)
        return rows.annotate(waits_for=Subquery(steps.values("office")[:1]))

    def whole(self, row: Extension) -> dict[str, Any]:
        people: dict[str, Any] = {
            "waits_for": row.waiting.office if row.waiting else None,
            "steps": [_step(step) for step in row.steps.all()],
            "matter": row.matter_id,
            "party": row.party_id,
            "requested_by": row.requested_by_id,
            "decided_by": row.decided_by_id,
        }
        return {
            name: people.get(
                name, instant(getattr(row, name)) if name.endswith("_at") else getattr(row, name)
            )
            for name in self.facts
        } | people

    @action(detail=True, methods=["post"])
    def approve(self, request, pk: str) -> HttpResponse:
        """Agree to one's step; the last one moves the due date."""
        row, version = self.find(pk), if_match(request)
        given = check_body(NoteBody(body_of(request)), body_of(request))
        return self.answer(approve_extension(extension=row, actor=self.actor, version=version, **given))

    @action(detail=True, methods=["post"])
    def reject(self, request, pk: str) -> HttpResponse:
        """Refuse with a reason."""
        row, version = self.find(pk), if_match(request)
        given = check_body(ReasonBody(body_of(request)), body_of(request))
        return self.answer(reject_extension(extension=row, actor=self.actor, version=version, **given))

    @bulk_schema("extension", list(DECISIONS))
    @action(detail=False, methods=["post"])
    def bulk(self, request) -> HttpResponse:
        """Approve or refuse many, each for itself."""
        self.no_parameters(request)
        name, items, sent = read_bulk(DECISIONS, body_of(request))
        words = check_body(DECISIONS[name](sent), sent)
        said = "".join(words.values())
        outcomes = decide_extensions(items, approve=name == "approve", actor=self.actor, words=said)
        return bulk_answer(name, outcomes)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk: str) -> HttpResponse:
        """Take one's own request back."""
        row, version = self.find(pk), if_match(request)
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(withdraw_extension(extension=row, actor=self.actor, version=version))
