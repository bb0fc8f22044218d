"""Co-departments' parts through the API: listed, read, and moved by their doings; new ones come with `add-part`."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common.api.bodies import check_body
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.common.errors import FieldError, Invalid
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.org.models import Department

from .. import part_doings, policies  # noqa: F401  (part_doings declares what can be done before the doors are made)
from ..actions.parts import PartBrief
from ..models import CoPart, Task
from ..models.part import TASK_PART
from ..states import PART_MACHINE

MOST_PARTS = 200


class PartBody(forms.Form):
    """One co-department's part of a new task."""

    department = forms.ModelChoiceField(Department.objects.none())
    part = forms.CharField(max_length=20_000, required=False)
    due_at = forms.DateTimeField(required=False)

    def __init__(self, data, person):
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = Department.objects.visible_to(person).active()


class PartsField(forms.JSONField):
    """A list of objects with `department`, `part` and `due_at`."""

    def __init__(self, person: Any = None, **options: Any):
        super().__init__(required=False, **options)
        self.person = person

    def to_python(self, value: Any) -> list[PartBrief]:
        """Each object checked as a body of its own; the field's name tells which one is wrong."""
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise forms.ValidationError(_("Send a list of objects."), code="wrong_type")
        if len(value) > MOST_PARTS:
            raise forms.ValidationError(_("At most 200 parts at once."), code="too_many")
        return [self._brief(row, number) for number, row in enumerate(value)]

    def _brief(self, row: dict[str, Any], number: int) -> PartBrief:
        try:
            given = check_body(PartBody(row, self.person), row)
        except Invalid as wrong:
            raise Invalid(
                [FieldError(f"parts[{number}].{one.field}", one.code, one.detail) for one in wrong.errors]
            ) from wrong
        return PartBrief(given["department"], given.get("part") or "", given.get("due_at"))

    def validate(self, value: Any) -> None:
        """Nothing beyond the shape; the rules are the action's."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def part_shape(row: CoPart) -> dict[str, Any]:
    """A part with what its party keeps."""
    return {
        "id": row.pk,
        "task": row.task_id,
        "party": row.party_id,
        "department": shapes.department(row.party.department),
        "part": row.party.part,
        "due_at": instant(row.party.due_at),
        "original_due_at": instant(getattr(row, "original_due_at", None) or row.party.due_at),
        "signed_at": instant(row.party.signed_at),
        "status": row.status,
        "is_open": row.is_open,
        "result": row.result,
        "submitted_at": instant(row.submitted_at),
        "submitted_by": shapes.person(row.submitted_by),
        "decided_at": instant(row.decided_at),
        "decided_by": shapes.person(row.decided_by),
        "reason": row.reason,
        "done_late": row.done_late,
        "rework_count": row.rework_count,
        "version": row.version,
    }


def parts_of(task: Task) -> list[dict[str, Any]]:
    """The parts of one task; nothing is read where no co-department takes part."""
    if not any(party.role == PartyRole.CO for party in parties_of(task)):
        return []
    rows = task.laid_out or list(task.co_parts.with_row())
    policies.know_waived(task, rows)
    return [part_shape(row) for row in rows]


class TaskPartResource(WholeRows):
    """What each co-department owes to a task."""

    related = ("task",)
    shape = part_shape
    filters: ClassVar = {
        "task": Filter("int", "task"),
        "department": Filter("ids", "party__department__in"),
        "status": Filter("choices", "status__in", choices=lambda: list(PART_MACHINE.states)),
        "due_before": Filter("instant", "party__due_at__lt"),
    }

    def rows(self) -> QuerySet:
        return CoPart.objects.visible_to(self.request.user).with_row()


with_doings(TaskPartResource, TASK_PART)
